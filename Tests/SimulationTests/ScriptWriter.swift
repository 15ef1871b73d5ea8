import Agent
import ConsentGate
import Events

/// Writes the script of a call: how people arrive and answer, then anything at all.
struct ScriptWriter {
    private var dice: Dice
    /// Draws who shares a device and who is not of age, so that the rest of a seed stays as it was.
    private var deviceDice: Dice
    /// Draws when the coach's own connection is lost, for the same reason.
    private var connectionDice: Dice
    private var isWobbly = false
    private var isCutOff = false
    /// Draws who turns out to be elsewhere, for the same reason.
    private var placeDice: Dice
    private var shared: Set<String> = []
    private var script = Script()
    /// From the start of the call.
    private var now: Int64 = 0
    private var lines = 0
    private var people: [String] = []
    private var away: [String] = []
    private let name: String

    init(_ dice: Dice, named name: String) {
        (self.dice, self.name) = (dice, name)
        var other = dice
        deviceDice = other.split()
        connectionDice = other.split()
        placeDice = other.split()
    }

    mutating func write() -> Script {
        script.knowsTheLaw = !dice.chance(3)
        isWobbly = connectionDice.chance(20)
        if dice.chance(30) { script.nudgePolicy.budget = dice.number(in: 1...3) }
        let atStart = dice.pick(weighing: [(70, 2), (22, 3), (8, 4)])
        for place in 0..<atStart { arrive(place) }
        for _ in 0..<dice.number(in: 8...28) {
            if isWobbly, connectionDice.chance(isCutOff ? 40 : 12) { wobble() }
            somethingHappens()
        }
        return script
    }

    /// The coach's own connection is lost, or comes back; now and then it is told so twice.
    private mutating func wobble() {
        if !connectionDice.chance(10) { isCutOff.toggle() }
        add(
            .observation(isCutOff ? .connectionLost : .connectionRestored),
            after: connectionDice.micros(in: 0...4000)
        )
    }

    private mutating func add(_ what: Script.What, after: Int64? = nil) {
        let gap = after ?? pause()
        now += gap
        script.steps.append(.init(afterMicros: gap, what: what))
    }

    /// Mostly seconds; now and then past the interval, the time-out or the reminders.
    private mutating func pause() -> Int64 {
        dice.pick(weighing: [
            (54, dice.micros(in: 100...4000)), (20, dice.micros(in: 4000...20_000)),
            (20, dice.micros(in: 30_000...59_000)), (4, Script.beyondTimeOut),
            (2, Script.beyondReminders),
        ])
    }

    // MARK: - Arriving

    private mutating func arrive(_ place: Int) {
        let role: Role = place == 0 ? .rep : place == 1 ? .prospect : dice.pick(Role.guests)
        let identity = place == 0 ? "rep" : "\(role.rawValue)-\(place)"
        people.append(identity)
        join(identity, role)
        if dice.chance(4) { grant(identity, nonce: .own) }
        if dice.chance(92) { add(.observation(.noticeShown(identity: identity)), after: 300_000) }
        answer(identity)
        if dice.chance(50) {
            add(
                .observation(.track(identity: identity, .microphone, isPublished: true)),
                after: 1000
            )
        }
    }

    private mutating func join(_ identity: String, _ role: Role) {
        let kind: ParticipantKind =
            role == .rep
            ? .standard
            : dice.pick(weighing: [
                (90, .standard), (6, .sip), (2, .agent), (2, .egress),
            ])
        let isShared = role != .rep && deviceDice.chance(8)
        if isShared { shared.insert(identity) } else { shared.remove(identity) }
        let arrival = Arrival(
            identity: identity,
            role: role,
            kind: kind,
            name: "Canaryname",
            region: dice.pick(["DE", "XX", nil]),
            regionEvidence: "stated",
            assurance: "invited",
            basis: role == .rep && dice.chance(60) ? "works agreement" : nil,
            assertion: role != .rep && dice.chance(5) ? "agreed by letter" : nil,
            isShared: isShared,
            headCount: isShared && deviceDice.chance(30) ? 3 : nil,
            isMinor: role != .rep && deviceDice.chance(1)
        )
        add(.observation(.joined(arrival)), after: dice.micros(in: 0...2000))
    }

    private mutating func answer(_ identity: String) {
        let number = dice.number(in: 1...100)
        switch number {
        case ...80: grant(identity, nonce: .own)
        case ...88: grant(identity, some: true, nonce: .own)
        case ...91: grant(identity, nonce: dice.pick([.wrong, .none]))
        case ...93: add(.act(identity, .refuse, nil, .none, headCount: nil))
        default: break
        }
    }

