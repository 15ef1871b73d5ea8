import AsideTesting
import Crypto
import Events
import Testing

@testable import EventLog

@Suite struct BacklogTests {
    let home = MemoryHome()

    private func request(
        _ draft: Draft,
        to stream: StreamName = streamA,
        expecting: ExpectedVersion = .any,
        under condition: AppendCondition? = nil
    ) throws -> AppendRequest {
        AppendRequest(
            stream: stream,
            expecting: expecting,
            condition: condition,
            work: .drafts(try home.sealer.prepare([draft], for: stream)),
            reply: { _ in }
        )
    }

    private func commit(_ batch: BatchBuilder) throws {
        let checkpoint = StoredCheckpoint(
            size: batch.frontier.size,
            root: batch.frontier.root.bytes,
            note: "",
            reason: .newest
        )
        try home.storage.commit(
            Batch(entries: batch.entries, contents: batch.contents, checkpoint: checkpoint)
        )
    }

    /// The places that a batch gives, or why it gives none.
    private func outcomes(_ batch: BatchBuilder) -> [Result<EntryIndex, AppendError>] {
        batch.answers.map { $0.map(\.index) }
    }

    @Test(arguments: [true, false])
    func `What was checked while a batch was being committed holds only if that was written`(
        isWritten: Bool
    ) throws {
        var backlog = home.backlog()
        backlog.add(try request(home.remark()), isUrgent: false)
        let first = backlog.take()
        let next = try request(home.remark(), expecting: .exactly(StreamVersion(1)))
        backlog.add(next, isUrgent: false)
        if isWritten { try commit(first) }
        backlog.ended(isWritten: isWritten)
        let second = backlog.take()
        let conflict = ConcurrencyError.unexpectedVersion(
            expected: .exactly(StreamVersion(1)),
            found: .none
        )
        #expect(
            outcomes(second)
                == [isWritten ? .success(EntryIndex(1)) : .failure(.conflict(conflict))]
        )
        #expect(second.frontier.size == (isWritten ? 2 : 0))
    }

    @Test func `A withdrawal goes before content that was checked already, which is refused`()
        throws
    {
        var backlog = home.backlog()
        let permitted = AppendCondition(noConsentChangeSince: .none)
        backlog.add(try request(home.remark(), under: permitted), isUrgent: false)
        let change = home.grant()
        backlog.add(try request(change), isUrgent: true)
        backlog.add(try request(home.remark(), under: permitted), isUrgent: false)
        let batch = backlog.take()
        let refused = AppendError.conflict(
            .consentChanged(at: StreamVersion(1), permitSaw: .none)
        )
        #expect(
            outcomes(batch) == [.success(EntryIndex(0)), .failure(refused), .failure(refused)]
        )
        #expect(batch.entries.map(\.eventID) == [change.id])
    }

    @Test func `A withdrawal holds for what is checked while it is being committed`() throws {
        var backlog = home.backlog()
        backlog.add(try request(home.grant()), isUrgent: true)
        _ = backlog.take()
        let permitted = AppendCondition(noConsentChangeSince: .none)
        backlog.add(try request(home.remark(), under: permitted), isUrgent: false)
        backlog.ended(isWritten: true)
        #expect(backlog.take().entries.isEmpty)
    }

    @Test func `A key's creation is told once, though two batches need it`() throws {
        var backlog = home.backlog()
        let sealer = home.sealer
        func sealed() throws -> AppendRequest {
            AppendRequest(
                stream: streamA,
                expecting: .any,
                condition: nil,
                work: .drafts(try sealer.prepare([home.sealed("x")], for: streamA)),
                reply: { _ in }
            )
        }
        backlog.add(try sealed(), isUrgent: false)
        let first = backlog.take()
        backlog.add(try sealed(), isUrgent: false)
        #expect(first.entries.map(\.stream) == [.custody, streamA])
        backlog.ended(isWritten: true)
        #expect(backlog.take().entries.map(\.stream) == [streamA])
    }

    @Test(arguments: [true, false])
    func `A call's end covers what is being committed, stored by then or not`(
        isStored: Bool
    ) throws {
        var backlog = home.backlog()
        backlog.add(try request(home.remark(1)), isUrgent: false)
        let first = backlog.take()
        backlog.add(try request(home.remark(2)), isUrgent: false)
        if isStored { try commit(first) }
        let end = AppendRequest(
            stream: streamA,
            expecting: .streamExists,
            condition: nil,
            work: .seal(id: home.ids.eventID(), time: home.clock.now),
            reply: { _ in }
        )
        backlog.add(end, isUrgent: false)
        backlog.ended(isWritten: true)
        let second = backlog.take()
        let leaves = (first.entries + second.entries.dropLast()).compactMap(\.leaf)
        let envelope = try Envelope(parsing: second.entries[1].body)
        let event = RecordedEvent(index: EntryIndex(2), envelope: envelope, content: .none)
        let sealed = try #require(event.fact(CallSealed.self))
        #expect(sealed.lastVersion == StreamVersion(2))
        #expect(
            sealed.leafHashesDigest == StrictBase64.encode(SHA256.hash(data: joined(leaves)))
        )
    }

    @Test func `An id that is being committed is refused when the store has refused it`() throws {
        var backlog = home.backlog()
        let draft = home.remark()
        backlog.add(try request(draft), isUrgent: false)
        let first = backlog.take()
        let other = home.remark()
        backlog.add(try request(draft), isUrgent: false)
        backlog.add(try request(other), isUrgent: false)
        try commit(first)
        backlog.ended(isWritten: true)
        let second = backlog.take()
        #expect(throws: StorageError(.notWritten, .repeatedEventID)) { try commit(second) }
        let again = backlog.retried(second)
        #expect(
            outcomes(again) == [.failure(.refused(.repeatedEventID)), .success(EntryIndex(1))]
        )
        #expect(again.entries.map(\.eventID) == [other.id])
    }

    @Test func `A batch takes what one transaction may; the rest stays in its order`() throws {
        var backlog = home.backlog()
        let most = SignedLog.Settings.mostEntriesPerBatch
        let drafts = (0...most).map { home.remark($0) }
        for draft in drafts { backlog.add(try request(draft), isUrgent: false) }
        #expect(backlog.take().requests.count == most)
        backlog.ended(isWritten: true)
        #expect(backlog.count == 1)
        #expect(backlog.take().entries.map(\.eventID) == [drafts[most].id])
        #expect(backlog.count == 0)
    }
}
