import Agent
import Events
import Sockets

extension ListenRecognizer {
    /// Opens a stream as a track would and ends it without any sound: for `aside doctor`.
    ///
    /// - Returns: what is wrong, in one line; nil when the service took the stream.
    public func fault() async -> String? {
        await withTaskGroup(of: String?.self) { group in
            group.addTask { await opening() }
            group.addTask {
                // When it was opened before, this ends early and says nothing.
                guard (try? await time.ring(afterMicros: ListenLimits.connectMicros)) != nil else {
                    return nil
                }
                return ListenFault.late.told(by: host).description
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    private func opening() async -> String? {
        let departure = Departure(
            to: destination,
            asking: .speech,
            carrying: Array(target.utf8)
        )
        do {
            try await EgressDoor.forNobodysWords.request(departure) { _ in
                _ = try await client.converse(
                    at: target,
                    headers: headers,
                    opened: {
                        try? await $0.send(text: ListenCommand.closeStream.text)
                        $0.drop()
                    },
                    received: { _ in }
                )
            }
            return nil
        } catch let error as WebSocketError {
            return ListenFault.unopened(error).told(by: host).description
        } catch {
            return "the test was ended early"
        }
    }
}

extension TranscriptionRecognizer {
    /// How much silence is uploaded: the least that services take is a tenth of it.
    private static let probeSamples = VoiceFrame.sampleRate

    /// Has a second of silence made words of: for `aside doctor`.
    ///
    /// - Returns: what is wrong, in one line; nil when the service answered.
    public func fault() async -> String? {
        let silence = SpeechSegment(
            samples: [Int16](repeating: 0, count: Self.probeSamples),
            startMicros: 0
        )
        do {
            _ = try await ask(about: silence, through: .forNobodysWords)
            return nil
        } catch let fault as EgressFault {
            return fault.description
        } catch {
            return "the test was ended early"
        }
    }
}
