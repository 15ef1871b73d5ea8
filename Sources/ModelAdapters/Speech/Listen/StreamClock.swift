/// Where the sound of one stream lies in the call.
///
/// A service counts from the first sample that it was sent; between two stretches that it takes for
/// neighbours there may have been some that nobody was allowed to hear.
struct StreamClock {
    /// Sound that begins so much later than it should was not sent in between.
    ///
    /// Less is the unevenness of its arrival.
    static let gapMicros: Int64 = 200_000
    /// How many gaps are remembered: lines reach back over one or two.
    static let mostAnchors = 64

    /// A moment of the stream and the moment of the call that it is.
    private struct Anchor {
        var stream: Int64
        var call: Int64
    }

    private var anchors: [Anchor] = []
    private var isAfterSilence = false
    /// How much sound the stream has.
    private(set) var length: Int64 = 0

    /// Adds sound that was heard from a moment of the call on.
    ///
    /// Sound may come late and never early, so what came earliest tells best when all of it was spoken.
    mutating func add(_ micros: Int64, from start: Int64) {
        defer { (length, isAfterSilence) = (length + micros, false) }
        guard let last = anchors.last, !isAfterSilence else { return anchor(at: start) }
        let expected = last.call + length - last.stream
        if start > expected + Self.gapMicros {
            anchor(at: start)
        } else if start < expected {
            anchors[anchors.count - 1].call -= expected - start
        }
    }

    /// Adds silence that is nobody's.
    mutating func addSilence(_ micros: Int64) {
        length += micros
        isAfterSilence = true
    }

    /// The moment of the call at which what begins then in the stream was heard.
    func start(_ stream: Int64) -> Int64 {
        call(min(stream, length)) { $0.stream <= $1 }
    }

    /// The moment of the call at which what ends then in the stream had been heard.
    func end(_ stream: Int64) -> Int64 {
        call(min(stream, length)) { $0.stream < $1 }
    }

    private func call(_ stream: Int64, _ isBefore: (Anchor, Int64) -> Bool) -> Int64 {
        guard let anchor = anchors.last(where: { isBefore($0, stream) }) ?? anchors.first else {
            return 0
        }
        return max(0, anchor.call + max(0, stream - anchor.stream))
    }

    private mutating func anchor(at call: Int64) {
        anchors.append(Anchor(stream: length, call: call))
        if anchors.count > Self.mostAnchors { anchors.removeFirst() }
    }
}
