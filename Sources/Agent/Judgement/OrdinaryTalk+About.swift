/// What is said around the needs of a call. General English, an utterance a line.
extension OrdinaryTalk {
    /// How people tell of their own business.
    static let describing = """
        So a normal day with us starts at the gate, the truck drives on the scale, gets a slip, \
        drives to the heap, gets loaded, drives on the scale again, and the difference between \
        the two is what he pays, at least that's the idea of it.
        We've got three sorts of customers, the big ones with a frame agreement, the middle ones \
        who come every year and pay what's on the list, and the small ones who come once and then \
        never pay, and those are mostly relatives.
        I came here eleven years ago from a brewery, there one bottle was one bottle, and here I \
        had to learn that one hour can be forty-five minutes or seventy, depending on who it's \
        for.
        the way it grew is that my dad did everything by handshake and then my brother put it all \
        on paper and then we got bought and they put it all on different paper
        We've got forty vans on the road, six depots and a girl who knows where they all are.
        We charge by the hour, and on weekends it's one and a half.
        It's a family company, third generation, we started with one truck.
        There's a fixed fee and then so much per scan above the limit.
        Every customer has his own agreement, that's how my father sold.
        Last year we did about eleven million, a bit more than the year before.
        The invoices go out on the third, and then the phone rings.
        We've got about four hundred customers, and eighty of them make up most of it.
        The scanner writes the number, and the number goes to the office.
        I've been here nine years, before that I was in logistics.
        The driver notes the waiting time, if he's in the mood.
        We bought two smaller firms and they each brought their own price list.
        Every month there's a discussion with the same three customers.
        It's seasonal, from May to September we're full, the rest is quiet.
        The tariff's got forty pages, I know about ten of them.
        there's me there's bill and there's a guy in the warehouse
        they pay per pallet and per week and extra if it's frozen
        most of it is standing orders the rest comes in by phone
        i'd say two percent gets lost maybe three nobody really knows
        she's been here since the beginning she knows everything
        it used to be simple and then we started with the rentals
        our biggest one is the hospital they've got forty wards
        The number's about six thousand a month, more in winter.
        We found out by chance, when a customer asked why he'd never been billed.
        The managing director came in January, and she asks good questions.
        About a year ago we raised the prices, and I'm not sure everyone got the new ones.
        That's the contract with the supermarket, it has its own appendix.
        In October we lost eighty thousand because a meter wasn't in the list.
        He's in the field all day, you only reach him by phone.
        It's two shifts, early and late, and nights only before Christmas.
        In the summer we rent out four hundred of them, in the winter we repair them.
        The customers sign on the tablet, and the tablet is often empty.
        Each hospital wants its own form, and two of them want it by fax.
        We've bought the competitor across the street, so now we have their contracts as well.
        The price depends on the weight, the zone and whether it's a Sunday.
        Our people are out from six in the morning and come back with wet notes.
        My grandfather founded it, my mother made it big, and I do the invoices.
        If a truck waits more than thirty minutes we may charge it, but who looks at the clock?
        There are eleven tariffs, and three of them nobody's used in years.
        I came from the hotel business, there everything's on one bill.
        the bookings come by phone mostly and then some by app
        we've got a minimum charge but the lads forget it
        it's a flat rate and everything above is extra in theory
        every year in april the index goes up and somebody has to put that in
        we've two hundred flats and a laundry room in each block
        some pay by card and some by invoice and the schools pay when they like
        There's a contract for each site, and a side letter for half of them.
        On average we lose one container a week, nobody knows where.
        We measure it with a sensor, and the sensor sends it to a portal.
        It began with a phone call from a customer who wanted to pay more. Imagine that.
        The extras are agreed on the spot, between the foreman and the client.
        """

