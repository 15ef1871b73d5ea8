import Events

/// Chooses which frames of the rep's screen share to keep.
///
/// It waits for a picture to settle, passes over what has not changed, and keeps to its rate and its
/// budget; what is said may make it look again. It holds at most one picture, the newest, and forgets
/// it as soon as it may not be looked at (`forget`). Every frame that it is shown is either given
/// back once, to be kept, or counted once, with the reason why not. It acts at the times that it is
/// told: a frame's, or its own `nextDeadline`.
struct ScreenSampler {
    /// Why a frame is kept.
    enum Why: String {
        /// The first since the share began, or since it may be looked at again.
        case first
        /// The picture is another than the one kept before.
        case changed
        /// It is the same, but somebody spoke of what is on the screen.
        case words
        /// The coach asked for one at higher resolution.
        case detail
        /// It never settled: a video plays, or somebody scrolls on and on.
        case moving
    }

    /// Why a frame is not kept.
    enum Skip: String {
        case notTheRepsScreen = "not-the-reps-screen-share"
        case notInForce = "purpose-not-in-force"
        /// It waited while the share, or our reception of it, ended.
        case shareEnded = "share-ended"
        case unchanged, moving, black, blank, torn
        case overRate = "over-rate"
        case overBudget = "over-budget"
        case tooLarge = "too-large"

        /// Why bytes that are no picture are not kept.
        init(_ error: PictureError) { self = error == .tooLarge ? .tooLarge : .torn }
    }

    /// A picture to keep.
    struct Sample {
        var picture: Picture
        var look: Look
        /// When it arrived, which may be a little before it is kept.
        var shownAt: Timestamp
        var why: Why
    }

    /// The newest picture, while it may still change.
    private struct Waiting {
        var picture: Picture
        var look: Look
        var shownAt: Timestamp
        /// The first of the frames that look alike, and how it looked: a slow scroll leaves it behind.
        var stillSince: Timestamp
        var firstLook: Look
        /// Whether a second frame has shown that it stands still.
        var isSettled = false
    }

    private let settings: SamplingSettings
    private var waiting: Waiting?
    private var movingSince: Timestamp?
    private var keptLook: Look?
    private var keptAt: Timestamp?
    private var keptCount = 0
    private var speakingUntil: Timestamp?
    private var wantedUntil: Timestamp?
    private(set) var isDetailWanted = false
    /// Whether what is shown is known to be another picture than the one kept last, and none is kept in its
    /// place: the budget is spent, or there is nothing to see.
    private(set) var isKeptGone = false
    private(set) var skipped: [String: Int] = [:]

    init(_ settings: SamplingSettings = .standard) { self.settings = settings }

    // MARK: - What happens

    /// Takes a frame; returns one to keep, if there is one now.
    mutating func see(_ picture: Picture, _ look: Look, at time: Timestamp) -> Sample? {
        if let why = isSpent ? .overBudget : look.emptiness {
            drop(nil)
            (movingSince, isKeptGone) = (nil, !isKept(look))
            skip(why)
            return nil
        }
        isKeptGone = false
        if waiting?.firstLook.resembles(look) == true {
            goOn(with: picture, look, at: time)
        } else {
            drop(nil)
            guard isAsked(at: time) || !isKept(look) else {
                movingSince = nil
                skip(.unchanged)
                return nil
            }
            movingSince = movingSince ?? time
            waiting = Waiting(
                picture: picture,
                look: look,
                shownAt: time,
                stillSince: time,
                firstLook: look
            )
        }
        return newest(at: time)
    }

    /// Whether as many pictures were kept as a call may keep.
    var isSpent: Bool { keptCount >= settings.budget }

    /// When a waiting picture is to be kept if nothing else comes; nil when none waits.
    var nextDeadline: Timestamp? {
        guard let waiting else { return nil }
        let rested = waiting.stillSince.advanced(byMicros: settings.standingMicros)
        return earliest(from: waiting.isSettled ? waiting.shownAt : rested)
    }

    /// Keeps the waiting picture, or drops it as unchanged, if its deadline is past.
    mutating func fire(at time: Timestamp) -> Sample? {
        guard let waiting, let due = nextDeadline, due <= time else { return nil }
        return keep(waiting, askedAt: due, now: time)
    }

    /// Somebody has just spoken.
    mutating func spoke(at time: Timestamp) {
        speakingUntil = time.advanced(byMicros: settings.speechMicros)
    }

