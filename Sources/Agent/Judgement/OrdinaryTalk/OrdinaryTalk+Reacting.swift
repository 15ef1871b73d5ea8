extension OrdinaryTalk {
    /// How people take what the rep has said.
    static let reacting = """
        That's a beautiful thing, the way you see the contract there with the finger on the \
        sentence, my father would've liked that, he always had his finger on the sentence.
        Oh, so I say yes only one time and then it knows it for the next hundred invoices, that \
        I like, because I say yes very reluctantly.
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
        Okay, ninety days, fine
        So twelve months, noted
        Thirty days and plus tax, right
        Ah, Frankfurt, good to know
        Five percent for two years, lovely
        So nothing gets replaced, great
        Four weeks, that's quick
        Right, read-only, I like that
        Two certificates, very good
        So the fee comes off, nice
        Ha, that's honest of you
        Oh, that's less than I feared
        That's a clear answer
        I see, one signature's enough
        So three sentences, that did it
        Twice a day with food, okay
        Three days of rest, understood
        So it's viral, I see
        Oh, that's a relief, doctor
        Right, lots of water, will do
        Five to seven days, fine
        So no antibiotics, that suits me
        I see, the dollar sign locks it
        Oh, that's neat
        So that's where the two comes from
        Sixty percent to pass, okay
        Friday at noon, got it
        Aha, brackets first, of course
        Nice, that was a good example
        ninety days gotcha
        cool so it only reads
        oh i see what you did there
        fine by me that one
        four hours on a weekday okay
        so it re runs by itself neat
        okay so tax comes on top
        wow in three weeks
        makes total sense
        ah it's the tendon i see
        right with milk not with coffee
        ok ring if it gets worse
        so it's harmless brilliant
        good nothing broken then
        ahh the minus that's why
        sweet so it's two clicks
        oh so it counts itself
        okay pass or fail fine
        yep now i see it
        So if I sign today it starts on the first, and the first list comes in week three, good.
        You delete it all and I get a letter that says so, that's tidy.
        That's the first time somebody's explained an SLA to me without a headache.
        Sixty days before the end, in writing, I've put that in my notes.
        All right, then the night shift at your place does it while we sleep.
        I must say, that's a very reasonable way of doing it.
        So one hour on the big plan and four on ours, that'll do for us.
        Oh good, so your support people can't look in unless we open the door.
        Hm, twenty hours of ours in total, that's less than I'd have said.
        Then the number in the corner is what we'd get back, and it's a nice number.
        You halved it before I could, I respect that.
        A quarter of our sample, and still under a year, well well.
        So the app isn't there yet, fair enough, thanks for being straight about it.
        That's a good point about the clerk who leaves, I'll remember that one.
        Okay, it goes out of the building as a token, so nobody can read the name.
        I'd heard it was three months, so four weeks is a pleasant surprise.
        Right, your manager decides above that and you'll tell me tomorrow, perfect.
        So nobody has to touch the old system, that'll please the basement.
        Good, then the pilot's ten days and we look at the result together.
        That's exactly the sentence I'd put on my slide.
        Good heavens, something so small causes all that, how interesting.
        So I carry on with the same dose, and the leg goes up in the evening, right.
        You've explained that better than the hospital did, thank you, doctor.
        Ah, so it's the muscle and not the joint, that makes sense.
        One in the morning, one at night, for seven days, I've written it on the box.
        So if there's a fever I ring the number, otherwise I just wait it out.
        I'm glad to hear that it's nothing but a strained tendon.
        Fine, the note goes to my phone by itself, that's handy.
        Okay, so this visit's covered by the plan, good, that's that.
        Oh, so that's what the little arrow's for, I'd always wondered.
        So you multiply first and then you add, and that gives forty-two, lovely.
        The way you drew that as a bridge was very good, I'll never forget it.
        I see, two free days for everybody, that's generous.
        So the quiz is only for us and the project's what counts, good to know.
        Ah, it's one letter too many in mine, now it matches yours.
        The slides come on the same evening, great, then I can just listen.
        so the dark bar's what we billed and the light one's what we should have okay
        right and that comes every night in one list i like a list
        fair enough twelve months it is
        oh that's clever it asks me once and then leaves me alone
        so a small firm pays less that's how it should be
        got it the price is fixed for the two years and after that it's the index
        haha okay that's a much better answer than the last guy gave me
        good so your engineer talks to our it and i get my lunch break
        so you'd ring me on friday and tell me yes or no that's fine
        okay so it's the frankfurt one and the spare's in dublin got that
        right so the swelling goes down first and then the colour
        okay cream at night and leave it alone in the day will do
        that's good news doctor i'll sleep better now
        ah so it's normal at my age well there we are
        oh so that's a loop okay that's actually quite pretty
        right i see it the red line's the average and we're above it
        so my answer's the same as yours only the other way round great
        okay so three lessons can be missed and that's still a pass
        That's a sensible order, first you only look, then we confirm, then the list comes, and \
        nobody has to work nights, my people will be relieved to hear it.
        So if I repeat it to my wife tonight I'd say, they read what we've agreed, they read \
        what we've billed, and they tell us where it doesn't match, lovely.
        I like that you don't promise me the moon, the last gentleman had a yes for everything, \
        and you've said no twice in ten minutes, that's refreshing to hear.
        All right, so the price you said is for the whole company and not for each branch, and \
        the training's in it, well, that's better than I had understood it.
        Oh, now I see why you put the yellow ones at the bottom, those are the ones where a \
        human being has to look, and the red ones are certain.
        So the contract goes on by itself unless I write to you sixty days before, all right, \
        that's how it is with my telephone as well, no surprise there.
        Well, that was a very clear explanation, I've had people talk for an hour about \
        encryption and I knew less afterwards than before, so thank you.
        I see, so it takes the weight from the scale and the price from the contract, multiplies \
        them, and looks at what we wrote on the bill, that's all, good.
        Right, so week one is yours, week two is partly ours, and in week three there's the \
        first money, I'd have thought it would be autumn before we saw anything.
        That's a good story about the ice rink, I can just see them standing there with the bill \
        in their hands, and it's good it ended well for them.
        Hm, nine thousand in the first quarter from one clause, you wouldn't think it, I'd \
        always believed the big ones were where the money is.
        Good, so if your side is down for a night it does the work the next night, and nothing's \
        lost, then I can explain that in one sentence.
        So you'd put it in a plain file and we can open it with anything, even in ten years, \
        well, that's decent of you, not everyone does it.
        Oh, I do like the way it shows the sentence from the contract right next to the line of \
        the bill, so even I can see what it's about.
        Thank you, so that means the offer stands until the end of the month, tax comes on top, \
        and my lawyer gets the agreement today, everything's clear.
        You've got a good way of saying no to a discount, I must write that down for my own \
        sales people, they always cave in at once.
        So it's the nerve that's a bit irritated and not the bone, and with the exercises it \
        should calm down in about six weeks, well, that I can live with.
        All right, doctor, so the tablets in the morning as before, the new one at night for ten \
        days, and no grapefruit, I'll tell my wife about the grapefruit.
        That's very reassuring, thank you, I'd been looking at it in the mirror every morning, \
        and now I know that it's only a harmless little wart.
        I see, so when it's red and hot I ring straight away, and when it's only itchy I leave \
        it be, that's easy enough, even for me.
        So you send it to the chemist in the high street electronically, and I just go in with \
        my card, well, isn't the modern world wonderful.
        Good, then it's the way I thought, a sprain, keep it up, keep it cool, and in two weeks \
        I can go dancing again, my partner will be pleased.
        Oh, that's a lovely trick with the nine times table and the fingers, I'm going to show \
        that to my grandson as soon as he comes home.
        So you look at the last letter first, and that tells you which ending it takes, aha, and \
        I'd been looking at the first letter all these years.
        Right, so the project's due on the Friday at noon, it's sixty percent, and there are two \
        free days for emergencies, I've put it all in my calendar.
        I see how you did it, you took the three out of both, then there's only the x left, and \
        that makes seven, yes, I get seven as well.
        ah okay so it's like when the milkman leaves a note only that the note writes itself and \
        then my girl in the office says yes or no brilliant
        so ninety nine point nine that's about nine hours a year isn't it well we lose more than \
        that to birthdays so that's fine for us
        right so let me just say it for my notes twelve months auto renew sixty days and the \
        price stays put for thirty days good
        oh that's funny that's exactly the clause i'd have bet nobody ever reads and there it is \
        with four thousand euros next to it
        okay so it's not a forecast it's just a comparison fair enough that's easier to believe \
        anyway
        yeah okay so you come in through the gate we open and you only look and then you leave \
        and we shut the gate i can picture that
        good so they've done it with an even older machine than ours i didn't know there was an \
        older one than ours
        okay i hear you the manager has to look at it and you'll ring me tomorrow before lunch \
        that's a proper answer
        so it's two people for ten hours and then that's it well that's about one long meeting \
        in this place
        that bit with the map was good i've never seen all our sites on one page like that we \
        look bigger than i thought
        okay so no bath for two days shower's fine and the plaster can come off on thursday i've \
        got that
        oh right so that crackling in the knee doesn't mean anything that's good because it \
        sounds like a bowl of cereal every morning
        so i'm to keep on with the drops till the bottle's empty even when it looks fine okay \
        i'd have stopped so good that you say it
        well that's a weight off my mind i can tell you i'd already pictured all sorts and it's \
        just the new shoes
        ok so first the cream then ten minutes wait and then the sock over it right you are \
        doctor
        ha so that's why the sheet said minus one all the time it was me with the comma in the \
        wrong place
        oh that's good so it's like folding a towel you do the one side and then the other and \
        it comes out even
        right so when there's a person in it it's who and when it's a thing it's which and \
        there's my mistake in line two
        so the marks are only for the project and the rest is just practice okay that takes the \
        pressure out nicely
        that's a nice way to put it a variable is a box with a name on it i've got the picture \
        now
        So the answer's twelve, same as mine.
        Right, no exam then, just the project.
        """
}