    /// How people take what the rep has said.
    static let reacting = """
        That's a beautiful thing, the way you see the contract there with the finger on the \
        sentence, my father would've liked that, he always had his finger on the sentence.
        Oh, so I say yes only one time and then it knows it for the next hundred invoices, that I \
        like, because I say yes very reluctantly.
        Okay, so if I've understood you right, in the first week you only listen, in the second \
        we say what's right, and from the third there's a list, that's a good rhythm, we can \
        dance to that.
        right so that's twenty hours in total and spread over the four weeks and i could split \
        that between jim and myself that sounds doable
        That's a nice picture, I understand it at once.
        Hm. Yes. That could be, that could well be.
        So the red one is what was never charged. Okay.
        That's exactly what happened to us with the ice rink.
        I like that you say it as it is.
        Good, I'm writing that down.
        Wow. And that's only one street?
        I'd have guessed less, to be honest.
        That sounds reasonable to me.
        Ten hours each, that's not much.
        And the yellow means somebody has to look, right?
        So I click on it and then I see the contract, is that right?
        Which of those is us?
        Okay, four weeks, and in the third I see something.
        Then it's six weeks. That I can explain to somebody.
        All right, we can live with that.
        Oh, that's clever, I hadn't thought of it.
        fair enough that answers it
        yeah no that makes sense to me
        so that's for all of them or just the big ones
        right right i get it now
        go on i'm listening
        that's a good number that one i like
        ha you've done that before haven't you
        Yes, you can show me another one.
        A page with three headings, good. I'd take that.
        Good. This nobody told us before.
        Twenty hours, okay. That I can find somewhere.
        Do that, and put my name on it.
        What's that little flag there?
        Is that a real customer?
        How many customers have you got in our field?
        What does the column on the right mean?
        Where are you calling from today, is that the office?
        And what did they find, in the end?
        How long have you worked there?
        Who was that, the man with the beard, last time?
        Do you do this for laundries too?
        Can you scroll down a bit?
        So it reads the contract by itself, does it?
        Then I'd take the two-page thing and give it to our IT man.
        Good. That he'll like to hear.
        So that's the five percent, for two years. I'll tell him.
        Twelve weeks? That's longer than I thought, but all right.
        Okay. And this is the list that comes in the morning?
        Then we'd see it in the third week, yes.
        And it doesn't write anything back, that's important, good.
        Ninety-nine point nine, I'll note that.
        That's an honest answer, thank you.
        And nobody has to do anything in the meantime?
        How much is that in a year?
        I'd like to have the reports, yes.
        Could be three percent, could be one. We'll see.
        Good that you say it, I'd have forgotten.
        That's shorter than with my dentist.
        Ha. You're right about that one.
        I'll pass it to him, he likes two pages.
        And who puts in the rules, is that your people?
        Then Thursday, with the engineer.
        My colleague will do that part, she knows the contracts.
        yes send it to me and i give it to the boss
        so it's me who says yes or no to a line okay
        that's what we need that's what's missing
        you explain that well i must say
        and then it's on the next invoice good
        really you'd do that
        i see so the dark bar is ours
        ok i'm with you
        that'd be about a day of our crane
        no i meant the other one on the left
        about ten i'd say ten or eleven
        from april on i think it was april
        Before the season, so the first of May.
        It's what we spent last year, plus a little.
        Two percent would be a clear yes for me.
        In the first week of each month, usually a Tuesday.
        I'd say him, he's the one who complains most.
        They'll ask what it costs and who else uses it.
        Friday at ten, in his office. He's always on time.
        He'll ask what's wrong with the old way.
        A page with the three questions would help, yes.
        About sixty thousand, and we've promised a check each month.
        Six people, four of them part-time.
        About a week, I'd guess, for two of us.
        The last time it took four months, with all the signatures.
        """

    /// How people arrange things.
    static let logistics = """
        Can you hear me? You've gone a bit robotic.
        Could you put the dial-in into the invitation next time?
        Let's say Tuesday at ten, and please send it to my other address.
        I can't see your screen yet, it's still turning.
        Is it okay if my colleague joins us in the second half?
        I've got to take this call, give me a minute.
        Would Thursday suit you better than Wednesday?
        You're on mute, I think.
        i'll have to charge my laptop one second
        can you send me the recording link for the minutes
        who's writing the notes today you or me
        shall we do the next one in the office
        I'll send you the file this afternoon, it's about three megabytes.
        My calendar says two o'clock, is that your time or mine?
        """

    /// How people go.
    static let leaving = """
        Say hello to your boss and tell him to make it cheaper, ha.
        I'll ring you if there's anything. Bye for now.
        Then until Thursday, and have a good trip.
        Thank you, it was a pleasant call.
        So we'll speak next week, when I've got the numbers from Ottawa.
        Send me the summary then. All the best to the family.
        okay i've got to run there's a customer in the shop
        lovely to meet you cheerio
        Great, then you send it and I sign it.
        If we survive the next quarter, I'll invite you for a beer.
        If there's nothing more then I'd go back to my pallets.
        I'll tell the boss you said hello, and that you were too cheap.
        Next quarter at the latest we'll see each other at the fair.
        Okay, send it over then, and I'll see you Tuesday.
        Good, I'll ring you after the board meeting, as agreed.
        I've got to go, the auditors want their coffee.
        """
}
