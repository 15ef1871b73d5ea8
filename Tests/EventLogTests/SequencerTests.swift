import AsideTesting
import Events
import Testing

@testable import EventLog

@Suite struct SequencerTests {
    let home = MemoryHome()

    @Test func `Drafts get contiguous indexes and versions, durable on return`() async throws {
        let log = try home.open()
        let events = try await log.append((0..<3).map { home.remark($0) }, to: streamA)
        #expect(events.map(\.index.value) == [0, 1, 2])
        #expect(events.map(\.envelope.version.value) == [1, 2, 3])
        #expect(try log.events(in: streamA) == events)
        #expect(log.checkpoint.size.count == 3)
        try log.close()
        #expect(try home.verify().ok)
        #expect(try home.verify(.integrity).ok)
    }

    @Test func `A stream that moved on refuses what expected otherwise`() async throws {
        let log = try home.open()
        _ = try await log.append([home.remark()], to: streamA, expecting: .noStream)
        _ = try await log.append([home.remark()], to: streamA, expecting: .streamExists)
        _ = try await log.append(
            [home.remark()],
            to: streamA,
            expecting: .exactly(StreamVersion(2))
        )
        for expected in [ExpectedVersion.noStream, .exactly(StreamVersion(2))] {
            await #expect(
                throws: AppendError.conflict(
                    .unexpectedVersion(expected: expected, found: StreamVersion(3))
                )
            ) {
                _ = try await log.append([home.remark()], to: streamA, expecting: expected)
            }
        }
        #expect(log.checkpoint.size.count == 3)
    }

    @Test func `A permit does not outlive a change of consent`() async throws {
        let log = try home.open()
        _ = try await log.append([home.remark(), home.grant()], to: streamA)
        let permit = AppendCondition(noConsentChangeSince: StreamVersion(2))
        _ = try await log.append([home.remark()], to: streamA, under: permit)
        _ = try await log.append([home.grant()], to: streamA)
        await #expect(
            throws: AppendError.conflict(
                .consentChanged(at: StreamVersion(4), permitSaw: StreamVersion(2))
            )
        ) { _ = try await log.append([home.remark()], to: streamA, under: permit) }
        let again = try reopened(log)
        await #expect(throws: AppendError.self) {
            _ = try await again.append([home.remark()], to: streamA, under: permit)
        }
    }

    private func reopened(_ log: SignedLog) throws -> SignedLog {
        try log.close()
        return try home.open()
    }

    @Test func `Many writers share commits and lose nothing`() async throws {
        var settings = SignedLog.Settings()
        settings.queueLimit = 5
        let faulty = FaultyStorage(over: home.storage, failing: [:])
        let log = try home.open(faulty, settings: settings)
        try await withThrowingTaskGroup { group in
            for writer in 0..<20 {
                group.addTask {
                    for number in 0..<20 {
                        let stream = StreamName("call/\(writer)")
                        let version = StreamVersion(UInt64(number))
                        _ = try await log.append(
                            [home.remark(number)],
                            to: stream,
                            expecting: number == 0 ? .noStream : .exactly(version)
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(log.checkpoint.size.count == 400)
        try log.close()
        #expect(
            try home.verify()
                == IntegrityReport(
                    entries: 400,
                    lastGoodCheckpoint: log.checkpoint.reference
                )
        )
    }

    @Test func `Content without the condition of a permit is refused`() async throws {
        let log = try home.open()
        let line = Draft(
            LineTranscribed(startMicros: 0, endMicros: 1, masked: 0),
            id: home.ids.eventID(),
            time: .epoch,
            actor: .coach
        )
        await #expect(throws: AppendError.refused(.noPermit)) {
            _ = try await log.append([home.remark(), line], to: streamA)
        }
        #expect(try log.events(in: streamA).isEmpty)
        let condition = AppendCondition(noConsentChangeSince: .none)
        #expect(try await log.append([line], to: streamA, under: condition).count == 1)
    }

    @Test func `An id that the log has is refused, and nobody else's append with it`() async throws
    {
        let log = try home.open()
        let id = home.ids.eventID()
        _ = try await log.append([home.remark(0, id: id)], to: streamA)
        async let innocent = log.append([home.remark()], to: streamB)
        await #expect(throws: AppendError.refused(.repeatedEventID)) {
            _ = try await log.append([home.remark(1, id: id)], to: streamA)
        }
        #expect(try await innocent.count == 1)
        let twin = home.ids.eventID()
        await #expect(throws: AppendError.refused(.repeatedEventID)) {
            _ = try await log.append(
                [home.remark(0, id: twin), home.remark(1, id: twin)],
                to: streamA
            )
        }
        try log.close()
        #expect(try home.verify().ok)
    }

    @Test func `An entry that is too long is refused before it is queued`() async throws {
        let log = try home.open()
        var draft = home.remark()
        draft.data["text"] = .string(String(repeating: "x", count: 66_000))
        await #expect(throws: AppendError.self) {
            _ = try await log.append([home.remark(), draft], to: streamA)
        }
        #expect(log.checkpoint.size == .empty)
    }

    @Test func `A sealed call takes no more events, and its digest covers all before`() async throws
    {
        let log = try home.open()
        await #expect(throws: AppendError.self) { try await log.seal(callA, at: home.clock.now) }
        _ = try await log.append([home.remark(), home.remark()], to: streamA)
        let sealed = try await log.seal(callA, id: nil, at: home.clock.now)
        #expect(sealed.fact(CallSealed.self)?.lastVersion == StreamVersion(2))
        await #expect(throws: AppendError.conflict(.streamSealed)) {
            _ = try await log.append([home.remark()], to: streamA)
        }
        await #expect(throws: AppendError.conflict(.streamSealed)) {
            _ = try await log.seal(callA, at: home.clock.now)
        }
        let again = try reopened(log)
        await #expect(throws: AppendError.conflict(.streamSealed)) {
            _ = try await again.append([home.remark()], to: streamA)
        }
        #expect(
            try home.storage.read { try $0.checkpoints() }.map(\.reason) == [.callEnd, .newest]
        )
        #expect(try home.verify().ok)
    }

    @Test func `A commit that was surely not written leaves the log going`() async throws {
        let faulty = FaultyStorage(over: home.storage, failing: [2: .notWritten])
        let log = try home.open(faulty)
        _ = try await log.append([home.remark()], to: streamA)
        await #expect(
            throws: AppendError.notWritten(
                StorageError(.notWritten, .diskFull, detail: "planned")
            )
        ) { _ = try await log.append([home.remark()], to: streamA) }
        let event = try await log.append([home.remark()], to: streamA)
        #expect(event[0].envelope.version == StreamVersion(2))
        try log.close()
        #expect(try home.verify().ok)
    }

    @Test(arguments: [FaultyStorage.Fault.inDoubtPersisted, .inDoubtNotPersisted])
    func `A commit in doubt stops the log; reopening recovers`(
        fault: FaultyStorage.Fault
    ) async throws {
        let faulty = FaultyStorage(over: home.storage, failing: [2: fault])
        let log = try home.open(faulty)
        _ = try await log.append([home.remark()], to: streamA)
        await #expect(
            throws: AppendError.inDoubt(
                StorageError(.inDoubt, .inputOutput, detail: "planned")
            )
        ) { _ = try await log.append([home.remark()], to: streamA) }
        let doubt = StorageError(.inDoubt, .inputOutput, detail: "planned")
        await #expect(throws: AppendError.stopped(.commitInDoubt(doubt))) {
            _ = try await log.append([home.remark()], to: streamA)
        }
        let again = try home.open()
        #expect(
            AppendError.stopped(.commitInDoubt(doubt)).description
                == "append refused, nothing was written: the log has stopped, since it is in doubt "
                + "whether an earlier append was written (input-output (planned)); it finds out when "
                + "it is opened again"
        )
        let expected: UInt64 = fault == .inDoubtPersisted ? 3 : 2
        let event = try await again.append([home.remark()], to: streamA)
        #expect(event[0].envelope.version.value == expected)
        try again.close()
        #expect(try home.verify().ok)
    }

    @Test func `A closed log says that it is closed`() async throws {
        let log = try home.open()
        _ = try await log.append([home.remark()], to: streamA)
        #expect(log.whyStopped == nil)
        try log.close()
        await #expect(throws: AppendError.stopped(.closed)) {
            _ = try await log.append([home.remark()], to: streamA)
        }
        await #expect(throws: AppendError.stopped(.closed)) {
            _ = try await log.seal(callA, at: home.clock.now)
        }
    }

    @Test func `A store older than the head guard is refused`() async throws {
        let log = try home.open()
        _ = try await log.append([home.remark()], to: streamA)
        try log.close()
        let forked = MemoryStorage()
        #expect(throws: OpenError.forked(guarded: TreeSize(1), found: .empty)) {
            _ = try home.open(forked)
        }
    }

    @Test func `A subscription gives everything once, in order, stored or live`() async throws {
        let log = try home.open()
        for number in 0..<300 {
            _ = try await log.append([home.remark(number)], to: streamA)
        }
        let subscription = log.subscribe(from: EntryIndex(5))
        async let seen: [UInt64] = {
            var indexes: [UInt64] = []
            for try await event in subscription { indexes.append(event.index.value) }
            return indexes
        }()
        for number in 0..<100 {
            _ = try await log.append([home.remark(number)], to: streamB)
        }
        try log.close()
        #expect(try await seen == Array(5..<400))
    }

    @Test func `A cancelled reader ends`() async throws {
        let log = try home.open()
        let task = Task {
            for try await _ in log.subscribe(from: EntryIndex(0)) {}
            return true
        }
        task.cancel()
        #expect(try await task.value)
        try log.close()
    }
}
