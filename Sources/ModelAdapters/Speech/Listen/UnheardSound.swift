import Agent

/// The last seconds of a track of which no final result is there yet: what a stream that breaks would lose.
///
/// It is never older than the session, which lasts no longer than its track may be heard.
struct UnheardSound {
    private struct Piece {
        var chunk: SoundChunk
        /// Where it begins in the present stream; nil before it was sent there.
        var place: Int64?
    }

    private let sampleRate: Int
    private var pieces: [Piece] = []
    /// How much that is.
    private(set) var length: Int64 = 0
    /// How much more was sent in the present stream and has no final result, but is too old to be sent again.
    private var overdue: Int64 = 0
    /// How much was forgotten that no stream may give a result of any more, since it was last taken.
    private(set) var forgotten: Int64 = 0

    init(sampleRate: Int) { self.sampleRate = sampleRate }

    /// Whether there is none.
    var isEmpty: Bool { pieces.isEmpty }

    /// Keeps sound, and forgets what is too much or too old beside it.
    ///
    /// - Parameter place: where it begins in the present stream; nil where it was not sent.
    mutating func add(_ chunk: SoundChunk, at place: Int64?) {
        pieces.append(Piece(chunk: chunk, place: place))
        length += micros(chunk)
        let oldest = chunk.startMicros + micros(chunk) - ListenLimits.unheardMicros
        let before = length
        while pieces.count > 1, let first = pieces.first,
            length > ListenLimits.unheardMicros || first.chunk.startMicros < oldest
        {
            length -= micros(first.chunk)
            pieces.removeFirst()
        }
        if place == nil {
            forgotten += before - length
        } else {
            overdue += before - length
        }
    }

    /// What was sent too long ago to be sent again and has no final result, when its stream breaks; once.
    mutating func takeOverdue() -> Int64 {
        defer { overdue = 0 }
        return overdue
    }

    /// What had to be forgotten; once.
    mutating func takeForgotten() -> Int64 {
        defer { forgotten = 0 }
        return forgotten
    }

    /// Forgets everything: no stream will give a result of it.
    mutating func giveUp() {
        forgotten += length
        _ = takeAll()
    }

    /// Forgets what the present stream has final results of.
    ///
    /// - Parameter end: how far they reach, from the start of the stream.
    mutating func cover(upTo end: Int64) {
        overdue = min(overdue, max(0, (pieces.first?.place ?? end) - end))
        while let first = pieces.first, let place = first.place, place < end {
            guard place + micros(first.chunk) > end else {
                length -= micros(first.chunk)
                pieces.removeFirst()
                continue
            }
            let covered = Int((end - place) * Int64(sampleRate) / 1_000_000)
            let micros = micros(covered)
            pieces[0].chunk.samples.removeFirst(covered)
            pieces[0].chunk.startMicros += micros
            pieces[0].place = place + micros
            length -= micros
            return
        }
    }

    /// Everything, in order, to be sent and kept anew.
    mutating func takeAll() -> [SoundChunk] {
        defer { (pieces, length, overdue) = ([], 0, 0) }
        return pieces.map(\.chunk)
    }

    private func micros(_ chunk: SoundChunk) -> Int64 { micros(chunk.samples.count) }

    private func micros(_ samples: Int) -> Int64 { Int64(samples) * 1_000_000 / Int64(sampleRate) }
}
