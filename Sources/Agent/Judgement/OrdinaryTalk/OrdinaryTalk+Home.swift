extension OrdinaryTalk {
    /// What people say of home, weather and the day.
    static let home = """
        We're having the bathroom done, and first it was to be two weeks and now it's eight, and \
        each time I ask what it costs the man looks at the ceiling, so I've stopped asking.
        My youngest wants a horse, and I told her what a horse eats, and she's worked out on a \
        sheet of paper that it pays for itself if it gives rides, she'll be running this place \
        one day.
        Yesterday I stood at the airport for five hours because their computers were down, and \
        all I got was a voucher for a sandwich, and the sandwich machine was down as well.
        my wife's changed our internet thing at home and now nothing works and she says i've got \
        to give it a chance so i go and sit in the car to read my mails
        We had snow again this morning, in April.
        My daughter has a recital tonight, so I'll be out of here at five sharp.
        The dog has eaten my notes, I'm not even joking.
        How was your holiday? You've got a bit of colour.
        I'm having a new kitchen put in and it costs too much and takes too long.
        The train was an hour late, as always on Mondays.
        I'm told the new restaurant by the station is very good.
        My son's playing in the final on Saturday, I can't think of anything else.
        The heating's broken in here, that's why I'm wearing a coat.
        I've just had the best cheese sandwich of my life.
        we've got a parrot at home that can say invoice
        the kids are off school so if you hear screaming that's normal
        i run marathons badly but i do run them
        it's my birthday tomorrow i'm going to pretend it isn't
        my car's in the garage and they want a fortune for it
        I used to be a teacher before I did this.
        You've got a nice bookshelf behind you, is that real?
        The boat's not ready for the summer, it never is.
        My wife works nights at the hospital, so mornings are quiet in our house.
        We're getting a cat, it's been decided without me.
        It's raining sideways out there.
        My gym membership renewed itself again and I've been there twice.
        Our football team lost six nil, so please be gentle.
        I'm switching my phone company at the moment and it's a nightmare.
        I've been up since five, the baby thinks that's morning.
        Did you see the match? Don't tell me the result, I've recorded it.
        It's so hot here that the printer's given up.
        You're in Lisbon? I was there once, I only remember the hills.
        My neighbour's cutting his hedge, sorry for the noise.
        The cat always comes when I talk on the phone.
        We've a holiday on Thursday, so everyone's in a good mood.
        I'm eating while we talk, I hope you don't mind.
        My mother's eighty on Sunday and there'll be forty people.
        sorry there's a lorry backing up outside
        i'd offer you a biscuit if i could
        i've got the worst cold
        My bike was stolen in front of the office, the second one this year.
        The canteen has fish today, you can smell it up here.
        My brother builds his own house, he says every week that it's over budget.
        My sister wants a refund from her gym and they say there's a notice period.
        Our cleaning lady sings, you'll hear her at eleven.
        My daughter asked if the internet's secure, she's seven.
        My cousin's wedding costs too much, but nobody's allowed to say it.
        Our roof costs a fortune
        The plumber's cancelled again
        We're moving house in June
        My son failed his driving test
        The garden's taking all my money
        Our boiler gave up last night
        My wife booked Greece without me
        The nanny wants a pay rise
        School holidays start on Friday
        My allotment contract renews itself
        The cat's on antibiotics
        Our landlord fixed the door at last
        My daughter's homework beats me
        The vet says he's overweight
        My grandson got a gold star
        We're over budget on the wedding
        The removal men broke a lamp
        Our estate agent never calls back
        My bike's in for repair
        We've sold the caravan
        The washing machine's leaking again
        The kids' teacher is lovely
        Our babysitter passed her exams
        My mortgage ends in spring, hooray
        The internet at home was down
        The new sofa's far too big
        We painted the hall yellow
        The dog hates his tablets
        My father turned down the hearing aid
        our fridge died on sunday
        the cooker's too expensive says she
        i've got decorators in at home
        my lad wants a motorbike
        we're off to spain on saturday
        the car failed its mot
        grandma's learning the internet
        the fence blew down
        my wifi password's on the fridge
        kid's got a maths test today
        my boiler contract renewed by itself
        the mrs says no to a pool
        her driving lessons cost a bomb
        my tomatoes have all died
        the neighbours are building again
        school lost his trainers again
        My wife's got a spreadsheet for the holiday, with a column for ice cream.
        We asked three builders for a quote and two of them never came back.
        The bank approved the loan for the extension, so now the whole garden's a hole.
        My father-in-law wants to put in the kitchen himself, and I'm not allowed to say no.
        Our son's flat was too expensive, so he's back in his old room with a drum kit.
        The electrician's got no time until autumn, so we're living with one lamp.
        Somebody broke into our shed and took the ladder, and left a better one.
        We switched the electricity supplier in spring, and I haven't understood a bill since.
        Our village hall needs a new roof, and the committee's met eleven times.
        The kindergarten closes at four, so my whole life closes at four.
        I bought a robot for the lawn, and it keeps visiting the neighbours.
        We're trying out a dog for two weeks before we say yes to it.
        At home I'm the helpdesk, my mother rings me every time a window pops up.
        Our holiday flat was double-booked, so we slept in the car, very romantic.
        The insurance won't pay for the cellar, they say it wasn't a flood, it was just water.
        My daughter's moving out, and she's taking the good saucepans.
        I promised my wife a new bathroom before Christmas, I didn't say which Christmas.
        My youngest signed a contract with me about his pocket money, and he's already in \
        arrears.
        The garage wants eight hundred for a thing I can't even pronounce.
        The house next to ours has been sold for a sum I won't repeat.
        My mother moved into sheltered housing in May, and she's running the place already.
        The dog had an operation on Friday and he's wearing one of those lampshades.
        My husband's the cook, I just do the eating, and I do it well.
        I've been knitting for the great-grandchild, I'm at the second sleeve.
        My daughter's a nurse up north, so we only see her at Easter.
        The budgie's got a cold, we've put him by the radiator.
        Our family doctor's retiring, there's a big party in the village hall.
        I'm redoing the stairs at the moment, in my own time, for my own pleasure.
        My youngest starts with a new teacher in September, and he's counting the days.
        The little one came home with a certificate for swimming, we had to frame it.
        My son's school has had no maths teacher since Christmas, so his grandad's doing it.
        My daughter's got her oral exam tomorrow, nobody at home is allowed to speak.
        The twins share a laptop at home, and there's a war over it every evening.
        My granddaughter teaches me the phone, and she's a very strict teacher.
        I sing in a choir on Thursdays, we're rehearsing for the summer concert.
        We had the parents' evening yesterday, on chairs made for five-year-olds.
        the tiles for the bathroom come from italy and they've been on a ship since june
        my wife's redoing the budget for the wedding and i just nod
        our street's been dug up since easter for the broadband
        had to ring the bank for an hour just to get a new card
        my nephew's doing up my kitchen it's cheap but you can tell
        the hamster's escaped again we think it's in the piano
        we got a quote for the windows and we both had to sit down
        they cut our power on saturday so we had a barbecue at midnight
        i'm on a diet since monday ask me how long that lasts
        my mate and i are building a boat in his garage been at it for years
        i've got nine grandkids so there's always one with a runny nose
        we had the vet out twice this week for the old horse
        my knitting circle's doing hats for the hospital babies
        our garden's full of frogs this year it's like a concert
        the school play was last night our boy was a tree
        my girl's on a school trip to france so the house is dead quiet
        the driving instructor's given up on my sister he told her so
        my son got caught copying off his mate so there's no football for a week
        We've been looking for a house since January, and each time we like one there are ten \
        others who like it too, and one of them always has cash and no children.
        My wife and I agreed on a fixed budget for the garden, and then she met a man with olive \
        trees, and now there's an olive tree for every day of the week.
        Our heating's a mystery, the man comes every autumn, takes it apart, shakes his head, \
        puts it together again, sends a bill, and it still bangs at three in the morning.
        My son wanted to know why he has to learn Latin, so I told him it's good for the \
        character, and he asked me what had happened to mine.
        I've had workmen in the house since the summer holidays, and by now they know where the \
        biscuits are, they feed the cat, and one of them has a key.
        We put our old piano on one of those websites for nothing, and the first one who came \
        asked whether we could do anything on the price.
        The school's just brought in an app for everything, and now instead of one slip of paper \
        in the satchel I get nine messages, and I still don't know when sports day is.
        My mother-in-law changed her phone company because of a nice young man at the door, and \
        now she's got three phones, two contracts and no dialling tone.
        The council's going to decide about our conservatory next month, they've had the plans \
        for a year, and the neighbour's written a letter about the shade.
        We wanted to go to Portugal this year, but then the car needed a new gearbox, so it's \
        going to be my sister's caravan by the lake.
        My brother's getting married in the autumn, and the guest list needs the approval of two \
        mothers and one grandmother, so it's still a secret who's coming.
        At the weekend I helped my daughter move to the fourth floor without a lift, and she's \
        inherited all the books of my late aunt, who was a librarian.
        Our washing machine was still under guarantee, by four days, and you should've seen the \
        face of the man in the shop when I put the receipt on the counter.
        I've started paying my children for chores by the piece, with a price list on the \
        fridge, and now they send me invoices with a late fee.
        The neighbours and I share a fence, and we've been discussing for six years who pays for \
        it, and in the meantime it's fallen down by itself.
        I lost my house keys on the beach in August, and last week a boy found them with a metal \
        detector and brought them back with a bill for five euros.
        We've got my husband's parents with us for a month while their flat's being done, so I \
        spend a lot of time in the garage looking for things.
        My granddaughter's training to be a doctor, she practises on her teddy bears and on her \
        grandfather, and the teddy bears complain less, I can tell you.
        Our old dog can't manage the stairs any more, so my husband carries him up every night \
        and down every morning, and it's hard to say which of them is enjoying it.
        I've got the grandchildren every Wednesday, we bake, we do a puzzle, we feed the ducks, \
        and at six I hand them back and put my feet up.
        My son's a paramedic, so he's hardly ever home at Christmas, and we always have our \
        Christmas dinner on the sixth of January with the whole family.
        My wife's been gardening since she retired, and now we give courgettes to everybody, the \
        postman, the dentist, even to the man who reads the meter.
        My eldest is doing her finals this month, so at home everybody's on tiptoe, we cook her \
        favourite things and nobody mentions the word university.
        My boy's teacher rang us because he'd sold his sandwiches to the whole class, at a \
        profit, and I didn't know whether to be cross or proud.
        We've taken a dancing course, my wife and I, on Fridays in the old school, and the poor \
        teacher's already asked me twice whether I'm counting.
        At our school the parents had to vote on the new uniform, and there were four meetings, \
        a petition, two resignations and in the end it's blue again.
        my missus has got this idea that we'll live without a car from january so now i'm \
        learning the bus timetable and it's all for the good of the planet
        we've got mice in the loft and the man came and said it's four hundred to get rid of \
        them so i've decided we've got pets
        i was up half the night because the neighbour's alarm kept going off and he's in \
        tenerife and nobody's got the code and the police came twice
        the little one's got chickenpox the big one's got a broken scooter and my husband's got \
        a sniffle so you can guess who's the worst patient at home
        my dad bought a smart telly and he's on the phone to me every evening because it won't \
        talk to him and he says it's rude
        it's my parents golden wedding on saturday and we've hired a band that turns out to be a \
        heavy metal band so that'll be interesting
        we spent the bank holiday putting up a wardrobe and when it was up it was in the wrong \
        room and it doesn't go through the door
        the phone company charged my mum for a thing she'd never had so i rang them for her and \
        an hour and a half later they gave her a voucher
        i joined a gym in january and i've worked it out it's ninety quid a visit so far because \
        i've been exactly four times
        our youngest is saving up for a pony she's got eleven euros and a plan she showed us a \
        chart and everything
        my old mum will not have a cleaner she says what would the cleaner think if she saw the \
        place so she cleans before i even ring
        i do a bit of beekeeping on the side it's only the two hives but my neighbours get a jar \
        each so they don't mind the buzzing
        my wife's having her sixtieth and i've booked a boat and it's all a big secret so if she \
        ever rings you don't say anything about boats
        my sister's a dentist and every time she comes for dinner we all eat with our mouths \
        closed and skip the pudding
        i've been growing my own potatoes since i stopped working and this year i got one that \
        looks like the prime minister it's on the shelf
        our cat sees the vet more often than i see my own kids and she's got her own little \
        passport and everything
        my daughter's off to university in the autumn she's got a room the size of a cupboard \
        and it costs more than our first house
        i help out at the school library on mondays i stamp the books and the little ones tell \
        me about their rabbits
        our lad's learning the trumpet so we're all learning patience and the neighbours have \
        bought themselves a very big dog
        my husband and i do the crossword in the mornings and whoever loses makes the coffee so \
        i've been drinking a lot of his coffee
        The skip outside our house has been there since Easter.
        My son's tutor comes on Mondays, nice lad.
        hens have stopped laying
        We're getting a heat pump, allegedly this year.
        The caravan insurance went up again.
        """
}
