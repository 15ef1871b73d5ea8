import Agent
import ConsentGate
import Events

/// A generated call: what its people do, and when.
struct Script {
    /// One thing that somebody does, so long after the step before it.
    struct Step {
        var afterMicros: Int64
        var what: What
    }

    enum What {
        case observation(Observation.What)
        case act(String, PersonalAct.Kind, [Purpose]?, Nonce, headCount: Int?)
        case line(String, SpokenLine, canary: String)
        case feedback(NudgeFeedback.Act)
    }

    /// The number that comes with a grant.
    enum Nonce { case own, wrong, none }

    var steps: [Step] = []
    var nudgePolicy = NudgePolicy.standard
    var knowsTheLaw = true

    /// How long silence lasts that runs into the consent time-out, or into the reminders.
    static let beyondTimeOut: Int64 = 121_000_000
    static let beyondReminders: Int64 = 601_000_000
}

/// What the people of every simulated call say, and what their coach knows.
enum Field {
    static let playbook: Playbook = {
        do { return try Playbook(parsing: plays) } catch { preconditionFailure("\(error)") }
    }()

    static let pack: DomainPack = {
        let yaml = "id: test\nclosing_phrases: [\"to wrap up\", \"talk soon\"]\n"
        do {
            return try DomainPack(parsing: SourceFile(path: "pack.yaml", bytes: Array(yaml.utf8)))
        } catch { preconditionFailure("\(error)") }
    }()

    static let jurisdictions: JurisdictionTable = {
        let row = """
            [{"code":"DE","recording_consent":"all-party","ai_disclosure_required":"always",
            "explicit_opt_in":true,"disputed":false,"treat_as":"all-party-opt-in"}]
            """
        do {
            return try JurisdictionTable(parsing: Array(row.utf8))
        } catch { preconditionFailure("\(error)") }
    }()

    /// A company that a later process names.
    static let processor = Processor(
        name: "Canaryname",
        service: .languageModel,
        purposes: [.aiAnalysis]
    )

    /// Passes the Luhn check, and belongs to nobody.
    static let cardNumber = "4111 1111 1111 1111"
    static let triggers = [
        "too expensive", "what about Sumwright", "who else decides", "is it safe",
        "does it renew", "show me", "send me an email",
    ]
    static let proofs = ["it renews automatically unless", "this call is coached"]
    static let closings = ["to wrap up", "talk soon"]

    private static var plays: [SourceFile] {
        [
            play("price", "objection", "too expensive"),
            play("mail", "objection", "send me an email"),
            play("rival", "battlecard", "sumwright"),
            play("decision", "question", "who else decides"),
            play("safety", "fact", "is it safe"), play("demo", "talk-track", "show me"),
            play("renewal", "compliance", "does it renew", proof: proofs[0]),
            play("coached", "compliance", "are we coached", proof: proofs[1]),
        ]
    }

    private static func play(
        _ id: String,
        _ kind: String,
        _ trigger: String,
        proof: String? = nil
    ) -> SourceFile {
        var lines = ["---", "id: \(id)", "kind: \(kind)", "triggers: [\"\(trigger)\"]"]
        if kind == "battlecard" { lines.append("competitor: Sumwright") }
        lines.append("headline: \"What to say about \(id)\"")
        if let proof { lines += ["required: true", "phrases: [\"\(proof)\"]"] }
        lines += ["---", "Say it."]
        return SourceFile(path: id + ".md", bytes: Array(lines.joined(separator: "\n").utf8))
    }
}
