extension OrdinaryTalk {
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
        Right, I'm off, bye
        Good talk, see you Tuesday
        Take care of yourself
        All the best, then
        Cheerio, and thank you
        Until Thursday, then
        Speak soon, bye bye
        Have a good one
        Thanks, that was all
        I'll leave you to it
        Good night, everybody
        Till next time, then
        Enjoy your lunch
        Bye, doctor, thank you
        Thanks, doctor, I feel better already
        Bless you, doctor, goodbye
        Thank you and get some rest yourself
        I'll let you see the others
        Goodbye, and thanks for everything
        See you next Tuesday, teacher
        Great lesson, bye everyone
        Thanks, miss, good night
        Same time next week, bye
        I'm logging off, lovely evening
        Safe journey home
        Regards to your team
        See you at the fair
        I'll sign and send it back
        ta ra then
        gotta dash bye
        laters and thanks
        cheers see you friday
        okay hanging up now
        nice one bye
        right back to work for me
        that's me done thanks
        see you at the kickoff
        i'll sign it tonight bye
        bye doc have a nice day
        thanks doctor you've been great
        ok doctor i go now thank you
        i'll do that doctor bye bye
        tata doctor
        bye all see you wednesday
        great class thanks night night
        thank you teacher good bye
        see ya in the next one
        off to walk the dog bye
        It was a pleasure doing business with you, see you at the signing.
        I'll let you get on, you've got other people waiting.
        Say goodbye to the young man for me too, he had to leave early.
        My next customer's already at the counter, so goodbye and thank you.
        We'll see each other on the fourteenth, I'll have the coffee ready.
        Good, then I'll sign the offer tonight and you'll have it in the morning.
        I'm being called to the gate, so have a nice weekend and goodbye.
        Thank you for your patience with an old man, all the best.
        Right then, I'll go and tell the boss that we've got a deal.
        Have a safe trip back, and mind the roadworks by the bridge.
        Until the kickoff, then, I'm looking forward to meeting you all in person.
        The pleasure was all mine, goodbye to both of you.
        That was the best forty minutes of my day, bye now.
        Lovely, we've got our date, so I'll say goodbye for today.
        Thanks for the call, I'm off to close the shop.
        My taxi's here, we'll talk on Tuesday as we said.
        I wish you a quiet quarter end, if there's such a thing.
        Give my love to the north, and see you in the new year.
        Let me know if you're ever in town, I'll show you the old harbour.
        Thank you, doctor, I'll go and pick it up right away, goodbye.
        You've been very kind, doctor, I wish you a calm afternoon.
        I'll put the kettle on now and do as I'm told, bye, doctor.
        Goodbye, doctor, and greetings to the lady at the desk.
        Thank you for taking the time, doctor, I'm off to bed now.
        Well then, I won't keep you from your other patients, goodbye.
        All the best, doctor, until the check in three weeks.
        I'll tell my wife that you said I'm to be spoiled, bye now.
        Thanks to you I can go to the wedding, goodbye, doctor.
        Thank you for tonight, I'll practise it on the bus, see you Thursday.
        Good night from Norway, it was a lovely lesson.
        I have to catch my bus, thanks a lot, until Monday.
        That was fun, I'm going to show it to my son, bye everybody.
        Have a nice weekend all of you, and don't work too much.
        I'll close the laptop now and stretch my legs, see you next time.
        Thank you for a whole term, you were a wonderful teacher, goodbye.
        brilliant we're all set then i'll see you on the second
        thanks for ringing i've got to feed the meter now bye
        that's my lunch arriving so toodle pip
        alright my friend we'll speak on monday have a good one
        i'll get my coat then talk to you next week
        nice doing business with you say hi to the big man
        okay that's a deal i'll shut the laptop before i change my mind ha
        thanks love take care and drive safely
        i've a meeting in a minute so bye and thanks for everything
        see you at the christmas do if not before
        thank you doctor i'll ring off now and let the next one in
        right doctor i'm away to the chemist bye
        god bless you doctor and your whole family good bye
        thanks for squeezing me in doctor enjoy the rest of your day
        cheers everyone that flew by see you all on tuesday
        night all my dinner's going cold so i'm off
        thanks for the lesson i'm proud of my little table bye
        bye bye from my side and happy easter to the whole group
        Well, that was a good hour, I've got my list, you've got your list, I'd say we both go \
        and have a bite to eat, and we'll see each other on the ninth.
        I'd better go, my wife's been waving at me through the glass door for five minutes, and \
        that means that the soup's on the table, so all the best to you.
        Thank you for coming all this way, even if it was only by cable, and do come by in \
        person next time, we've got a nice pub on the corner.
        So it's all agreed, I'll bring the signed copy on Tuesday, you bring your engineer, and \
        whoever comes last buys the cake, have a good weekend until then.
        It's been very pleasant, I'm not saying that to everyone, and now I've got to go and \
        make sure that the night shift has found the keys, goodbye.
        Goodbye then, and if your boss asks, tell him that the old fellow was nice to you and \
        that he didn't ask for anything off, ha, until Monday.
        Give my regards to the gentleman who was on the first call, the one with the bow tie, \
        and have a pleasant flight home tomorrow, I'll see you both in May.
        We've run over by ten minutes and I don't regret a single one of them, but my next \
        visitors are standing at reception, so I'll say thank you and goodbye.
        That wraps it up from my side, I'll send you the signed page this afternoon, and then \
        we'll raise a glass at the fair in the spring, take care.
        Right, there goes the siren for the end of the shift, in two minutes you won't hear your \
        own voice here, so thank you, goodbye and until next week.
        All good things come to an end, even conference calls, so I wish you a good trip to the \
        mountains and we'll hear each other when you're back.
        I'm going to release you now, you must be hungry, and I've still got to walk through the \
        greenhouse before dark, so a very good evening to you.
        Thank you for being so patient with all of our questions, you've earned your weekend, \
        and we'll see you again on the first day of the project, goodbye.
        Let me say goodbye in the name of all of us here, the ladies in the back are waving, you \
        can't see it, but it's a very friendly wave.
        So off I go to the next thing, it's a never-ending merry-go-round here on Fridays, but \
        it's been nice to sit still for once, bye for now.
        I'll let the chairman know it's a yes, he'll be in touch with a bottle of something, and \
        you and I will meet again at the handover, cheers.
        Thank you so much, doctor, you've set my mind at rest, I'll go for a little walk now \
        while the sun's out, and I wish you a peaceful day.
        I'll do just as you said, doctor, tea, bed and a good book, and I'll see you on the \
        twelfth as it's written on my card, goodbye for now.
        Goodbye, doctor, it was very nice to talk to somebody who listens, my late husband \
        would've liked you, and do greet the friendly young man at the desk.
        Now I've kept you long enough, there'll be others with worse things than my toe, so \
        thank you kindly, doctor, and a good weekend to you.
        Thank you, doctor, and forgive me for the cat walking through the picture, he wanted to \
        say goodbye as well, all the best from the two of us.
        Wonderful, then I'm off to tell my daughter the good news, she's been waiting by the \
        phone all morning, so goodbye, doctor, and thanks again.
        It was a very nice evening, I've learned three new things and laughed twice, that's a \
        good score, so good night to all of you and until Thursday.
        I have to leave a minute early today, the babysitter goes at nine, but thank you for the \
        lesson and a good night to everybody in the group.
        That was our last evening together, I'd like to thank you in the name of us all, you've \
        been patient and funny, and we'll miss our Tuesdays.
        I'm going to close my books for today, my head's nicely full, the kettle's calling, and \
        I'll see you all next week, sleep well, everyone.
        anyway i could talk all day but there's a lorry at the ramp and nobody to open for him \
        so you take care and i'll see you thursday
        okay that's that then i'll put the date in you put the date in and we'll both pretend \
        we're looking forward to the paperwork ha bye
        right my battery's about to go and the charger's upstairs so before it goes thank you \
        and goodbye and see you on the
        i'm going to love you and leave you as my gran used to say the kids want picking up and \
        it's the other side of town
        cheers for that you made it painless which is more than i can say for my morning have a \
        lovely bank holiday
        we'll leave it there then it's a yes from us you know it's a yes so have a drink on me \
        tonight and we'll talk on monday
        good stuff i'll go and tell the lads they'll be chuffed and you get yourself home before \
        the snow starts bye now
        thanks a million i've got to jump on another one of these it's nonstop today but this \
        was the nice one so bye
        that's lovely then the eighth at nine in your office i'll bring pastries you bring the \
        pen and that'll be that bye bye
        have a great holiday you've earned it send me a postcard if people still do that and \
        we'll catch up when you're brown
        right you are doctor i'll get out of your hair i'm going to have my soup and put the leg \
        up like you told me bye bye
        thanks ever so much doctor my bus comes in ten minutes so i'd better find my other shoe \
        have a lovely day
        i will doctor i promise i'll be good and if not my wife will tell you anyway so thank \
        you and goodbye
        that's grand doctor i won't take up any more of your morning you look like you could do \
        with a coffee yourself bye now
        thank you very much doctor for me it was good i go to pharmacy now and i wish you and \
        your family good health
        lovely to see you again doctor same face same kindness i'll be off to my bingo now and \
        you look after yourself
        okay folks i've got to scoot i've got an early shift tomorrow but that was a cracking \
        lesson see you all soon
        bye everyone my tea's ready and it smells of chips so nothing can keep me here no \
        offence see you wednesday
        thanks for everything this term i'll send you a card when i get the job and good luck \
        with the next lot be nice to them
        i'm heading off now my train gets in but it was great to hear all your stories tonight \
        so night all and mind how you go
        And with that I wish you a pleasant evening.
        Good health to you too, doctor.
        Well, that's noon, I'm away.
        """
}
