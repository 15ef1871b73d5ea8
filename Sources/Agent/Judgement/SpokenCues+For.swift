/// What speaks for interrupting; general English, a phrase a line.
extension SpokenCues {
    /// How people come to the point.
    static let openers = """
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
    static let questions = """
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
    static let concerns = """
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
}
