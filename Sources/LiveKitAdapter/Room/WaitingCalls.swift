/// The remote calls that wait to be answered, so that nobody fills the queue with theirs.
///
/// No refusal or withdrawal is ever lost: beyond the limit one is let in all the same, unless the very same
/// one waits already and nothing else of its caller came after it.
struct WaitingCalls {
    /// More than a client has under way at once for a person who clicks.
    static let mostOfOneCaller = 64

    private struct Caller {
        var calls: Set<UInt64> = []
        /// Those let in beyond the limit since anything else was; no more than there are ways to say no.
        var noes: [PersonRequest.No: UInt64] = [:]
    }

    private var callers: [String: Caller] = [:]

    /// Lets a call wait; says why not, if it may not.
    mutating func admit(_ call: RemoteInvocation) -> RemoteRefusal? {
        guard call.payload.utf8.count <= RemoteCalls.longestPayload else { return .noObject }
        var caller = callers[call.caller] ?? Caller()
        if caller.calls.count < Self.mostOfOneCaller {
            caller.noes = [:]
        } else {
            guard let no = (try? PersonRequest(call))?.no, caller.noes[no] == nil else {
                return .tooMany
            }
            caller.noes[no] = call.id
        }
        caller.calls.insert(call.id)
        callers[call.caller] = caller
        return nil
    }

    /// A call waits no more.
    mutating func answered(_ call: RemoteInvocation) {
        guard var caller = callers[call.caller] else { return }
        caller.calls.remove(call.id)
        caller.noes = caller.noes.filter { $0.value != call.id }
        callers[call.caller] = caller.calls.isEmpty ? nil : caller
    }
}
