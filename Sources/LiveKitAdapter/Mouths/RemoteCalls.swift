/// What the coach may say, each to one participant: the only methods that it ever calls.
enum RemoteMethod: String, Sendable, CaseIterable {
    /// A tip, to the rep.
    case nudge = "coach_nudge"
    /// Whether a tool may act, to the rep.
    case question = "coach_question"
    /// A notice, to the person it asks.
    case notice = "aside_notice"
    /// What became of their act, to the person.
    case receipt = "aside_receipt"
}

/// How a remote call ended.
enum RemoteAnswer: Hashable, Sendable {
    /// The client's answer.
    case answered(String)
    /// LiveKit's error code (PROVIDERS §8), or the client's own.
    case failed(code: Int)
}

/// Calls methods of single participants: the one place from which anything leaves for the room.
struct RemoteCalls: Sendable {
    /// LiveKit's limit on a payload.
    static let longestPayload = 15 * 1024
    /// How long an answer is waited for: a person who is in a call sees a tip within this time or not.
    static let responseMillis: UInt32 = 4_000
    /// What of it is for the way; without it LiveKit takes 7 s and tells the client to hurry.
    static let roundTripMillis: UInt32 = 1_000

    /// LiveKit's codes that we give ourselves, or act on.
    enum Code {
        static let unsupportedMethod = 1400
        static let recipientNotFound = 1401
        static let requestTooLarge = 1402
        static let connectionTimedOut = 1501
        static let recipientDisconnected = 1503
        static let sendFailed = 1505
    }

    let connection: RoomConnection

    /// Calls a method of one participant.
    func call(_ method: RemoteMethod, of identity: String, with payload: String) async
        -> RemoteAnswer
    {
        guard payload.utf8.count <= Self.longestPayload else {
            return .failed(code: Code.requestTooLarge)
        }
        let participant = connection.localParticipant.id
        let event = try? await connection.core.call { id in
            var request = CorePerformRpcRequest()
            request.localParticipantHandle = participant
            request.destinationIdentity = identity
            (request.method, request.payload) = (method.rawValue, payload)
            request.responseTimeoutMs = Self.responseMillis
            request.maxRoundTripLatencyMs = Self.roundTripMillis
            request.requestAsyncID = id
            return .performRpc(request)
        }
        guard case .performRpc(let callback) = event?.message else {
            return .failed(code: Code.sendFailed)
        }
        guard callback.hasError else { return .answered(callback.payload) }
        return .failed(code: Int(callback.error.code))
    }
}
