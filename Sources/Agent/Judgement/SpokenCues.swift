/// Phrases of general English, by which anyone can see why a turn was taken as it was, that speak for or against interrupting.
struct SpokenCues: Sendable {
    /// What a phrase shows.
    enum Cue: String, CaseIterable, Sendable {
        case opener, question, concern, denial, settled, hearsay, family, command, leaving, play
    }

    /// The cues of a turn, each once.
    static func cues(in terms: [String]) -> Set<Cue> {
        var found: Set<Cue> = []
        for (place, term) in terms.enumerated() {
            for (phrase, cue) in table[term] ?? []
            where terms[place...].prefix(phrase.count).elementsEqual(phrase) {
                found.insert(cue)
            }
        }
        return found
    }

    /// Whether words are the speaker's own affair: no story, no joke, no denial.
    static func isMeant(_ text: String) -> Bool {
        cues(in: HeardTerms.terms(of: text))
            .isDisjoint(with: [.denial, .hearsay, .family, .command, .play])
    }

    private static let table: [String: [(phrase: [String], cue: Cue)]] = {
        var table: [String: [(phrase: [String], cue: Cue)]] = [:]
        for (cue, text) in phrases {
            for phrase in text.split(separator: "\n") {
                let terms = HeardTerms.terms(of: phrase)
                guard let first = terms.first else { continue }
                table[first, default: []].append((terms, cue))
            }
        }
        return table
    }()

    private static let phrases: [(Cue, String)] = [
        (.opener, openers), (.question, questions), (.concern, concerns), (.denial, denials),
        (.settled, settled), (.hearsay, hearsay), (.family, family), (.command, commands),
        (.leaving, leaving), (.play, play),
    ]

    /// How people come to the point.
    private static let openers = """
        i will be honest
        to be honest
        i have to be honest
        honestly
        let me be
        let me ask
        let us be serious
        the thing is
        here is the thing
        here is my thing
        one thing
        another thing
        other thing
        my question
        one question
        last question
        can i ask
        may i ask
        i have to ask
        i need to ask
        i have to tell
        i have to say
        i must say
        i must tell
        i want to tell you
        i wanted to tell you
        now what
        i will tell you
        what i would like
        what i want
        i need to know
        i want to know
        tell me
        my problem
        only thing
        something i have to
        something i would
        just the one
        point is
        a bit delicate
        what i am missing
        what bothers me
        what worries me
        what stops me
        in my way
        i am not sure
        i wonder
        my concern
        just to check
        i have a doubt
        i had another thought
        my turn
        before you
        the next point
        so look
        right so
        okay so
        so okay
        where i get stuck
        i should tell
        my worry
        """

    /// How people ask.
    private static let questions = """
        how do
        how does
        how would
        how can
        how long
        how fast
        how much
        how often
        how soon
        how quick
        what would
        what do
        what does
        what if
        what happen
        what is
        what are
        what kind
        when would
        when will
        when do
        when can
        where is
        where do
        where does
        where are
        who do
        who is
        who can
        who would
        who has
        with who
        which
        why do
        why would
        why should
        why are
        can you
        can we
        could you
        could we
        do you
        does it
        does that
        is there
        is it
        are there
        are you
        would you
        will you
        do we
        whether
        is that
        """

    /// How people say that something stands in the way.
    private static let concerns = """
        i am worried
        bit worried
        worry
        concern
        afraid
        nervous
        i can not
        i do not have
        we do not have
        we can not
        i do not want
        i do not know
        i do not see
        would have to
        i would have to
        it has to go
        need to
        i need
        more than
        too much
        too expensive
        over budget
        over our budget
        beyond our
        a lot of
        not the right
        stuck
        problem
        get burned
        got burned
        difficult
        hard to
        """

    /// How people deny the need.
    private static let denials = """
        not the problem
        is not a problem
        no problem with
        not the issue
        not an issue
        not worried
        not too expensive
        not asking for
        not asking
        do not need a
        do not need to speak
        no need to
        is fine
        are fine
        is not the thing
        not one of those
        no bother
        no trouble
        less than i
        less than we
        in the range
        not over budget
        have the budget
        has budget
        got budget
        has got budget
        have the people
        have the authority
        i am the one who signs
        do not need approval
        already approved
        can live with
        what i would guess
        i will not say
        not holding you
        not a concern
        """

    /// How people say that it was dealt with before.
    private static let settled = """
        already have
        already with
        already sent
        already said
        already told
        already agreed
        already answered
        have already
        has already
        is already
        like you said
        as you said
        you said before
        you said last
        you said this
        you have said
        you told
        last time
        you sent me
        has been noted
        it is settled
        that is settled
        so that is done
        it is still
        still too
        still a lot
        still think
        ask again
        as i said
        like i said
        was answered
        we talked about
        we spoke about
        you mentioned
        i remember
        thank you i was going to ask
        """

    /// How people tell of others.
    private static let hearsay = """
        she said
        he said
        they said
        said to her
        said to him
        told him
        told her
        told me
        told us
        he told
        they told
        they had
        they have got
        tell you a story
        the story
        old company
        my last company
        my old
        their board
        his board
        his people
        the fella
        a guy
        old employer
        old place
        used to work
        long time ago
        years ago
        a friend of
        friend of mine
        once
        some vendor
        called me
        last week
        at the conference
        wish each other
        """

    /// Of whom people speak when they speak of home.
    private static let family = """
        my wife
        my husband
        my missus
        my sister
        my cousin
        my brother
        my dad
        my father
        my mother
        my mum
        my kids
        my son
        my daughter
        my children
        my uncle
        my aunt
        my mother in law
        my neighbour
        my girlfriend
        my boyfriend
        our neighbour
        the neighbour
        my neighbor
        our neighbor
        """

    /// How people speak to a machine.
    private static let commands = """
        ignore the
        ignore your
        ignore all
        ignore previous
        disregard
        hey coach
        dear coach
        hey ai
        dear ai
        hey assistant
        computer assistant
        hello robot
        hey robot
        your robot
        the robot
        system prompt
        system you are
        you are now
        your instructions
        previous instructions
        previous rules
        read out the
        if you are listening
        whoever is listening
        forget everything
        forget your
        override
        """

    /// How people go.
    private static let leaving = """
        thank you for your time
        thanks for your time
        have a nice
        bye
        goodbye then
        talk soon
        tell your boss
        come and see
        put the
        the invite
        the invitation
        can you hear
        can you still see
        send you something
        """

    /// How people play.
    private static let play = """
        i blame
        kick him
        he is going to say
        she is going to say
        if he say
        if they say no
        crying
        laugh
        joke
        joking
        kidding
        imagine
        suppose
        if say
        just say for fun
        would you even
        pretend you
        in another life
        win the lottery
        """
}
