extension OrdinaryTalk {
    /// How people tell of others.
    static let hearsay = """
        My brother, he's in the trade too, he signed with somebody last year, and they told him \
        four weeks and it took till Christmas, and he still tells that at every birthday, and we \
        still have to laugh.
        I was at a dinner on Saturday next to a lady from a hospital, and she said they'd had \
        their whole system down for a weekend, and that the doctors were drawing on napkins, can \
        you imagine that.
        In the company where I learned, the old man didn't allow anything to be bought unless \
        three people had signed, and one of the three was dead, so we never got a new \
        typewriter.
        There was a salesman here in spring, from quite another business, and he wanted to sell \
        us chairs, and when I said it's too much money he took off a third without my asking, so \
        I didn't trust the chairs.
        a mate of mine drives for a firm that tried to write their own planning software and now \
        they've got two planning softwares and neither of them plans
        A friend of mine has a hotel and he told me his software was far too expensive.
        At my last company they wanted to build it themselves and it took four years.
        My sister's firm had a data breach and she couldn't get at her mail for a week.
        Our neighbour down the road went through procurement for a coffee machine, can you \
        believe it.
        I read about a hospital where the system went down over Christmas.
        My brother-in-law always asks for a discount, even at the baker's.
        Somebody at the fair told me that they'd failed their audit because of a missing stamp.
        A supplier of ours said they don't have the people to answer the phone.
        One of our customers does everything in spreadsheets, he sends me a new one every day.
        There was a man on the plane who sold insurance, he said next quarter is always the \
        best.
        My old boss used to say, put it in an email and it'll die there.
        The people we share the office with just rolled out a new system and they're all crying.
        i knew a guy who signed a contract that renewed itself for nine years
        her husband works at a bank and they need approval for every pencil
        my mate's in the police and their server's been down since tuesday
        the last consultant we had told everyone he'd be live in four weeks
        the dentist told me the other day he can't afford a new chair
        they had some competitor of yours at my cousin's company and he hated it
        my dad never signed anything without a night's sleep
        In my village the council argued for two years about where the data is stored, for a \
        swimming pool.
        My landlord wants a business case for a new tap.
        The municipality next door bought one of those suites and they're still installing it.
        A colleague from another firm says his team is so stretched that they've stopped \
        answering mail.
        On the radio they said nobody has capacity any more.
        At the place where I was before, they'd an outage on the first of the month and everyone \
        went home.
        My father-in-law reads every contract from back to front.
        The plumber told me he's no people until next year.
        A cousin of mine works at a hotel where they do everything on paper slips.
        The last director always said not this quarter, whatever one asked him.
        Once a consultant stood here and said, who can see your data? And then he'd a list.
        In the newspaper there was a company that had built its own software for nine million.
        the bakery next door has been told to rip out their tills
        my old man's club needs approval from the committee to buy a lightbulb
        the people at the port said they can't afford new ropes
        There was a vendor last year who promised a roadmap and then went bankrupt.
        The council told the school that support in French is not included.
        Someone at the conference said you don't get any payback from software at all.
        My uncle always pays too much
        Her firm missed the deadline
        His insurer never pays, he says
        Their server melted, apparently
        The neighbours got three quotes
        My aunt swears by video doctors
        Dad never trusted contracts
        Someone's outage made the news
        The butcher got audited, poor man
        Her ex built his own software
        His boss rejects everything, he says
        The club's treasurer wants discounts
        A pal of mine failed statistics
        My niece got her certificate
        My late uncle had gout
        Grandpa refused all tablets
        The school next door lost its data
        Their trial ran for nine months
        My godson copied his, and got caught
        Somebody's cousin got a refund
        The lady upstairs reads everything online
        My old teacher spoke terribly fast
        The mayor says there's no money
        An old flame of mine sold software
        Their vendor vanished overnight
        The paper said prices are up
        My tenant asked for an extension once
        Her surgeon had two left hands
        His course was far too slow
        The golf club went paperless
        some bloke got half off he says
        my mate's firm got hacked
        her boss needs five signatures
        dad's gym wouldn't let him out
        they say the trains are short staffed
        the baker's till crashed at christmas
        his lot are still on paper
        my gran had that in the war
        the twins failed maths both of them
        a lad i knew never read contracts
        my ex hated online lessons
        the vicar's on blood thinners
        the council's got no it people
        she said hers took a year
        heard the airline's system died
        my flatmate dropped out of law
        grandad slept through every lesson
        the vet wanted a fortune from her
        the hospital down south went digital
        I met a man at a wedding whose company pays for three systems and uses none of them.
        At the tennis club there's a lawyer who says nobody ever reads the renewal clause.
        My godfather ran a brewery, and he never signed anything before lunch.
        The people across the hall lost their biggest client because of a missed deadline.
        There was a piece on television about a town hall that was hacked and paid in bitcoin.
        My nephew's start-up gave everybody a free year, and then it was gone.
        The firm my wife works for has been choosing a new system since last autumn.
        A farmer I know had the tax people in for a week, they went through his hay.
        My dad's garage switched programs once and he still talks of it as the dark year.
        On the ferry I sat next to a banker who said that in his place even the pens need \
        approval.
        My former boss would ask for ten percent off at the post office.
        The competitor of a customer of ours is said to have built everything in house, it has \
        cost millions.
        The girl who cuts my hair told me her booking system is down every Saturday.
        I once had a landlord who wanted everything in writing, even good morning.
        An old schoolfriend of mine sells yachts, he says nobody ever has the budget and \
        everybody buys.
        In my aunt's village the broadband contract renewed itself after the house was gone.
        The fitness place my son goes to wanted three months' notice, he was furious.
        My sister-in-law works at a call centre, she says people shout about the price all day.
        Two colleagues from my time in shipping went under because they'd had no backups.
        My grandmother took the same tablets for forty years and lived to be ninety-nine.
        My neighbour's son saw a doctor on video for his ear, and he was delighted.
        An uncle of mine had his gallbladder out in the seventies, they gave it to him in a jar.
        The man at the petrol station told me his insurance didn't pay for his knee.
        A lady in my choir had terrible side effects from a flu jab, she tells it every autumn.
        My father's cardiologist used to smoke during the visits, can you picture that.
        My friend's husband spent six weeks off work with his back, that was in the nineties.
        A boy in my daughter's class handed in his essay a month late and got top marks.
        My cousin took a course like this at another school, and there they never got a \
        certificate.
        When my brother was at college, the exam was cancelled because nobody had printed it.
        My old maths teacher threw chalk at anybody who asked why we need this.
        The students in my son's year all used a robot for their homework, it was in the paper.
        My colleague's wife teaches at a school where the computers crash every single morning.
        a guy in my football team says his firm paid double for the same thing
        they had that at my wife's work and everyone quit over it
        my landlady's bank lost all her data she still goes on about it
        the florist told me she pays by the stem for her software imagine
        heard from a driver that the depot up north is all on spreadsheets still
        my brother's union said no to cameras and yes to cake
        he told me his contract was ninety pages and he signed it in the car
        the lot next to us at the fair promised everything and their screen stayed black
        a girl at yoga said her doctor prescribed her a walk
        my nan used to rub goose fat on everything you know how they were
        a friend of my mum's had an operation over video or something like that
        the postman had shingles last year he said it was no fun
        his sister's a nurse and she says the night shift's always short of people
        my nephew failed his driving theory four times he's proud of it
        there was a boy at my school who paid for his homework in sweets
        her teacher lets them do everything in pairs even the exam
        my flatmate's course has no deadlines at all so nobody finishes it
        they say the evening school in town is closing for lack of teachers
        I had lunch with somebody from the waterworks, and he told me they were without a system \
        for eleven days, everybody went back to pencils, and the funny thing is that nobody \
        noticed.
        The gentleman who had this office before us sold carpets, and he told me he'd been \
        offered a software with a discount of ninety percent, and that's when he stopped \
        trusting them.
        In the firm where my husband trained there was an accountant who'd sign nothing without \
        three stamps, and when he retired they found he'd had all three stamps in his drawer.
        A customer of my brother's, a big hotel, bought a new program at Easter, and now the \
        guests get each other's bills, one poor man was charged for eleven massages.
        My neighbour is a builder, and he says that every single job starts with it's too \
        expensive and ends with couldn't you do the garage as well.
        I used to sing with a man from the land registry, and he told us that they'd put their \
        whole archive on a server and then somebody watered the plants.
        When I was a trainee, the company got a visit from the tax office, and the boss hid in \
        the cold store for two hours with a blanket and a flask.
        My daughter's boyfriend works at one of those start-ups, they write all their own tools, \
        they've got a tool for the tools, and they still order the pizza by phone.
        There's a fellow at my bridge table who was in insurance, and he claims that for thirty \
        years nobody ever asked him what the small print meant.
        My cousin's a buyer for a supermarket, and she says the trick is to say nothing at all \
        until the other one takes something off the price by himself.
        I read in the barber's magazine about a ship that couldn't leave harbour because its \
        licence had run out at midnight, with three thousand people on board.
        An old friend of the family had a printing works, he put off the new machine for one \
        more year every year, until the building was turned into flats.
        The mayor of the town where my parents live announced a digital town hall for last \
        spring, and my father still has to go there with a stamp and a number.
        Somebody on the radio this morning said that half of all companies have no plan for an \
        outage, and then the programme was cut off in the middle.
        My accountant has a client who stores all his receipts in a bathtub, he says that it's \
        fireproof, and the man's a millionaire by all accounts.
        Our chairman's wife has a gallery, and she told me at the summer party that her new \
        booking program takes longer to learn than French.
        A woman I used to work with went to four doctors about her elbow, and each one told her \
        something else, and in the end it was the way she held her newspaper.
        My late mother-in-law had a tablet for every hour of the day, all in a wooden box with \
        little drawers, and nobody but her knew which was which.
        The old doctor in our village did everything by looking at your tongue, he'd look at it, \
        say aha, and write something nobody could read, and people lived to be ninety.
        A chap I play cards with had one of those heart operations ten years ago, and now he \
        cycles up the hill faster than his grandsons.
        There was a programme on television about a hospital in Sweden where they do all the \
        visits by video, and the nurses there were very happy with it.
        My friend's little girl broke her wrist on the trampoline last summer, and the insurance \
        wanted a photograph of the trampoline before they'd pay anything.
        My brother did a course like this years ago, and the teacher there just read everything \
        out of a book with his back to them, half of them slept.
        A neighbour's boy had to do his final project in a group of nine, and in the end there \
        was one who worked and eight who held the poster.
        At the university where my aunt taught, a student once handed in her own book as his \
        essay, and she gave it a C and told him to improve the ending.
        My colleague's son got his diploma in the post with somebody else's name on it, and he's \
        kept it, because that person had better marks.
        my wife's uncle had a kiosk and some salesman sold him a card machine with a five year \
        contract and then the kiosk was pulled down for a bypass
        a bloke i met in the sauna of all places told me his company's been trying to get rid of \
        their software for six years it's like ivy he said
        the lads at the other depot got told the new scanners would be there in march and it's \
        been march three times since then
        you know the big shop on the corner they had a computer thing last week and everything \
        was a pound for an hour my neighbour's got nine kettles now
        her husband's in the army and there you need a form to get the form for a pair of socks \
        she told us we cried laughing
        i heard about a hospital that went to tender for bandages and by the time it was decided \
        the ward had been closed
        my old man always said never buy anything from someone who sits down before you do and \
        he bought everything from people on the doorstep
        some company in the paper got fined for keeping people's names in a public list for \
        years and the boss said he hadn't known there was a list
        my stepdad's firm tried to save on the support and then their phones went dead on the \
        busiest day of the year so he still moans about that
        this chap on the plane sells oxygen to hospitals and he says they beat him down on the \
        price like it's a carpet market
        my gran's friend sees her doctor on a tablet once a month and she always puts on \
        lipstick and her good pearls for it
        a mate of mine went to casualty with his thumb and they asked him for his date of birth \
        seven times he said he'd aged by the end
        my boss had a slipped disc about five years back and he got told to swim and now he \
        won't talk about anything but swimming
        there's a woman on our street who's been told by a clairvoyant that she's allergic to \
        tuesdays and she doesn't go out on tuesdays
        my cousin's a pharmacist and he says people come in all day with something they read \
        somewhere and want it in blue
        the lady who does my feet was in hospital over christmas she said the food was better \
        than her sister's cooking
        my sister's teacher at night school talks so quick they call him the train and nobody's \
        ever got a full page of notes out of him
        a friend of mine did an online course in something and the final exam crashed and they \
        all got a pass so now he's qualified in it
        my lad's school gives out certificates for everything he's got one for sitting nicely \
        and one for losing well
        at my old college there was a fellow who did the same year three times because he liked \
        the canteen that's what people said
        My first employer kept its contracts in a biscuit tin.
        The choir's website was hacked twice.
        Their teacher marks everything in green, my niece says.
        A cousin of my wife's waited a year for a hip.
        her dentist does payment plans apparently
        """
}
