import ConsentGate
import Events

extension Explorer {
    /// What two worlds have in common when the same futures lie before them, packed into one number.
    ///
    /// Of people who are alike it does not matter who is who, so their codes stand in order.
    func sameness(of world: World) -> UInt64 {
        guard world.consent.gate != .ended else { return .max }
        var code: UInt64 = world.consent.gate == .open ? 2 : world.consent.gate == .held ? 1 : 0
        code = code << 1 | (world.consent.isCutOff ? 1 : 0)
        for answer in answers {
            code = code << 1 | (world.consent.inForceSince[answer[0]] == nil ? 0 : 1)
        }
        for group in groups {
            for one in group.map({ self.code(of: cast[$0], in: world) }).sorted() {
                code = code << Self.bitsOfCode | one
            }
        }
        return code
    }

    /// How long the code of one person is at most.
    private static let bitsOfCode = 18

    /// What the future can know of one person: four bits of each purpose, and ten of the rest.
    func code(of member: Member, in world: World) -> UInt64 {
        guard let person = world.consent.people[member.person] else { return 0 }
        let standings = answers.map { person.standing(on: $0[0]) }
        let isAwaited = standings.contains(where: \.isAwaited)
        let isAnswerable = isAwaited || standings.contains(.timedOut) || standings.contains(.basis)
        let hasLeftGrant = !person.isPresent && standings.contains(.granted)
        let away = person.leftAt.map { world.now.micros(since: $0) } ?? 0
        let isTooLate = hasLeftGrant && away > ConsentPolicy.reconnectWindowMicros
        let isOtherwise =
            (isAnswerable || hasLeftGrant && !isTooLate) && isToldOtherwise(member, in: world)
        let age = person.notice.map { world.now.micros(since: $0.sentAt) } ?? 0
        let marks = [
            // Somebody has come, and this tells them from nobody.
            true, person.isPresent, isTooLate, isOtherwise,
            isAnswerable && person.notice?.isShown == true, person.isShared,
            person.headCount != nil, person.isMinor,
        ]
        // A notice is as old as no step, one, or both that its time lasts.
        let steps = isAwaited ? min(age / Self.stepMicros, 2) : 0
        let code = standings.reduce(UInt64(steps)) { $0 << 4 | $1.kind }
        return marks.reduce(code) { $0 << 1 | ($1 ? 1 : 0) }
    }
}

extension ConsentStanding {
    /// A number for all standings from which the same leads on: a no is one, by whatever word.
    ///
    /// So it does not matter whether there is something to take back: who may refuse gets to the same no.
    fileprivate var kind: UInt64 {
        switch self {
        case .unknown: 0
        case .noticeSent: 1
        case .disclosed: 2
        case .granted: 3
        case .refused, .withdrawn, .expired: 4
        case .timedOut: 5
        case .reconsentRequired: 6
        case .basis: 7
        case .asserted: 8
        }
    }
}
