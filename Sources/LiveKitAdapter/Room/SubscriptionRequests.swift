/// What is to be asked of the server about tracks, in the order in which it was decided.
struct SubscriptionRequests {
    /// A track to ask for, or to give back.
    struct Request {
        var isWanted: Bool
        var publication: RoomConnection.Publication
    }

    private var waiting: [Request] = []
    private var isSending = false

    /// Adds requests; says whether whoever added them is to send what waits, since nobody else does.
    mutating func add(_ requests: [Request]) -> Bool {
        waiting += requests
        guard !isSending, !waiting.isEmpty else { return false }
        isSending = true
        return true
    }

    /// The next one to send; nil when there is none, and then nobody sends any more.
    mutating func next() -> Request? {
        isSending = !waiting.isEmpty
        return waiting.isEmpty ? nil : waiting.removeFirst()
    }
}