    /// Somebody spoke of what is on the screen: the next settled picture is kept, changed or not.
    mutating func wordsNeedScreen(at time: Timestamp) {
        wantedUntil = time.advanced(byMicros: settings.patienceMicros)
    }

    /// The coach wants the next settled picture at higher resolution.
    mutating func requestDetail() { isDetailWanted = true }

    /// Takes up again that a picture was kept, by a process that has stopped: a call has one budget.
    mutating func recall(keptAt time: Timestamp) {
        (keptAt, keptCount) = (time, keptCount + 1)
    }

    /// Forgets what was shown: the share has stopped, or it may not be looked at any more.
    mutating func forget(_ reason: Skip?) {
        drop(reason)
        (movingSince, keptLook, wantedUntil) = (nil, nil, nil)
        (isDetailWanted, isKeptGone) = (false, false)
    }

    /// Counts a frame that is not kept.
    mutating func skip(_ reason: Skip) { skipped[reason.rawValue, default: 0] += 1 }

    /// The counts since they were last taken.
    mutating func takeSkipped() -> [String: Int] {
        defer { skipped = [:] }
        return skipped
    }
}

extension ScreenSampler {
    // MARK: - The picture that waits

    private mutating func goOn(with picture: Picture, _ look: Look, at time: Timestamp) {
        guard var next = waiting else { return }
        skip(.unchanged)
        (next.picture, next.look, next.shownAt) = (picture, look, time)
        if time.micros(since: next.stillSince) >= settings.settleMicros { next.isSettled = true }
        if next.isSettled { movingSince = nil }
        waiting = next
    }

    /// Lets go of the waiting picture: for a reason, or else because it moved on or came too soon.
    private mutating func drop(_ reason: Skip?) {
        guard let waiting else { return }
        skip(reason ?? (waiting.isSettled ? .overRate : .moving))
        self.waiting = nil
    }

    /// The waiting picture, if a frame that has just come shows that it is time.
    private mutating func newest(at time: Timestamp) -> Sample? {
        guard let waiting else { return nil }
        if waiting.isSettled {
            return isInRate(at: time) ? keep(waiting, askedAt: time, now: time) : nil
        }
        let slow = keptAt?.advanced(byMicros: settings.intervalMicros)
        guard let movingSince, time.micros(since: movingSince) >= settings.patienceMicros,
            slow.map({ $0 <= time }) ?? true
        else { return nil }
        return sample(waiting, .moving, at: time)
    }

    private mutating func keep(_ chosen: Waiting, askedAt: Timestamp, now: Timestamp) -> Sample? {
        if isDetailWanted { return sample(chosen, .detail, at: now) }
        if keptLook == nil { return sample(chosen, .first, at: now) }
        if !isKept(chosen.look) { return sample(chosen, .changed, at: now) }
        if isWanted(at: askedAt) { return sample(chosen, .words, at: now) }
        drop(.unchanged)
        movingSince = nil
        return nil
    }

    private mutating func sample(_ chosen: Waiting, _ why: Why, at time: Timestamp) -> Sample {
        (waiting, movingSince, keptLook, keptAt) = (nil, nil, chosen.look, time)
        keptCount += 1
        if why != .moving { (wantedUntil, isDetailWanted) = (nil, false) }
        return Sample(
            picture: chosen.picture,
            look: chosen.look,
            shownAt: chosen.shownAt,
            why: why
        )
    }

    // MARK: - Rates

    private func isKept(_ look: Look) -> Bool { keptLook?.resembles(look) == true }

    private func isWanted(at time: Timestamp) -> Bool { wantedUntil.map { time <= $0 } ?? false }

    private func isAsked(at time: Timestamp) -> Bool { isDetailWanted || isWanted(at: time) }

    private func isInRate(at time: Timestamp) -> Bool { earliest(from: time) == time }

    /// The first moment from another on at which the rate allows one more picture: soon while
    /// somebody speaks or has asked for it, else later.
    private func earliest(from time: Timestamp) -> Timestamp {
        guard let keptAt else { return time }
        let soon = max(time, keptAt.advanced(byMicros: settings.intervalWhileSpeakingMicros))
        let isSoon = isAsked(at: soon) || speakingUntil.map { soon <= $0 } ?? false
        guard !isSoon else { return soon }
        return max(time, keptAt.advanced(byMicros: settings.intervalMicros))
    }
}
