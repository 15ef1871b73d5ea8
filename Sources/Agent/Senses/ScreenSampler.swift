import Events

/// A still picture as it arrives from a room or a recording.
public struct Frame: Hashable, Sendable {
    /// The JPEG.
    public var jpeg: [UInt8]
    /// Pixels across.
    public var width: Int
    /// Pixels down.
    public var height: Int

    /// A picture.
    public init(jpeg: [UInt8], width: Int, height: Int) {
        (self.jpeg, self.width, self.height) = (jpeg, width, height)
    }
}

/// Chooses which frames to keep: the rep's screen share, at most one a second.
struct ScreenSampler {
    /// Slides change more slowly; anything faster is a video.
    static let shortestIntervalMicros: Int64 = 1_000_000

    /// Why a frame is not kept.
    enum Skip: String {
        case notTheRepsScreen = "not-the-reps-screen-share"
        case overRate = "over-rate"
        case notInForce = "purpose-not-in-force"
    }

    private var lastSampled: Timestamp?
    private(set) var skipped: [String: Int] = [:]

    /// Whether a frame of the rep's screen share that arrives now is within the rate.
    func isWithinRate(at time: Timestamp) -> Bool {
        lastSampled.map { time.micros(since: $0) >= Self.shortestIntervalMicros } ?? true
    }

    mutating func sampled(at time: Timestamp) { lastSampled = time }

    mutating func skip(_ reason: Skip) { skipped[reason.rawValue, default: 0] += 1 }

    /// The counts since they were last taken.
    mutating func takeSkipped() -> [String: Int] {
        defer { skipped = [:] }
        return skipped
    }
}
