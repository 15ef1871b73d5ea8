extension OrdinaryTalk {
    /// Greetings, answers, small mishaps: what every call is full of.
    static let chat = """
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
        Morning, all good here
        Hello, hello, there you are
        Good afternoon doctor
        Evening everybody
        Lovely to put a face to the voice
        Pleased to meet you, ma'am
        Can't complain, and yourself?
        Fit as a fiddle, thanks
        Oh, you know, it's Monday
        Much obliged
        Spot on
        Absolutely, fire away
        By all means, do continue
        Nothing to add from me
        That's me, yes
        Correct, that's the one
        Nope, never
        Not that I remember
        Once, in my twenties
        Forty-six in August
        Sugar and milk, always
        Cheers for asking
        You sound cheerful today
        Is that a new haircut?
        No questions so far
        First time for everything
        Whatever suits you
        Happy to be here
        Present, miss
        The third of May, sixty-one
        hiya how's it going
        yep that's me
        all ears
        no worries at all
        sure thing go ahead
        yeah fine and you
        nah not really
        ok cool
        morning class is it just us
        hello sir i am here
        could be worse could be raining
        oh it's you again nice
        long time no see
        not bad for a tuesday
        same as ever
        two boys and a girl
        uh huh carry on
        good to be back
        that's a lovely accent you have
        I've just poured myself a coffee, so take all the time you like.
        It was my colleague who picked up before, she's at lunch now.
        I must say, you're much younger than I imagined from your voice.
        We spoke in the spring, if you remember, about the boats.
        Yes, I'm the one with the funny hat at the trade fair.
        I was told you'd ring at nine, and here you are at nine on the dot.
        You caught me at a good moment, the office is empty for once.
        How's business on your side of the water?
        Did you get home all right after the conference?
        I looked you up, and it seems we went to the same school.
        Between you and me, I'm only here for the company.
        That's a fair summary of what I do all day.
        I've worked in this building since before it had a lift.
        My title changes every year, but the desk stays the same.
        You'll have to excuse my voice, there was singing last night.
        I haven't seen a doctor in years, I'm glad to say.
        Good to see a friendly face first thing in the morning, doctor.
        The lady at reception was very kind, she put me straight through.
        I'm seventy-eight and I still do my own garden, if you please.
        You're the doctor with the nice voice, my wife said.
        Yes, I'm the patient, and that's how you pronounce my surname, well done.
        I'm a postman, so I do get my steps in.
        We had a lovely teacher in the last course as well.
        I signed up with two friends from the choir, just for fun.
        It's my first lesson since I left school in eighty-four.
        I really enjoyed the last lesson, I told everyone at dinner.
        Hello from the back row, as they used to say.
        What a nice group we are today, all the way from Norway to Spain.
        honestly i just like a good chat in the morning
        i've heard a lot about you all good things don't worry
        oh i'm always early my mother raised me that way
        yes i did get your card at christmas very kind
        so you've been in this trade for long then
        i'm the only one here who likes mornings
        we were just talking about you lot over breakfast
        thanks for fitting me in i know you're busy people
        no i'm not from here originally you can hear that i guess
        i do a bit of everything really phones post and plants
        hello doctor it's my first time with one of these video visits quite exciting
        i've had the same family doctor for thirty years lovely man
        i was born at home in the kitchen if you want to know
        yes that's my date of birth and i'm still proud of it
        hi everyone i'm joining from a very cold norway this evening
        i brought biscuits for the break but only for me sorry
        i did the homework on the bus and it went well for once
        my kids laugh because mum's got homework now
        it's nice how you always remember our names
        yes i'm here i was only looking for my glasses and they're on my head
        Well, I started here as an apprentice, then I drove for a while, then they noticed I \
        could spell, and ever since I've been the one who answers the phone.
        You know, I always say that you can tell a lot about people by how they greet you, and \
        you've a very nice way of doing it.
        I was just saying to the girl at reception that it's been ages since anybody from your \
        office came by in person, and now we're talking.
        It's funny you ask about the picture behind me, that's the old harbour, my grandfather \
        painted it when he was laid up with a broken leg.
        No, we haven't met, but I sat two rows behind you at the dinner in the spring, and I \
        remember that speech about the penguins very well.
        Good morning to you, I hope the weather's kinder where you are, we've had nothing but \
        fog since the weekend and the pigeons are walking.
        I have to admit I was looking forward to this, most of my day is listening to people \
        complaining about parking, so this makes a change.
        Oh, I'm an old hand at these calls now, when it began I used to shout at the screen \
        because I thought that's how far away you were.
        What I like about this job is the people, the rest is just paper, and I've told my \
        daughter the same when she asked me what to study.
        Let me introduce myself properly, I look after the three shops in the south, I've been \
        doing it for six years, and before that I sold shoes.
        That takes me back, my first boss had a telephone with a cord, and he'd walk around the \
        whole office with it until somebody tripped.
        Thank you for asking after my mother, she's as lively as ever, she's ninety-one and she \
        plays cards for money on Wednesdays.
        Yes, I do live alone now, since my husband passed away six years ago, but I've got good \
        neighbours and a very bossy cat, so I'm in company.
        I used to be a nurse myself, doctor, forty years on the wards, so you can talk to me \
        quite normally, I know how it all goes.
        I eat well, I walk every day with the dog, I've never smoked and I have one glass of \
        wine on a Sunday, that's about all my secrets.
        I'm a retired carpenter, doctor, I've still got all ten fingers, and that's not \
        something every carpenter can say at my age.
        I took early retirement from the railway, and since then I've learned Italian, a bit of \
        guitar, and now I'm in your class, my wife calls it the third youth.
        Hello, I'm new in this group, I work in a library, I've got two grown-up sons and I've \
        wanted to learn this since they moved out.
        I really liked how you told us about your own first day as a teacher, it made me think \
        of mine as a trainee in the bank.
        So I'm in the kitchen, it's evening here, I've got a candle and a notebook, it feels \
        like being a student again, only with better food.
        we've been in this town for nine generations and the street's named after some uncle of \
        mine though nobody can say what he did for it
        i'm what you call the girl for everything i do the phones and the plants and i know \
        where the good biscuits are kept
        last time we spoke you were just about to go on that hiking trip so i've got to ask how \
        were the mountains then
        i never thought i'd end up in this line of work i wanted to be a vet but then there was \
        a job going and here i am twenty years on
        my colleague says hello by the way he's the tall one you met at the fair he's still \
        telling everyone about that chocolate you had on the stand
        it's a nice little team we've got the oldest is sixty four and the youngest is nineteen \
        and they share a desk and bicker all day like a married couple
        i'm calling from the garden today because it's the first warm day and i thought nobody \
        can stop me so if you hear a blackbird that's him
        good to talk to a person for once usually when i ring somewhere it's press one press two \
        and then a bit of music
        i do remember you yes you had that green scarf and you were the only one who didn't try \
        and give me a pen
        oh i'm the last of the old guard when i started there were typewriters and an ashtray on \
        every desk you wouldn't believe it now
        i'm a bit of a talker doctor so just stop me whenever you like my old doctor used to \
        hold up his hand like a policeman
        i've got five grandchildren and the sixth is on the way so that's what keeps me young \
        that and the allotment
        i came over here in seventy two with one suitcase and i worked at the same factory until \
        they closed it and now i just enjoy my days
        well i work in the school canteen so i'm on my feet all day and i love it the little \
        ones call me auntie
        i saw your picture on the website doctor you've got the same dog as me the brown curly \
        one mine is called after a biscuit
        i did ballet as a girl and then nothing for forty years and now i do the chair exercises \
        with the ladies on thursdays it's a hoot
        hi all i'm the one from last week with the loud parrot he's in the other room today so \
        you can all relax
        i'm doing this course with my sister she's in another town so afterwards we always ring \
        each other and compare what we wrote
        what i love about these evenings is that nobody wants anything from me for an hour and a \
        half i just sit and learn
        in my country we call the teacher by first name so i always have to think for a second \
        before i say miss to you
        Grand, let's crack on then.
        The usual, tea and toast.
        Ha, you remembered my birthday!
        I grew up two streets from there.
        left handed actually
        a bit of both i'd say
        only on sundays
        The view from up here is lovely this morning.
        Three years in June, time flies.
        That was a nice welcome, thank you.
        No, I've never been to your part of the world, but my wife has a calendar of it in the \
        hall, and October's got that bridge of yours in the evening sun.
        I'm the sort who gets up at five and sings in the bathroom, so by nine I'm wide awake, \
        and the rest of the office comes in with one eye open.
        it's a pleasure doctor i always tell my sister you explain things like a good radio \
        programme and you never look at the clock
        """
}
