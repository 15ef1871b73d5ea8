internal import Events
internal import Projections

/// What looking only at change saved, and why each picture was kept.
extension ReviewWriter {
    /// Adds to the meters what a fixed clock would have kept of the same screen share.
    func sampling(in section: inout ReportSection) {
        guard reading.screenMicros > 0 || reading.framesKept > 0 else { return }
        section.fact("screen", "Screen share seen for", CallClock.length(reading.screenMicros))
        section.fact(
            "frames_kept",
            "Pictures kept of it",
            frames(reading.framesKept, reading.frameTokens)
        )
        section.fact(
            "frames_clock",
            "A clock of one a second would have kept",
            frames(reading.clockFrames, reading.clockTokens)
        )
        let saved = reading.clockTokens - reading.frameTokens
        section.fact(
            "frames_saved",
            "Saved by looking only when something changed",
            saved <= 0
                ? "nothing"
                : "\(saved) tokens, \(Self.percent(saved, of: reading.clockTokens)) of them"
        )
        section.say(
            "Here a picture's tokens are its width × height / \(VisionTokens.pixelsPerToken), rounded "
                + "up, whether or not a model read it. They are not what is priced: the table has the "
                + "tokens that the models counted."
        )
    }

    private func frames(_ count: Int64, _ tokens: Int64) -> String {
        "\(count) \(count == 1 ? "picture" : "pictures"), \(tokens) tokens"
    }

    private static func percent(_ part: Int64, of whole: Int64) -> String {
        let perMille = part * 1_000 / whole
        return "\(perMille / 10).\(perMille % 10) %"
    }
}

extension Wording {
    /// Why a picture was kept.
    static func why(_ why: String) -> String {
        switch why {
        case "first": "the first that could be seen"
        case "changed": "the picture had changed"
        case "words": "somebody spoke of it"
        case "detail": "the coach asked for it in detail"
        case "moving": "it would not stand still"
        default: why
        }
    }
}
