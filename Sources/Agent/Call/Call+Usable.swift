import ConsentGate
import Events
import Projections

/// What of that which was captured may be worked on now.
extension Call {
    /// Whether the coach may think about what is said now.
    var mayAnalyse: Bool { consent.purposesInForce.contains(.aiAnalysis) }

    /// Whether the lines of a turn may be thought about now: all of them, or nothing is made of it.
    func mayCoach(on turn: [HeardLine]) -> Bool {
        mayAnalyse && turn.allSatisfy { mayUse([$0.version], of: $0.speaker, for: [.aiAnalysis]) }
    }

    /// Whether a line of the transcript may be thought about now.
    func mayCoach(on line: Transcript.Line) -> Bool {
        mayAnalyse && mayUse([line.at.version], of: line.speaker, for: [.aiAnalysis])
    }

    /// Whether what somebody said or showed may be used for purposes that are in force: each was in force
    /// when it began, and they agree to each as things stand, in the call or gone from it.
    func mayUse(
        _ content: [StreamVersion],
        of person: Pseudonym,
        for purposes: Set<Purpose>
    ) -> Bool {
        consent.purposesWithheld(from: content).isDisjoint(with: purposes)
            && agrees(person, to: purposes)
    }

    /// Whether somebody agrees to some purposes as things stand, in the call or gone from it.
    func agrees(_ person: Pseudonym, to purposes: Set<Purpose>) -> Bool {
        purposes.allSatisfy { consent.people[person]?.standing(on: $0).satisfies == true }
    }

    /// - Throws: where something that the work is derived from came too early for its purpose.
    func requireUsable(_ proposal: Proposal, for purpose: Purpose) throws(Refusal) {
        guard !proposal.withheld.contains(purpose) else { throw .beganBeforeInForce(purpose) }
    }
}
