import Agent
import AsideTesting
import EventLog
import Events

/// What fails in one process: which writes of each kind, by their number from 1, and how.
struct Faults: Sendable {
    typealias Plan = [Int: FaultyStorage.Fault]

    var commits: Plan = [:]
    var deletions: Plan = [:]
    var foundings: Plan = [:]
    var keys: Plan = [:]
    var heads: Plan = [:]

    /// Nothing.
    static let none = Faults()

    /// Whether an error is what these faults, or a crash, lead to.
    func explain(_ error: any Error, crashing plan: SimulatedJournal.Plan?) -> Bool {
        switch error {
        case is Crash: plan != nil
        case let error as AppendError: explain(error)
        case let error as ErasureError: explain(error)
        case OpenError.erasure(let error): explain(error)
        case OpenError.storage: !foundings.isEmpty
        case OpenError.headNotKept: !heads.isEmpty
        default: false
        }
    }

    private func explain(_ error: AppendError) -> Bool {
        switch error {
        case .notWritten, .inDoubt: !commits.isEmpty
        case .stopped: !commits.isEmpty || !heads.isEmpty
        case .keys: !keys.isEmpty
        case .conflict, .tooLarge, .refused: false
        }
    }

    private func explain(_ error: ErasureError) -> Bool {
        switch error {
        case .append(let error): explain(error)
        case .vault: !keys.isEmpty
        case .storage: !deletions.isEmpty
        }
    }
}

extension Faults {
    /// Draws whether one commit fails.
    static func commits(_ dice: inout Dice) -> Faults {
        guard dice.chance(35) else { return .none }
        let number = dice.number(in: 1...45)
        return Faults(commits: [number: dice.pick(FaultyStorage.Fault.allCases)])
    }

    /// Draws whether anything else fails: a head, a key that is made or destroyed, ciphertext that is
    /// deleted, or the founding of the log.
    mutating func drawOthers(_ dice: inout Dice) {
        heads = Self.plan(percent: 10, upTo: 45, &dice)
        keys = Self.plan(percent: 10, upTo: 8, &dice)
        deletions = Self.plan(percent: 10, upTo: 2, &dice)
        foundings = Self.plan(percent: 2, upTo: 1, &dice)
    }

    private static func plan(percent: Int, upTo last: Int, _ dice: inout Dice) -> Plan {
        guard dice.chance(percent) else { return [:] }
        let number = dice.number(in: 1...last)
        return [number: dice.pick(FaultyStorage.Fault.allCases)]
    }
}
