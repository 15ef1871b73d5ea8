extension OrdinaryTalk {
    /// How people say that it is not the problem.
    static let denials = """
        You needn't come with the discount now, I'm not fishing for one, I only read the figure \
        out so that my colleague hears it too, it's in order the way it is.
        It isn't that we've got nobody for it, I've even got two who'd fight over who may do it, \
        and the time's there as well, so from us there's nothing in the way.
        I'm not afraid for the data, there's nothing in there that a child couldn't read off our \
        website, kilometres and pallets, that's all it is.
        no no don't get me wrong i'd not want to build that myself i've seen what comes out when \
        my lot build things
        The money isn't the point, we've got that set aside.
        I've no problem with the figure, it's what I'd expected.
        Security isn't my worry, our people looked at it and they're satisfied.
        We don't need a trial, I've seen enough.
        I don't have to ask anyone, I'm the owner.
        It's not a question of time, we can start whenever you like.
        It isn't too expensive for us, don't misunderstand me.
        I'm not after a discount, I just want to understand the lines.
        We do have the people for it, that's the good news.
        No, the price is all right, I thought it'd be more.
        Nobody wants to build anything here, don't you worry.
        The contract's fine, I've read it from front to back and I've no questions.
        We aren't tied to the old system, it goes at the end of the month anyway.
        There's no need to talk about GDPR, our lawyer is happy.
        I don't need it in writing, your word is enough.
        the budget's there that was approved in december
        i'm not worried about the uptime to be honest we only look at it once a week
        no no capacity isn't the issue we've just hired two
        it's cheaper than the last lot so you'll hear no complaints from me
        the data can sit wherever you want it's only pallets
        i'm allowed to sign up to fifty thousand so that's settled
        Our engineers are glad they don't have to make it themselves.
        I'm not one of those who always wants something off.
        The timing couldn't be better, actually.
        We don't do it by hand any more, thank God, that was years ago.
        Integration's no concern, your engineer has already tested it with ours.
        It's a fair price, I said that to my wife as well.
        Support isn't something we'd need, my people can read a manual.
        That's within what we planned, so let's not waste time on it.
        No objection to the sixty days, that's the same as with our cleaning firm.
        It's nothing to do with the price, the price is okay.
        Who signs? I do, there's nobody else.
        We aren't short of people, it's just that they're in the wrong place.
        I'm not asking you to come down, I'm asking what's in it.
        The system can stay or go, I'm not attached to it.
        We're in no trouble with the auditors, they were happy.
        I don't mind where it's hosted, honestly.
        That won't go to the board, it's too small for that.
        No, no, it fits. I'd put in a bit more, even.
        nobody's bothered about security here it's only skips
        we've got time and people so that's not what holds us up
        i won't haggle i can see it's fair
        Your colleague was worried about our ERP, but it's new, it has all the doors one needs.
        I don't need a brochure, I've seen the thing now.
        We could build it, but I'd never do that to anyone.
        It's not the price
        No, money's fine
        We don't need it in writing
        I'm not in pain
        No chest pain, no
        My breathing's perfectly fine
        I'm not lost, go on
        No, you're not too fast
        The speed's just right for me
        I don't want anything off
        Nobody here's against it
        No need for a demo account
        It isn't security, no
        Nothing wrong with your terms
        The auditors like us
        We've plenty of hands
        I needn't ask anybody
        No, it isn't urgent, doctor, just itchy
        I don't need a sick note
        No tablets, nothing at all
        I'm not worried about the bill
        Video's fine by me
        A second doctor? No, you'll do
        I haven't googled anything
        No, the letters are big enough
        I don't need the extra week
        I'm not confused at all
        No, I like maths
        not a budget thing
        nah we're not shopping around
        no the timing's good
        it's not too dear
        i'm not haggling
        we won't be building anything
        nobody's asking for a rebate
        not bothered about hosting
        no fever no
        i'm not short of breath
        never any blood no
        i don't take anything else
        no i slept fine
        i don't need it explained again
        no no error here it runs
        not bored not at all
        captions aren't necessary for me
        it isn't the grade i want
        The length of the contract doesn't bother us, we never leave anybody anyway.
        Nobody in my department has any objection to the way you charge.
        I'm not looking for a cheaper one, I only wondered how it's split up.
        Our computer people have no issue with letting you read from it.
        It isn't a matter of trust, we've known you for years.
        There's no committee here, I sign and that's it.
        No, no, we're not comparing you with anyone, you're the only one on the list.
        I don't see a problem with the notice, sixty days is what everybody has.
        Being offline for an hour wouldn't hurt us in the slightest.
        We don't mind paying a bit more for something that lasts.
        You won't hear a word from me about the cost.
        We've no freeze on spending this year, quite the opposite.
        Nobody needs to convince my director, he was the one who found you.
        The switch doesn't scare us, we've done it three times and it was fine.
        There's nothing personal in the data, it's all tonnes and litres.
        We aren't in the middle of any other project, so there's room.
        The old program isn't holding us back, we pay for it by the month and can stop.
        It isn't that I need a slide for the boss, he leaves it to me.
        We don't want a brochure, we've got enough paper lying around here.
        We have no spreadsheet for that any more, it's all automatic now.
        No, doctor, I've never had any trouble with my heart.
        I don't want anything stronger, the ordinary ones do the job.
        It isn't the cost, my plan covers these calls completely.
        There's nobody else in the room, just me and the goldfish.
        No, I still have a whole box of the blood pressure ones.
        There's no need to fetch my daughter for the words, I understand you very well.
        I can move both my arms and my face feels quite normal.
        No, no thoughts of that kind, I enjoy my life, thank God.
        I've no wish to come in for it, this way is much more convenient.
        No vitamins, no teas, no powders, I don't believe in those things.
        It's not that I find it hard, I only sneezed.
        The certificate doesn't matter to me, I'm just here for my own pleasure.
        No, the deadline's no problem, mine's finished already.
        I don't mind whether it's marked or not.
        We're not stuck, we're only laughing about the drawing.
        No, nothing's broken, the program opened straight away.
        I don't want the answer yet, let me puzzle over it.
        no it's not the fee i'd have paid double for that
        we're not one of those firms that beat you down
        it really isn't about the budget he just talks a lot
        no one's asking you for a guarantee we know how it is
        legal doesn't come into it for sums like that
        i wasn't hinting at a discount i was just reading it out
        we've no developers so don't worry about that one
        it's not that we don't have time we've got all of february free
        i'm not nervous about the data you've explained how it's kept
        no that's not a swollen ankle it's always been that shape
        i'm not allergic to anything as far as i know
        no i'm not dizzy when i get up not even in the mornings
        it doesn't bother me at night i sleep like a log
        no no it's not that i dislike video i was only fixing my hair
        i don't need a copy of the slides i write it all down myself
        i can read it fine i was just leaning in to scratch my nose
        no i don't want to change groups we get on great
        it's not too easy either it's a nice level for me
        I want to be clear that when I said that's a figure, I meant it in a good way, we'd put \
        nearly twice that into the plan for this year.
        You keep bringing me back to the price, and I keep telling you it isn't the price, the \
        price was never a topic in our meetings at all.
        No, I don't have to run it past anyone, my partner left the business in the summer, and \
        since then I only have to run things past the dog.
        There's no need to show me the certificates, I'm sure they're all in order, and quite \
        honestly what you'd see of ours is only a list of bin sizes.
        We're really not the sort of company that would make its own software, we've one young \
        man who can change a toner, and even he went on a course for that.
        Please don't think we're waiting for the new year, we've no reason to wait, the season's \
        over, the halls are empty and everybody's bored.
        It isn't that the auditors pushed us, they gave us a clean sheet as always, I simply \
        want to sleep well, and I've the means to pay for it.
        I wouldn't call it short-staffed, no, we're a good team of nine and since the new \
        machine came there are days when I have to invent work for them.
        Don't you worry about the integration, that isn't a sticking point for us, our supplier \
        has done it with four others and says it's an afternoon.
        If I frown it's because of the sun on the screen, not because of the numbers, the \
        numbers are what I expected and I've no quarrel with them.
        We don't need any trial, my brother-in-law has been using it since the spring and I've \
        sat next to him often enough to know what it does.
        Support at night, no, nobody here works at night, we close at five, and if there's a \
        question on Saturday then it can wait until Monday.
        I'm not tied to anybody, the contract with the last lot ran out at Christmas, so there's \
        nothing to cancel and nothing to pay twice.
        The lawyers haven't got a problem with it, I want to stress that, they only send the \
        same long letter to everyone because that's how they earn their money.
        I've no fear of you going offline for a morning, doctor's orders, I look at it once a \
        month with a cup of coffee and that's that.
        It's not the time of year, we can start in December as well as in May, for a car park \
        one month is like the other.
        No, I'm really not in any pain, doctor, I can press on it as hard as I like, it's only \
        that it looks a bit odd, that's why I called.
        I've got no trouble with the stairs, no cough, no fever, I sleep through, I eat \
        everything, it's just that my daughter said I should have a check.
        Money isn't a worry, thank you for asking, my late husband left me well looked after and \
        the insurance has paid every single bill so far.
        It hasn't spread, it hasn't got bigger, it doesn't itch any more, and to be honest I'd \
        have forgotten about it if the calendar hadn't reminded me.
        I'm not the kind who reads up on illnesses, I leave that to you, you studied for it, I \
        just tell you where it is and you tell me what to do.
        I don't need a note for work, I'm self-employed, and my boss, which is me, has already \
        given me the day off with a smile.
        You don't have to go slower for my sake, I only look down because I'm doodling, I'm with \
        you and I've got every step so far.
        I don't find it hard at all, I was pulling a face because the coffee was cold, the \
        exercise itself was fun and it came out right.
        No, it's not that I don't see the point, I see it very well, I've been wanting to learn \
        exactly this ever since I started in the office.
        I'm not asking for more time, please don't misunderstand me, I've handed mine in on \
        Sunday, I only wanted to tell you that it was a nice task.
        we're not going anywhere else and we're not talking to anyone else and i'm not just \
        saying that i can't be bothered to sit through three of these
        it's not a no and it's not a maybe either it's a yes i'm just a slow talker everybody \
        says so
        nobody over here's scared of the cloud any more that was years ago these days even my \
        mum's photos are up there
        no we don't do any of that on paper these days not since the flood in the cellar took \
        all the folders that settled that question for good
        i don't need it cheaper and i don't need it faster i need it like you showed me with the \
        little green ticks and that's all
        it's got nothing to do with your contract the contract's short and even i could read it \
        i was only sighing because of my back
        don't let him tell you we've no people he says that to everyone he said that to the fire \
        brigade as well we've got people
        the roadmap and all that doesn't interest me i buy what's there today and today it does \
        what i need so we're fine
        no it isn't the commitment i mean we've rented this building for forty years twelve \
        months is nothing for us
        we haven't got a works council and we haven't got a data officer it's just eleven of us \
        and a parrot so none of that applies
        no i don't get headaches and i don't see double or anything like that i only wear the \
        dark glasses because of the sun in here
        no it isn't that i can't sleep i sleep like a bear in winter i only look like this \
        because the camera's cheap and the lamp's yellow
        no no i can breathe all right through my mouth and i can run for the bus it's only the \
        nose that's blocked like every spring
        i'm not taking anything for it no drops no pills i thought i'd ask you first before i \
        put anything on it
        i don't mind at all that it's on the computer i talk to my sister in canada like this \
        every sunday so i'm used to it
        no i didn't miss anything i was there on tuesday and thursday i just had a different \
        name on the screen because it was my son's laptop
        my group's great honestly everybody does their bit we even meet for pizza so there's \
        nothing to sort out there
        the example wasn't too hard honestly the one with the apples was perfect i even \
        explained it to my husband at dinner
        it's not that it doesn't run it runs fine i was just laughing because i'd called the \
        file banana and then couldn't remember why
        no i wouldn't dream of letting somebody else write it for me that's the fun part i like \
        doing the writing
        The budget isn't mine to worry about, it's long approved.
        We've no complaints about your hotline.
        No, my fingers aren't numb.
        """
}
