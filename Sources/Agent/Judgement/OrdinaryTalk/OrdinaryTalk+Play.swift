extension OrdinaryTalk {
    /// How people play.
    static let play = """
        If it's too expensive I'll sell a kidney, I've got two.
        If he says no, I'll blame you and say you were rude.
        My budget is whatever my wife leaves me on a Friday.
        We could always build one out of Lego.
        If this doesn't work I'll come and work for you.
        I'd ask my boss, but I'm scared of him. I'm kidding, he's sitting here.
        Free trial, free lunch, I take everything that's free.
        I keep my backups under the mattress.
        Approval? I only need approval for the dog.
        Our uptime is the coffee machine, if that's down everything's down.
        if you find nothing you owe me a beer
        i'll put a robot on it and go fishing
        tell your boss i want his car as a discount
        let's do it next quarter in the next life i mean
        I'll build you one myself, in the shed, with a hammer.
        Our discount policy is that my wife decides.
        If it crashes I'll come to your house.
        My boss approves everything after two beers.
        We do have a data centre, it's my brother's cupboard.
        Security here is a dog called Brutus, and he's asleep.
        The roadmap in our house is the way to the fridge.
        If you were selling this to a lemonade stand, would it be too expensive for them?
        Just for fun, would something like that work for a football club?
        Suppose I were a baker and did all my sums on a napkin, would you take me?
        Let's imagine I was a difficult customer and asked for half off.
        What would somebody say who's got no budget at all? I'm only asking.
        If my grandmother ran a company, she'd want the data in her drawer.
        I'd pay in potatoes
        My lawyer's a cat, he approves
        Approval? I'll flip a coin
        Discount for good looks?
        I'll sign it in crayon
        Security's my mum with a broom
        Our server's powered by a hamster
        I'll cancel by carrier pigeon
        Deadline? I'll just stop the clocks
        My roadmap ends at the pub
        Send the bill to the tooth fairy
        We'd build it from cardboard
        Our auditor is a parrot
        I prescribe myself chocolate, doctor
        Can you prescribe a beach?
        A sick note from Mondays, please!
        My second opinion is my goldfish
        I take two biscuits, three times daily
        My insurance covers alien abduction
        Ha, I'm allergic to housework
        Do I get a lollipop?
        My dog ate the whole course
        Will the exam have snacks?
        I'll frame my mistakes
        Certificate in yawning, that's me
        My calculator's on strike
        I copied it from my future self
        Grade me on my hairstyle
        i'll swap you two goats for it
        it's encrypted in my handwriting
        call support and ask for a pizza
        i'd need approval from my inner child
        live by friday or i turn into a frog
        my budget's all in toy money
        if it breaks i'll hug it
        put me down for eleven million
        the data's safe behind the biscuits
        i'll do a trial run of my lunch
        take two naps and call me
        my blood type is gravy
        i've self diagnosed as gorgeous
        could be terminal cuteness doc
        my pills are jelly beans ha
        i'd like an extension on my weekend
        i'm graded on a curve like a banana
        too fast for you eh snail
        If you throw in a pony, I'll take the three years.
        My approval process is that I look in the mirror and nod.
        We've a strict policy here, whoever says budget has to buy the cake.
        When you're down for a night, will you send somebody to sing to us?
        I'd want it in writing, in gold letters, on a horse.
        If the payback's under a week, I'll dance on the table.
        Let's say I was the queen of the moon, would I get the gold plan?
        The contract can run till the sun goes out, as far as I'm concerned.
        Our disaster plan is to run in circles and shout.
        Suppose a pirate wanted to buy it, would you take doubloons?
        We did think of making it ourselves, out of string and good will.
        I'd tell you our revenue, but then I'd have to hire you.
        What if the moon were a customer, would it pay by the month?
        My chairman will approve it as soon as hell gets an ice rink.
        Purely hypothetically, could a circus use a thing like that for its elephants?
        If a burglar steals our data, he'll bring it back out of boredom.
        My uptime's about six hours a day, and then I need a sofa.
        You're cheaper than my wife's shoes, so you've nothing to fear.
        Doctor, if it's the plague, please tell my boss gently.
        I only came for the waiting room music, and now there isn't any.
        My liver sends its regards and asks for a holiday.
        If laughing's the best medicine, then I must be overdosing at my table.
        Just imagine I were a horse, would you send me to a vet by video?
        You should see the other fellow, as they say, it was a cupboard.
        I've been diagnosed with a severe case of grandchildren.
        If you tell me to give up cheese, I'm changing planets.
        I'd do a handstand for you, doctor, but the cat's on the carpet.
        I'd hand it in on time if time would only hold still, ha ha.
        If I pass, I'm having it tattooed, the certificate, full size.
        In my next life I'll be a triangle, they've got it easy.
        Suppose my parrot did the course, would he get a diploma too?
        I'll put the formula on my gravestone, so nobody else has to learn it.
        My group consists of me, myself and a cactus, and the cactus does more.
        You could mark it in chocolate instead of red, that's all I'm saying.
        tell you what i'll arm wrestle you for the last five percent
        if the robots take over i never said anything bad about them put that down
        we'd go live on the thirtieth of february at the latest
        i'm so important i have to ask myself twice
        our firewall's an actual wall and it's got ivy on it
        let's pretend i'm a duke and money's no object ha as if
        the only thing that's integrated here is the fridge with my stomach
        would you do it for a song i know a lovely one about a goat
        if the numbers don't add up we just use bigger numbers joke
        say i was a dragon with a cave full of gold would you still send invoices
        i told the mirror to say aah and it's in perfect health
        doc can you put me on a strict course of ice cream
        if i had a pound for every pill i'd be a pharmacy wouldn't i
        say i was a vampire could i still have a blood test
        my excuse is that the homework ate the dog for once
        if maths was a person i'd buy it a drink and then run
        i demand a medal a parade and a small island for this exercise
        My boss said he'd approve anything that comes with a cake, so if you come by with a cake \
        you could sell him a submarine.
        Let's imagine for a moment that I was a terribly difficult man who says no to \
        everything, how would you feel about it, because my wife would like some tips.
        I'll tell you how our security works, there's a door, behind the door there's a chair, \
        and on the chair sits a man who sleeps, and nobody dares wake him.
        If you can get it down to three coconuts a month I'll sign on the spot, and I'll throw \
        in a hammock and my brother-in-law, no returns.
        We keep all our data on a stone tablet in the garden, no outages in four thousand years, \
        and the only thing it needs is a man with a chisel.
        You say sixty days' notice, well, I've been trying to give notice to my own family for \
        twenty years and they keep renewing automatically.
        We've got our own developers, they're three and five years old, they develop mostly \
        noise, but the prototypes with the blocks are very promising.
        If this call gets any more pleasant I'll have to put you on the payroll, and then you'd \
        have to ask me for approval, and I'd say no.
        Just for the fun of it, what would you say to a man with an ark who rang and wanted a \
        licence for two of everything, and by Tuesday please.
        The return on investment of my boat is easily explained, I put money in at one end, \
        water comes in at the other, and everybody's happy.
        I asked the coffee machine for its opinion on the budget, it took the coin, made a noise \
        and gave me nothing, so it's ready for management.
        My plan for the year end is to hide under the desk with a torch and a sandwich until \
        somebody says it's January, it's worked for nine years.
        If it ever goes down at night, don't ring me, ring my neighbour, he deserves it, he's \
        got a saxophone and he isn't afraid to use it.
        Suppose I were a medieval king and you came to me with this slide, I'd give you half the \
        kingdom, but only the half with the swamps.
        We're very advanced here, our artificial intelligence is a man called grandad, he knows \
        everything, he's never been updated and he runs on soup.
        Put that I need it signed by my mother, my priest and my football coach, and that two of \
        them don't speak to each other, only kidding.
        I've done the maths, doctor, if I cut out everything you say, I'd be left with water and \
        good intentions, and I had those for breakfast.
        I told my knees that we'd be going skiing this year, and they laughed so loudly that the \
        neighbours came to see what it was.
        The only thing that's swollen, doctor, is my head, because my wife told me I'm handsome, \
        and that's a thing that needs watching.
        If you could prescribe me a butler, twice a day, to be taken with breakfast, I'm sure \
        that my blood pressure would be like a baby's.
        My doctor's advice was always an apple a day, but he never said that it couldn't be in a \
        pie with custard, so I've been very healthy.
        Imagine a patient who does everything you tell him, doctor, just imagine it, wouldn't \
        that be a strange and wonderful thing to see.
        I've decided to hand my project in as a dance, with a costume change at the second \
        chapter, and I expect extra points for the hat.
        If the old Greek who thought this up walked in now, I'd tell him he's got some \
        explaining to do, and then I'd ask him to do my taxes.
        My secret for learning is that I put the book under my pillow, so far the pillow's \
        passed two exams and I've got a stiff imagination.
        Let us suppose the sum's wrong and I'm right, just as a thought experiment, then the \
        whole of science would have to send me flowers.
        oh we've got loads of capacity there's a pigeon on the window sill that does nothing all \
        day i'll put him on it
        i'd love to say the price is a scandal but my drama teacher said i overact so i'll just \
        say ooh and leave it there
        my plan was to marry rich and buy it cash but she wanted to see my business case first \
        so here we are still single
        if the taxman asks i'm a lighthouse keeper and i've never seen a computer in my life and \
        you're my cousin with the fish
        tell your competitor i said hello i haven't got one i just like the idea of them getting \
        nervous for no reason at all
        we do a full backup every night i back the car up the drive and go to bed and it's never \
        failed us yet
        you know what they say about implementation it's like assembling a wardrobe you always \
        have one screw left and it's you
        just imagine you sold ice to a penguin what would the penguin say too expensive or not \
        the right time i bet it's the timing
        i'd give you a reference but my references are all from people who owe me money so \
        they'd say anything
        when i'm emperor there'll be no more passwords just a secret wave and if you wave wrong \
        you have to tell a joke
        i've got this rare condition doctor where everything i cook turns into toast no cure \
        they tell me only butter
        my fitness tracker asked me yesterday if i was still there so i waved at it and it gave \
        me ten steps for the effort
        if i get any healthier doctor they'll put me in a museum next to the dinosaurs with a \
        rope round me and a sign that says no touching
        my wife says i only hear what i want so i'd like it on record that i heard holiday and \
        massage and nothing else
        doctor doctor i feel like a pair of curtains there i've been waiting sixty years to say \
        that to a real one
        i offered my brain to science but they've asked to see a sample first and i haven't \
        heard back so i'm a bit offended to be honest
        the trouble with fractions is that there's only ever half a reason to do them boom boom \
        i'll be here all evening
        i told my homework it had potential and to believe in itself and then i closed the book \
        and we both had a rest
        if a train leaves the station at nine and i'm not on it do i still have to work out when \
        it gets there or am i free
        what if zero was just shy and nobody ever asked it how it felt about being left out of \
        everything
        Would a unicorn count as a second signature?
        I'll have what she's having, but cheaper, ha.
        my brain's on free trial till noon
        Nurse, the screens! No, I'm joking.
        Let's play teacher, you sit, I'll tell you off.
        Picture me as a cow for a minute, doctor, which of my four stomachs would you ask about \
        first, and would you need four chairs for it?
        If this turns out to be one of those hidden camera shows, then I'd like it known that I \
        spotted the plastic plant behind you right at the start.
        """
}
