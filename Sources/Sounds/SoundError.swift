/// Why sound cannot be read or heard.
public enum SoundError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is no recording that can be read: torn, or of a form that is not known.
    case unreadable
    /// It ends before the length that it states.
    case cut(found: UInt64, expected: UInt64)
    /// It has fewer or more channels than were named.
    case channels(found: Int, expected: Int)
    /// Its rate is beyond what people record at.
    case rate(Int)
    /// It is longer than so many seconds, or its header does not tell how long it is.
    case tooLong(seconds: Int64)
    /// The speech model is not on this machine.
    case noModel(folder: String)
    /// A library gave up.
    case failed

    /// What was tried, found and expected, and what to do.
    public var description: String {
        switch self {
        case .unreadable:
            "reading the recording failed: found no sound, expected a whole .wav (or .flac) file"
        case .cut(let found, let expected):
            "reading the recording failed: found \(found) bytes, expected the \(expected) that its "
                + "header states; get the whole file"
        case .channels(let found, let expected):
            "reading the recording failed: found \(found) channels, expected \(expected), one for "
                + "each name in --channels"
        case .rate(let rate):
            "reading the recording failed: found \(rate) samples a second, expected "
                + "\(SoundFile.rates.lowerBound) to \(SoundFile.rates.upperBound)"
        case .tooLong(let seconds):
            "reading the recording failed: found a length of more than \(seconds) s, or none, "
                + "expected one up to that; cut it, or save it anew with its length in its header"
        case .noModel(let folder):
            "hearing on this machine is not possible: found no speech model in \(folder); "
                + "aside doctor --fix speech brings it"
        case .failed: "hearing failed: the speech library gave up"
        }
    }
}
