/// What people say in calls that calls for no play: greetings, answers, logistics, stories.
///
/// The plays' examples are told apart from it; general English, so that any playbook can use it.
enum OrdinaryTalk {
    /// What sort of talk it is.
    enum Kind: String, CaseIterable, Sendable {
        case chat, denial, settled, hearsay, home, play, command, describing, reacting, logistics
        case leaving

        /// What people say, an utterance each.
        var lines: [String] { text.split(separator: "\n").map(String.init) }

        private var text: String {
            switch self {
            case .chat: OrdinaryTalk.chat
            case .denial: OrdinaryTalk.denials
            case .settled: OrdinaryTalk.settled
            case .hearsay: OrdinaryTalk.hearsay
            case .home: OrdinaryTalk.home
            case .play: OrdinaryTalk.play
            case .command: OrdinaryTalk.commands
            case .describing: OrdinaryTalk.describing
            case .reacting: OrdinaryTalk.reacting
            case .logistics: OrdinaryTalk.logistics
            case .leaving: OrdinaryTalk.leaving
            }
        }
    }

    private static let chat = """
        Good morning, how are you today
        Can you hear me all right
        Yes I can hear you fine
        You are a bit quiet but it is okay
        Nice to meet you
        Sorry I am late, the traffic was terrible
        I was on mute, sorry about that
        My internet is a bit slow today
        Can you see my screen
        Yes I can see it now
        It is still loading on my side
        Sorry, somebody was at the door
        Excuse me one moment, my phone is ringing
        The dog is barking, give me a second
        How was your weekend
        The weather is awful here
        It has been raining all week
        We went to the seaside with the children
        My daughter starts school this year
        My son broke his arm playing football
        My wife is always telling me that
        My husband does the cooking at home
        My brother bought a car that was much too expensive
        My mother in law is staying with us
        A friend of mine had the same thing with his kitchen
        Our neighbour has a boat and never uses it
        I had a terrible hotel last week
        The train was cancelled again
        My cousin works in insurance
        My sister moved house last month
        I used to play the piano when I was young
        The coffee machine is broken again
        We have a cat in the office
        I have had three coffees already
        Yes that makes sense
        Okay that is clear
        Good, thank you
        All right then
        That sounds good to me
        I understand
        That is what I wanted to hear
        Fair enough
        That is useful, I will write it down
        I like that
        Exactly, that is how it is with us
        Right, I see what you mean
        That is a good question
        I had not thought of that
        You are right about that
        It is the same here
        Yes please go on
        No that is fine
        No I do not think so
        Perfect, we can do it like that
        That answers my question
        Okay so that is settled
        We have already dealt with that
        You told me that last time
        I remember you said so on the first call
        That was in the mail you sent me
        I have read it and I am happy with it
        The price is fine for us
        We have the budget for that
        The money is not the problem
        I am not worried about that
        That is not an issue for us
        I am the one who signs
        We have enough people for this
        Security has already approved it
        We are about two hundred people
        We have three sites and a head office
        We have around four thousand customers
        Our customers pay by the month
        We bill per unit and per hour
        Every customer has his own tariff
        Some contracts have a minimum quantity
        The prices change every year in January
        We charge extra at the weekend
        We started in the nineties with two trucks
        My father founded the company
        I have been here for eleven years
        I run finance and she runs operations
        There are five of us in the office
        We are growing about ten percent a year
        Most of our business is in the north
        We deliver in the morning and collect in the evening
        The drivers write down what they deliver
        The meter is read once a month
        The customer usually notices before we do
        Sometimes a customer complains about an invoice
        Then we send a credit note
        About three percent I would guess
        Perhaps fifty a month
        It depends on the customer
        That was two years ago
        It happens now and then
        We found one by accident last year
        Nobody had noticed for months
        That was embarrassing
        I would say about half of them
        The big ones are correct, the small ones are not
        Yes she looks after the contracts
        He left a long time ago
        I can show you one if you like
        That is our own contract on the screen
        What does the red line mean
        And the number on the right, what is that
        Is that a real customer
        Oh that is a nice chart
        Can you make it bigger
        Where do I click
        So that means it was never invoiced
        And then somebody confirms it
        So it only reads
        Then she gets a message in the morning
        So it is sixty days
        Twelve months, got it
        Next Tuesday would work for me
        Thursday at ten is good
        Not on Monday please
        Can we make it half an hour later
        Send me the invitation for the meeting
        Please put the link in the invite
        I will be on holiday that week
        Shall I invite my colleague as well
        You have my number
        I will send you the list on Friday
        I will bring the contracts
        Please greet your colleague from me
        Have a nice weekend
        Thank you for your time
        Bye for now
        Talk to you next week
        I have to go to my next meeting
        See you on Thursday then
        It was a pleasure
        That went quicker than I feared
        He said it was too expensive and he bought it anyway
        They told him it would take a year
        She used to work for a competitor
        At my old company we had something like that
        Another company called me last week and I said no
        I read an article about that
        My boss would laugh if he heard that
        He complains about everything, it is his nature
        That is a joke of course
        I was only joking
        Please do not tell him I said so
        Is this being recorded
        Tell your boss I said hello
        If I win the lottery I will buy two
        You would not believe what happened then
        And then the whole thing fell into the water
        We laughed about that for a week
        They still talk about it today
        I would have done the same
        It smells of paint in here
        The lift in our building is out of order
        Somebody has taken my chair
        I am eating a sandwich, I hope you do not mind
        What time is it where you are
        Are you based in London
        Have you been doing this for long
        And who are your colleagues on the call
        """
}
