import ConsentGate
import Events

/// What a person's client asks of the coach, parsed; docs/LIVEKIT.md has the form.
enum PersonRequest: Hashable {
    case consent(
        PersonalAct.Kind,
        purposes: [Purpose]?,
        digest: String?,
        nonce: String?,
        headCount: Int?
    )
    case status
    case feedback(nudge: NudgeID, NudgeFeedback.Act)
    case approve(question: ToolCallID, Bool)

    /// The methods that the coach answers.
    static let methods = ["aside_consent", "aside_status", "aside_feedback", "aside_approve"]

    /// Reads a call.
    init(_ invocation: RemoteInvocation) throws(RemoteRefusal) {
        let fields = try RemoteFields(invocation.payload)
        switch invocation.method {
        case "aside_consent": self = try Self.consent(fields)
        case "aside_status": self = .status
        case "aside_feedback": self = try Self.feedback(fields)
        case "aside_approve":
            guard let isApproved = fields.flag("approve") else {
                throw .malformed("found no true or false 'approve'")
            }
            self = .approve(question: ToolCallID(try fields.text("question")), isApproved)
        default: throw .malformed("found a method that the coach does not have")
        }
    }

    /// A refusal or a withdrawal, by what it is about and not by how it is written.
    struct No: Hashable {
        var kind: PersonalAct.Kind
        /// Nil for everything.
        var purposes: Set<Purpose>?
    }

    /// What it refuses or withdraws, if it does.
    var no: No? {
        guard case .consent(let kind, let purposes, _, _, _) = self, kind != .grant else {
            return nil
        }
        return No(kind: kind, purposes: purposes.map { Set($0) })
    }

    /// Whether it refuses or withdraws.
    var isNo: Bool { no != nil }

    /// Whether it is a no that changes where somebody stands: that must always be possible.
    ///
    /// - Parameter agreements: what they may take back, standing or not.
    func isNews(to standings: [Purpose: ConsentStanding], takingBack agreements: Set<Purpose>)
        -> Bool
    {
        guard case .consent(let kind, let purposes, _, _, _) = self else { return false }
        let named = standings.filter { purposes?.contains($0.key) ?? true }
        return switch kind {
        case .grant: false
        case .refuse: named.values.contains { $0 != .refused }
        case .withdraw: named.keys.contains(where: agreements.contains)
        }
    }

    /// Whether only the rep may ask it.
    var isForRepAlone: Bool {
        switch self {
        case .feedback, .approve: true
        case .consent, .status: false
        }
    }

    private static func consent(_ fields: RemoteFields) throws(RemoteRefusal) -> Self {
        guard let kind = PersonalAct.Kind(rawValue: try fields.text("act")) else {
            throw .malformed("found no act; expected grant, refuse or withdraw")
        }
        guard kind == .grant else {
            // A no whose purposes cannot be read, or that names none, is a no to everything: it
            // must not be lost.
            let purposes = (try? Self.purposes(fields)) ?? []
            return .consent(
                kind,
                purposes: purposes.isEmpty ? nil : purposes,
                digest: nil,
                nonce: nil,
                headCount: nil
            )
        }
        return .consent(
            kind,
            purposes: try purposes(fields),
            digest: try fields.text("digest"),
            nonce: try fields.text("nonce"),
            headCount: try fields.optionalCount("head_count")
        )
    }

    private static func purposes(_ fields: RemoteFields) throws(RemoteRefusal) -> [Purpose]? {
        let names = try fields.optionalTexts("purposes")
        let purposes = names?.compactMap(Purpose.init(rawValue:))
        guard purposes?.count == names?.count else {
            throw .malformed("found a purpose that does not exist in 'purposes'")
        }
        return purposes
    }

    private static func feedback(_ fields: RemoteFields) throws(RemoteRefusal) -> Self {
        guard let act = NudgeFeedback.Act(rawValue: try fields.text("act")) else {
            throw .malformed("found no act; expected used or dismissed")
        }
        return .feedback(nudge: NudgeID(try fields.text("nudge")), act)
    }
}

/// Counts calls, so that nobody can keep the coach busy.
struct RequestLimit {
    /// More than a person can click.
    static let mostCalls = 30
    /// The stretch over which they are counted.
    static let windowMicros: Int64 = 10_000_000

    private var calls: [String: [Timestamp]] = [:]

    /// Whether one more call of somebody may be taken; it counts if so.
    mutating func allows(_ caller: String, at time: Timestamp) -> Bool {
        let since = time.advanced(byMicros: -Self.windowMicros)
        var recent = (calls[caller] ?? []).filter { $0 > since }
        defer { calls[caller] = recent }
        guard recent.count < Self.mostCalls else { return false }
        recent.append(time)
        return true
    }

    /// Forgets somebody who has gone.
    mutating func forget(_ caller: String) { calls[caller] = nil }
}
