public import Events

/// The licence to do one thing for one purpose, once.
///
/// Only the gate makes one, from consent that is in force at that moment; `append` of the intent
/// consumes it. It proves a *past* check, so it carries the condition that the sequencer checks when
/// it assigns the index: a withdrawal that lands in between wins. A permit MUST be asked for in the
/// task that spends it, and MUST NOT be stored or queued (it cannot be copied).
public struct Permit<P: PurposeTag>: ~Copyable, Sendable {
    private let condition: AppendCondition

    fileprivate init(condition: AppendCondition) {
        self.condition = condition
    }

    /// Gives the permit up for the condition under which its intent may be appended.
    public consuming func spend() -> AppendCondition {
        condition
    }
}

/// Why the gate gives no permit.
public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The gate is not open.
    case gateNotOpen
    /// Somebody present has not agreed to the purpose.
    case purposeNotInForce(Purpose)
    /// The speech began before the purpose last came into force.
    case beganBeforeInForce(Purpose)
    /// Work for after the call was asked for while it goes on.
    case callNotOver

    /// What was found and expected.
    public var description: String {
        switch self {
        case .gateNotOpen:
            "permit refused: the gate is not open; everyone present must agree first"
        case .purposeNotInForce(let purpose):
            "permit refused: \(purpose.rawValue) is not in force for everyone concerned"
        case .beganBeforeInForce(let purpose):
            "permit refused: the speech began before \(purpose.rawValue) came into force"
        case .callNotOver:
            "permit refused: the call goes on, expected one that has ended"
        }
    }

    /// The key under which dropped lines are counted.
    public var countKey: String {
        switch self {
        case .gateNotOpen: "gate-not-open"
        case .purposeNotInForce: "purpose-not-in-force"
        case .beganBeforeInForce: "began-before-in-force"
        case .callNotOver: "call-not-over"
        }
    }
}

extension CallConsent {
    /// A permit for one purpose, if it is in force for everyone present.
    ///
    /// - Parameter began: when the speech to be captured began: speech that began before the purpose
    ///   last came into force is not captured at all; speech that began at that very moment is.
    public func permit<P: PurposeTag>(
        for purpose: P.Type,
        speechBegan began: Timestamp? = nil
    ) throws(Refusal) -> Permit<P> {
        guard gate == .open else { throw .gateNotOpen }
        guard isInForce(P.purpose), let since = inForceSince[P.purpose] else {
            throw .purposeNotInForce(P.purpose)
        }
        if let began, began < since { throw .beganBeforeInForce(P.purpose) }
        return mint(seeing: newestChange)
    }

    /// A permit for one piece of work on this call once it is over.
    ///
    /// It is for the stream `after/…`, which has no consent events of its own, so its condition holds
    /// nothing. What makes it true is that a call that is over takes no more acts and that one writer
    /// at a time has the log open: whoever asks MUST have folded the call under that writer.
    public func permitAfterCall() throws(Refusal) -> Permit<FollowUp> {
        guard gate == .ended else { throw .callNotOver }
        guard isFollowUpInForce else { throw .purposeNotInForce(.followUp) }
        return mint(seeing: .none)
    }

    /// A permit to let an outside processor have a part in that work, beside the one for the work.
    public func sharingPermitAfterCall() throws(Refusal) -> Permit<Sharing> {
        guard gate == .ended else { throw .callNotOver }
        guard isSharingAgreedAfterCall else { throw .purposeNotInForce(.sharing) }
        return mint(seeing: .none)
    }

    private func mint<P: PurposeTag>(seeing newest: StreamVersion) -> Permit<P> {
        Permit(condition: AppendCondition(noConsentChangeSince: newest))
    }
}
