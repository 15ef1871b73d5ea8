/// What speaks against interrupting; general English, a phrase a line.
extension SpokenCues {
    /// How people deny the need.
    static let denials = """
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
    static let settled = """
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
    static let hearsay = """
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
    static let family = """
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
    static let commands = """
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
    static let leaving = """
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
    static let play = """
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
