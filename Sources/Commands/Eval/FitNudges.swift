import Agent
import Events
import Foundation

/// Fits what each sign adds to the log-odds of interrupting (docs/EVALUATION.md).
///
/// Whoever wrote a playbook's sayings had read some of the calls. Those are judged by a playbook that
/// has not heard a part of its sayings: else the plays would be told apart better than they are in
/// calls that nobody has read.
struct FitNudges {
    /// A play that a turn may call for.
    struct Row {
        var call: String
        var turn: Int
        var play: String
        /// When the turn ended.
        var endMicros: Int64
        var isDue: Bool
        var signs: [String: Double]
        /// How much it counts beside the others.
        var weight: Double
    }

    /// A turn of the other side with the plays that are due after it.
    struct Turn {
        var moment: JudgedMoment
        var due: Set<String>
    }

    /// Parts of the sayings, one of which is not heard.
    static let parts = 3
    /// Candidates of a turn that are learnt from: the others are never near being chosen.
    private static let mostCandidates = 3
    /// A saying stands alone and has no call around it: those of a playbook, however many, and the ordinary
    /// talk count together as much as so many turns.
    private static let sayingsWeight = 96.0
    /// Holds of every saying that stands alone, so that they need not be as often due as turns are.
    static let alone = "alone"

    /// Vectors by text; empty to judge by words alone.
    let vectors: [String: [Float]]
    /// Whether it is fitted on plays of which nothing but their phrases is known.
    let byPhrase: Bool
    private(set) var rows: [Row] = []
    /// Turns of calls after which a play is due.
    private(set) var momentsDue = 0
    private var turns = 0

    init(vectors: [String: [Float]], byPhrase: Bool) {
        (self.vectors, self.byPhrase) = (vectors, byPhrase)
    }

    /// A judge that has heard the sayings of a playbook, but for a part if one is named.
    func judge(under playbook: Playbook, without part: Int? = nil) -> PlayJudge {
        let playbook =
            part.map { part in playbook.leavingOut { $0 % Self.parts == part } } ?? playbook
        return PlayJudge(playbook: playbook, meaning: playbook.meaning(vectors: vectors))
    }

    /// Takes the turns of a call.
    ///
    /// - Parameter playbook: what its gold is about; competitors' plays go by their names.
    mutating func add(
        _ call: String,
        _ turns: [Turn],
        under playbook: Playbook,
        judgedBy judge: PlayJudge
    ) {
        let judged = Set(
            playbook.entries.filter { byPhrase || $0.competitorNames.isEmpty }.map(\.id)
        )
        momentsDue += turns.count { !$0.due.isDisjoint(with: judged) }
        for turn in turns { add(turn, of: call, by: judge, weight: 1) }
    }

    /// Takes the sayings of a playbook, each judged by the others.
    ///
    /// - Parameter judges: one for each part, which has not heard it.
    mutating func add(
        sayingsOf playbook: Playbook,
        named name: String,
        judgedBy judges: [PlayJudge]
    ) {
        let all = playbook.sayingsByPlay
        let weight = Self.sayingsWeight / Double(max(1, all.reduce(0) { $0 + $1.sayings.count }))
        for (part, judge) in judges.enumerated() {
            for (play, sayings) in all {
                for (place, saying) in sayings.enumerated() where place % Self.parts == part {
                    let turn = Turn(moment: Self.moment(saying), due: play.map { [$0] } ?? [])
                    let call = "\(name) \(place % FitNudgesCommand.folds)"
                    add(turn, of: call, by: judge, weight: weight)
                }
            }
        }
    }

    /// Words alone, said in the middle of a call after a line of the rep.
    private static func moment(_ saying: String) -> JudgedMoment {
        JudgedMoment(
            turn: saying,
            startMicros: 300_000_000,
            endMicros: 310_000_000,
            before: [
                JudgedMoment.Line(
                    version: StreamVersion(1),
                    isRep: true,
                    startMicros: 298_000_000,
                    endMicros: 299_000_000,
                    text: "Right."
                )
            ]
        )
    }

    private mutating func add(_ turn: Turn, of call: String, by judge: PlayJudge, weight: Double) {
        turns += 1
        let isAlone = weight < 1
        var moment = turn.moment
        moment.meaning = TurnMeaning(
            TurnMeaning.texts(of: moment.turn).compactMap { vectors[$0] }
        )
        let candidates = judge.signs(in: moment, byPhrase: byPhrase).map { candidate in
            Row(
                call: call,
                turn: turns,
                play: candidate.play,
                endMicros: turn.moment.endMicros,
                isDue: turn.due.contains(candidate.play),
                signs: Dictionary(
                    candidate.signs.map { ($0.name, $0.value) } + [(Self.alone, isAlone ? 1 : 0)],
                    uniquingKeysWith: { one, _ in one }
                ),
                weight: weight
            )
        }
        rows += candidates.sorted { ($0.promise, $1.play) > ($1.promise, $0.play) }
            .prefix(Self.mostCandidates)
    }
}

extension FitNudges.Row {
    /// How likely it is to be a turn's best candidate before anything is fitted.
    fileprivate var promise: Double {
        (signs["all"] ?? 0) + (signs["whole"] ?? 0) + 4 * (signs["share"] ?? 0)
            + (signs["trigger-said"] ?? 0) * 5
            + 1.5 * ((signs["meant-all"] ?? 0) + (signs["meant-whole"] ?? 0))
    }
}
