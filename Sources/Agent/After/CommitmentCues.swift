/// The words by which people promise something, or ask for it, as data.
///
/// A next step is an opener, at most two fillers, and a verb that outlives the call: "I'll just send".
/// All are compared as `Words`, so a transcript without capitals and punctuation reads the same.
enum CommitmentCues {
    /// Who owes what an opener opens.
    enum Owner { case speaker, otherSide, both }

    /// Words with which a next step begins.
    struct Opener {
        var words: Words
        var owner: Owner

        init(_ text: String, _ owner: Owner) { (words, self.owner) = (Words(text), owner) }
    }

    static let openers: [Opener] =
        // "Ill" is how a transcript without apostrophes spells it.
        ["i'll", "i will", "ill", "i'm going to", "i am going to"].map { Opener($0, .speaker) }
        // A need that was said out loud is owed by whoever has it.
        + ["i need to", "i have to", "we need to", "we have to"].map { Opener($0, .speaker) }
        // "We" is the speaker's side, of which the speaker is the one we know.
        + ["we'll", "we will", "we're going to", "we are going to"].map { Opener($0, .speaker) }
        // "Let me" offers; "I can" does too, once a verb of sending follows.
        + ["let me", "i can", "we can"].map { Opener($0, .speaker) }
        // What is asked of somebody is theirs, even before they said yes.
        + ["can you", "could you", "would you", "will you", "if you could", "please"]
        .map { Opener($0, .otherSide) }
        // What both will do has two owners.
        + ["let's", "lets", "let us", "shall we", "can we", "could we"].map { Opener($0, .both) }

    /// Words that may stand between an opener and its verb and change nothing.
    static let fillers: Set<Substring> = [
        "also", "then", "just", "quickly", "definitely", "gladly", "certainly", "maybe", "please",
        "go", "ahead", "and",
    ]
    /// More than this between the two is another sentence.
    static let mostFillers = 2

    /// What a speaker does once the call is over.
    static let promised = phrases([
        // Something goes to the other side.
        "send", "share", "email", "e mail", "forward", "write you", "write up", "circulate",
        "put together", "put that in writing", "put it in writing", "prepare", "draft",
        // An answer comes later.
        "get back", "come back to you", "follow up", "find out", "look into", "check with",
        "check internally", "confirm", "talk to", "speak to", "speak with", "run it by",
        "run this by",
        // People are brought together.
        "introduce", "connect you", "connect the", "loop in", "bring in", "invite", "call you",
        "set up", "schedule", "book", "arrange",
    ])

    /// What is asked of the other side: something that comes to the speaker.
    static let asked = phrases([
        "send me", "send us", "send over", "send the", "send a", "send your", "send that",
        "send it", "share the", "share your", "share a", "share it", "share that", "forward",
        "introduce", "email me", "email us", "email the", "get back", "check with", "talk to",
        "confirm the",
        "confirm by", "find out", "set up", "loop in", "connect us", "connect me",
        "put that in writing", "put it in writing", "get us", "get me",
    ])

    /// What both do: meet again.
    static let together = phrases([
        "meet", "talk again", "speak again", "schedule", "book", "set up", "put a date",
        "find a time", "get together", "reconvene", "catch up", "follow up", "have a call",
        "do a call", "do a demo",
    ])

    /// Words shortly after a verb that keep it within the call.
    static let vetoes = phrases([
        // It is done on the spot.
        "my screen", "the screen", "screen with", "right now", "a second", "a moment",
        // It is said, not done.
        "that thought", "ask you", "to that later", "to that in a", "you a question", "my story",
    ])
    /// How far after the opener a veto counts: beyond, it is about something else.
    static let vetoReach = 9

    static func verbs(of owner: Owner) -> [Words] {
        switch owner {
        case .speaker: promised
        case .otherSide: asked
        case .both: together
        }
    }

    private static func phrases(_ texts: [String]) -> [Words] { texts.map { Words($0) } }
}
