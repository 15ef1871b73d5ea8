import Synchronization

extension RoomConnection {
    /// Lets a remote call wait to be answered, or turns it away at once.
    func take(_ call: RemoteInvocation) {
        if let refusal = waiting.withLock({ $0.admit(call) }) {
            return answer(call, with: .failure(refusal))
        }
        tell(.invoked(call))
    }

    /// Answers a remote call.
    func answer(_ call: RemoteInvocation, with outcome: Result<String, RemoteRefusal>) {
        waiting.withLock { $0.answered(call) }
        var answer = CoreRpcInvocationAnswer()
        answer.localParticipantHandle = localParticipant.id
        answer.invocationID = call.id
        switch outcome {
        case .success(let payload): answer.payload = payload
        case .failure(let refusal):
            var error = CoreRpcError()
            (error.code, error.message) = (UInt32(refusal.code), refusal.message)
            answer.error = error
        }
        // A caller who has gone waits for nothing.
        _ = try? core.send(.rpcMethodInvocationResponse(answer))
    }

    /// Hands on a text of the transcriber; others' are closed unread, so that they wait nowhere.
    func open(_ event: CoreTextStreamOpened) {
        let handle = core.handle(event.reader.handle)
        guard event.reader.info.topic == Self.transcriptTopic, let transcriber,
            event.participantIdentity == transcriber
        else { return handle.close() }
        tell(.textOpened(TextReader(attributes: event.reader.info.attributes, handle: handle)))
    }

    /// Reads a text whole; nil when it was broken off.
    func text(of reader: TextReader) async -> String? {
        let event = try? await core.call { id in
            var request = CoreTextReadAllRequest()
            (request.readerHandle, request.requestAsyncID) = (reader.handle.id, id)
            reader.handle.wasTaken()
            return .textReadAll(request)
        }
        guard case .textStreamReaderReadAll(let callback) = event?.message,
            case .content(let text) = callback.result
        else { return nil }
        return text
    }
}

extension RemoteInvocation {
    init(_ call: CoreRpcMethodInvocation) {
        self.init(
            id: call.invocationID,
            method: call.method,
            caller: call.callerIdentity,
            payload: call.payload
        )
    }
}
