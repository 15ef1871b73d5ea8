public import Events

/// A picture of the rep's screen as it is kept: of what is shown now, or as the record of a past call has it.
public struct KeptPicture: Sendable {
    let fact: FrameSampled
    let sealed: FrameSampled.Sealed
    let jpeg: [UInt8]

    /// The picture that a past call kept; nil when the event is of none, or cannot be read.
    ///
    /// - Parameter jpeg: the event's attachment.
    public init?(recorded event: RecordedEvent, jpeg: [UInt8]) {
        guard let fact = event.fact(FrameSampled.self), let sealed = event.opened(FrameSampled.self)
        else { return nil }
        (self.fact, self.sealed, self.jpeg) = (fact, sealed, jpeg)
    }

    /// The picture of a sample.
    init(_ still: Still, of sample: ScreenSampler.Sample, since start: Timestamp) {
        jpeg = still.jpeg
        fact = FrameSampled(
            atMicros: sample.shownAt.micros(since: start),
            width: still.width,
            height: still.height,
            bytes: still.jpeg.count,
            why: sample.why.rawValue
        )
        sealed = .init(digest: hexDigest(of: still.jpeg), perceptualHash: sample.look.hash.hex)
    }

    /// Whether it was asked for at higher resolution.
    var isDetail: Bool { fact.why == ScreenSampler.Why.detail.rawValue }
}
