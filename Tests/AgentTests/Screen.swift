import Events

@testable import Agent

/// A screen share as a sampler sees it: pictures by letter, times in seconds, timers fired on the way.
struct Screen {
    private(set) var sampler: ScreenSampler
    /// What was kept: when, why, and which picture.
    private(set) var kept: [String] = []
    private var shown = 0

    init(_ settings: SamplingSettings = .standard) { sampler = ScreenSampler(settings) }

    /// Every frame that was shown is kept or counted, and none is both.
    var accounts: Bool {
        shown == kept.count + sampler.skipped.values.reduce(0, +) + (isWaiting ? 1 : 0)
    }

    private var isWaiting: Bool { sampler.nextDeadline != nil }

    /// A picture is shown at each of these times.
    mutating func shows(_ picture: Character, at times: Double...) {
        for time in times { show(Self.look(picture), named: picture, at: time) }
    }

    /// A picture is shown so many times a second, from one time up to another.
    mutating func shows(_ picture: Character, from start: Double, to end: Double, fps: Double = 10)
    {
        for frame in 0..<Int(((end - start) * fps).rounded(.up)) {
            show(Self.look(picture), named: picture, at: start + Double(frame) / fps)
        }
    }

    /// Another picture in every frame: a video, or a scroll.
    mutating func moves(from start: Double, to end: Double, fps: Double = 10) {
        for frame in 0..<Int(((end - start) * fps).rounded(.up)) {
            let time = start + Double(frame) / fps
            show(Self.look(seed: UInt64(time * 1_000) + 1_000), named: "~", at: time)
        }
    }

    mutating func shows(_ look: Look, named name: Character, at time: Double) {
        show(look, named: name, at: time)
    }

    /// Nothing happens up to a time.
    mutating func waits(until time: Double) { fireTimers(until: time) }

    mutating func speaks(at time: Double) {
        fireTimers(until: time)
        sampler.spoke(at: Self.at(time))
    }

    mutating func points(at time: Double) {
        speaks(at: time)
        sampler.wordsNeedScreen(at: Self.at(time))
    }

    mutating func asksForDetail() { sampler.requestDetail() }

    mutating func stops(at time: Double, because reason: ScreenSampler.Skip? = nil) {
        fireTimers(until: time)
        sampler.forget(reason)
    }

    private mutating func show(_ look: Look, named name: Character, at time: Double) {
        fireTimers(until: time)
        shown += 1
        note(sampler.see(Self.picture(name), look, at: Self.at(time)), at: Self.at(time))
    }

    private mutating func fireTimers(until time: Double) {
        while let due = sampler.nextDeadline, due <= Self.at(time) {
            note(sampler.fire(at: due), at: due)
        }
    }

    private mutating func note(_ sample: ScreenSampler.Sample?, at time: Timestamp) {
        guard let sample else { return }
        let name = Character(Unicode.Scalar(sample.picture.y.bytes[0]))
        let millis = time.micros(since: .epoch) / 1_000
        kept.append("\(millis) \(sample.why.rawValue) \(name)")
    }

    static func at(_ seconds: Double) -> Timestamp {
        Timestamp.epoch.advanced(byMicros: Int64((seconds * 1_000_000).rounded()))
    }

    /// The look of the picture of a letter; two letters share nothing.
    static func look(_ picture: Character) -> Look {
        look(seed: UInt64(picture.asciiValue ?? 0))
    }

    static func look(seed: UInt64, mean: Int = 128, variance: Int = 900) -> Look {
        var bits = seed &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return Look(hash: PerceptualHash(bits: bits), mean: mean, variance: variance)
    }

    /// One pixel that bears the letter.
    private static func picture(_ name: Character) -> Picture {
        let chroma = Picture.Plane([128], stride: 1)
        do {
            return try Picture(
                width: 1,
                height: 1,
                y: .init([name.asciiValue ?? 0], stride: 1),
                u: chroma,
                v: chroma,
                levels: .full
            )
        } catch { preconditionFailure("\(error)") }
    }
}