    private mutating func grant(_ who: String, some: Bool = false, nonce: Script.Nonce) {
        let all = Purpose.allCases
        let purposes = some ? all.filter { _ in dice.chance(75) } : nil
        let isCounted = shared.contains(who) && deviceDice.chance(80)
        add(
            .act(who, .grant, purposes, nonce, headCount: isCounted ? 3 : nil),
            after: dice.micros(in: 200...3000)
        )
    }

    // MARK: - Anything at all

    private enum Kind { case line, frame, track, leave, comeBack, notice, act, feedback, join }

    private mutating func somethingHappens() {
        let kind: Kind = dice.pick(weighing: [
            (58, .line), (6, .frame), (6, .track), (4, .leave), (7, .comeBack), (4, .notice),
            (8, .act), (5, .feedback), (2, .join),
        ])
        let who = dice.pick(people)
        switch kind {
        case .line: speak(who)
        case .frame: show(who)
        case .track:
            let source = dice.pick([TrackSource.microphone, .screenshare, .camera])
            let isPublished = dice.chance(60)
            add(.observation(.track(identity: who, source, isPublished: isPublished)))
        case .leave:
            away.append(who)
            add(.observation(.left(identity: who)))
        case .comeBack: comeBack()
        case .notice: add(.observation(.noticeShown(identity: who)))
        case .act:
            if deviceDice.chance(6) { turnsOut(who) }
            if placeDice.chance(6) { moves(who) }
            act(who)
        case .feedback: add(.feedback(dice.pick(NudgeFeedback.Act.allCases)))
        case .join: if people.count < 5 { arrive(people.count) }
        }
    }

    private mutating func speak(_ who: String) {
        lines += 1
        let canary = "canary\(name)x\(lines)x"
        var words = ["well", canary]
        switch dice.number(in: 1...100) {
        case ...40: words.append(dice.pick(Field.triggers))
        case ...55: words.append(dice.pick(Field.proofs))
        case ...60: words.append(dice.pick(Field.closings))
        case ...68: words.append("my card is \(Field.cardNumber) and the code 123")
        default: words.append("and so on")
        }
        let gap = pause()
        let end = now + gap - dice.micros(in: 0...50)
        let start = max(0, end - dice.micros(in: 200...6000))
        let text = words.joined(separator: " ") + (dice.chance(65) ? "." : "")
        let line = SpokenLine(text: text, startMicros: start, endMicros: max(start, end))
        add(.line(who, line, canary: canary), after: gap)
    }

    private mutating func show(_ who: String) {
        let owner = dice.chance(80) ? "rep" : who
        if dice.chance(50) {
            add(.observation(.track(identity: owner, .screenshare, isPublished: true)))
        }
        let frame = Frame.jpeg(Array("canaryframe \(name) \(now)".utf8))
        let source = dice.pick([TrackSource.screenshare, .screenshare, .camera])
        add(.observation(.frame(identity: owner, source, frame)))
    }

    private mutating func comeBack() {
        guard let who = away.popLast() else {
            return add(.observation(.reconnected(identity: "rep")))
        }
        if dice.chance(80) {
            add(.observation(.reconnected(identity: who)))
        } else {
            join(who, Role.allCases.first { who.hasPrefix($0.rawValue) } ?? .observer)
        }
        guard dice.chance(70) else { return }
        add(.observation(.noticeShown(identity: who)), after: 200_000)
        answer(who)
    }

    /// Somebody's device is shared from now on, or, less often, they are not of age.
    private mutating func turnsOut(_ who: String) {
        let isMinor = deviceDice.chance(20)
        if !isMinor { shared.insert(who) }
        add(.observation(.turnedOut(identity: who, isShared: !isMinor, isMinor: isMinor)))
        guard !isMinor, deviceDice.chance(70) else { return }
        add(.observation(.noticeShown(identity: who)), after: 200_000)
        grant(who, nonce: .own)
    }

    /// Somebody turns out to be elsewhere, and mostly agrees again.
    private mutating func moves(_ who: String) {
        let region = StatedRegion(placeDice.pick(["DE", "XX"]), evidence: "stated")
        add(.observation(.turnedOut(identity: who, region: region)))
        guard placeDice.chance(70) else { return }
        add(.observation(.noticeShown(identity: who)), after: 200_000)
        grant(who, nonce: .own)
    }

    private mutating func act(_ who: String) {
        let some = Purpose.allCases.filter { _ in dice.chance(40) }
        let purposes = dice.chance(50) ? nil : some
        switch dice.number(in: 1...100) {
        case ...45: grant(who, some: dice.chance(30), nonce: .own)
        case ...85: add(.act(who, .withdraw, purposes, .none, headCount: nil))
        default: add(.act(who, .refuse, purposes, .none, headCount: nil))
        }
    }
}

extension Role {
    fileprivate static let guests: [Role] = [.prospect, .colleague, .observer]
}
