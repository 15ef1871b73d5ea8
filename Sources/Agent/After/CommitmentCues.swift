/// The words by which people promise something, or ask for it, as data.
///
/// A next step is an opener, at most two fillers, and a verb that outlives the call: "I'll just send".
/// A verb that may as well be of the call itself needs a day: "I'll review it by Friday".
/// All are compared as `Words`, so a transcript without capitals and punctuation reads the same.
enum CommitmentCues {
    /// Who owes what an opener opens; `speakersSide` is somebody whom the speaker speaks for.
    enum Owner { case speaker, speakersSide, otherSide, both }

    /// Words with which a next step begins, and the verbs that may follow.
    struct Opener {
        var words: Words
        var owner: Owner
        /// Verbs of a step, whether or not a day is said.
        var verbs: [Words]
        /// Verbs of a step if a day is said.
        var datedVerbs: [Words]
        /// Whether it begins a step only where a clause begins: "I send it today".
        var isPresent = false

        init(_ text: String, _ owner: Owner, _ verbs: [Words], dated: [Words] = []) {
            (words, self.owner) = (Words(text), owner)
            (self.verbs, datedVerbs) = (verbs, dated)
        }

        /// "I" and "we", which promise something only with a day.
        init(present text: String, _ owner: Owner, _ verbs: [Words]) {
            self.init(text, owner, [], dated: verbs)
            isPresent = true
        }
    }

    static let openers: [Opener] = own + asks + joint + now

    private static let own: [Opener] = [
        // "Ill" is how a transcript without apostrophes spells it.
        "i'll", "i will", "ill", "i'm going to", "i am going to",
        // A need that was said out loud is owed by whoever has it.
        "i need to", "i have to", "we need to", "we have to",
        // "We" is the speaker's side, of which the speaker is the one we know.
        "we'll", "we will", "we're going to", "we are going to",
        // "Let me" offers; "I can" does too, once a verb of sending follows.
        "let me", "i can", "we can",
    ].map { Opener($0, .speaker, promised, dated: promisedByDay) }

    /// What is asked of somebody is theirs, once they said yes.
    private static let asks: [Opener] = [
        "can you", "could you", "would you", "will you", "if you could", "please",
    ].map { Opener($0, .otherSide, asked) }

    /// What both will do has two owners.
    private static let joint: [Opener] = [
        "let's", "lets", "let us", "shall we", "can we", "could we",
    ].map { Opener($0, .both, together, dated: togetherByDay) }

    private static let now: [Opener] = [
        Opener(present: "i", .both, seeing), Opener(present: "we", .both, togetherNow),
        Opener(present: "i", .speaker, present), Opener(present: "we", .speaker, presentToYou),
    ]

    /// How the speaker names those whom they speak for, before one of `people`.
    static let possessives: Set<Substring> = ["my", "our"]
    /// Somebody who keeps a promise, and no product.
    static let people: Set<Substring> = [
        "colleague", "colleagues", "manager", "boss", "team", "assistant", "lawyer", "lawyers",
        "engineer", "engineers", "accountant", "partner", "director", "doctor", "nurse", "legal",
        "procurement", "finance", "controller", "cto", "cfo", "ceo", "cio",
    ]

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
        "run this by", "ask my", "ask our", "give you an answer",
        // People are brought together.
        "introduce", "connect you", "connect the", "loop in", "bring in", "invite", "call you",
        "set up", "schedule", "book", "arrange",
    ])

    /// What is done after the call if a day is said for it.
    private static let promisedByDay = phrases([
        "ask", "get you", "get the", "get that", "get it", "get them", "give you", "let you know",
        "call", "ring", "phone", "write", "reply", "answer", "come back", "reach out", "contact",
        "review", "read", "go through", "check", "look at", "test", "try", "decide", "discuss",
        "clarify", "clear", "sort", "fix", "update", "finish", "complete", "do the", "do that",
        "do it", "make the", "sign", "submit", "upload", "deliver", "provide", "order", "mail",
        "post", "ship", "pass", "hand", "return", "pay",
    ])

    /// What "I" with a verb promises: "I send the description today".
    private static let present = phrases([
        "send", "share", "email", "forward", "get back", "come back", "follow up", "prepare",
        "call you", "write you", "let you know",
    ])
    /// What "we" do is often what a product does, unless it is done to the other side.
    private static let presentToYou = phrases([
        "send you", "email you", "get back to you", "come back to you", "call you", "write you",
        "let you know",
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
    private static let togetherByDay = phrases([
        "talk", "speak", "chat", "call", "do", "say", "make it", "continue", "review", "go through",
    ])
    private static let togetherNow = phrases(["meet", "talk", "speak", "see each other"])
    private static let seeing = phrases(
        (["at", "on", "in", "next", "this", "today", "tomorrow", "tonight"]
            + SpokenDeadline.weekdays).map { "see you \($0)" }
    )

    /// Words shortly after a verb that keep it within the call.
    static let vetoes = phrases([
        // It is done on the spot.
        "my screen", "the screen", "screen with", "right now", "a second", "a moment",
        // It is said, not done.
        "that thought", "ask you", "to that later", "to that in a", "you a question", "my story",
    ])
    /// How far after the opener a veto counts: beyond, it is about something else.
    static let vetoReach = 9

    /// What makes a promise depend on something.
    static let conditions = phrases([
        "if", "unless", "in case", "provided that", "provided you", "assuming", "otherwise",
        "should you",
    ])
    /// Words before an "if" that make it a question of its own: "find out if".
    static let asking: Set<Substring> = [
        "check", "out", "see", "ask", "know", "even", "confirm", "internally",
    ]
    /// An "if" that is a courtesy.
    static let courtesies = phrases([
        "if possible", "if you don't mind", "if you could", "if i may",
    ])
    /// What a promise comes after; it is quoted with it.
    static let occasions = phrases(["when", "whenever", "once", "as soon as", "after"])

    /// Words shortly before a promise that tell of one: "I said I'll send it".
    static let reports: Set<Substring> = [
        "said", "says", "say", "told", "tell", "promised", "thought", "wrote", "heard", "asked",
        "mentioned", "claimed",
    ]
    /// How many words before a promise a report counts.
    static let reportReach = 4
    /// Words between a report and what it reports.
    static let told: Set<Substring> = [
        "you", "me", "him", "her", "us", "them", "that", "to", "my", "our", "team", "boss",
        "manager", "already", "yesterday",
    ]
    /// Said before a report it is a promise again: "as I said, I'll send it".
    static let reminders = phrases([
        "as i", "as we", "like i", "like we", "as promised", "as mentioned",
    ])

    /// What is said of people who are no part of the deal.
    static let family = phrases(
        [
            "wife", "husband", "kids", "children", "son", "daughter", "mother", "mom", "mum",
            "father", "dad", "girlfriend", "boyfriend", "friend", "friends", "brother", "sister",
        ].map { "my \($0)" }
    )
    /// What shows that somebody was not in earnest.
    static let jokes = phrases([
        "ha ha", "haha", "hahaha", "hehe", "lol", "just kidding", "only kidding", "only joking",
        "just joking", "i'm joking", "i'm kidding",
    ])
    /// What tells of what is done again and again.
    static let habits = phrases(["every", "each", "always", "usually", "normally", "often"])

    static func phrases(_ texts: [String]) -> [Words] { texts.map { Words($0) } }
}
