extension OrdinaryTalk {
    /// How people tell of their own business.
    static let describing = """
        So a normal day with us starts at the gate, the truck drives on the scale, gets a slip, \
        drives to the heap, gets loaded, drives on the scale again, and the difference between \
        the two is what he pays, at least that's the idea of it.
        We've got three sorts of customers, the big ones with a frame agreement, the middle ones \
        who come every year and pay what's on the list, and the small ones who come once and \
        then never pay, and those are mostly relatives.
        I came here eleven years ago from a brewery, there one bottle was one bottle, and here I \
        had to learn that one hour can be forty-five minutes or seventy, depending on who it's \
        for.
        the way it grew is that my dad did everything by handshake and then my brother put it \
        all on paper and then we got bought and they put it all on different paper
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
        We're a team of nine
        Two depots and a yard
        We close at five
        It's mostly walk-in trade
        Our year ends in March
        They pay on the fifteenth
        I look after the north
        Nights are staffed by two
        Each site has its own manager
        We rent by the week
        My desk is by reception
        We invoice on the last Friday
        Our contracts run two years
        The board meets every quarter
        It's a knee, the left one
        It comes and goes
        Mornings are worse than evenings
        I'm on my feet all day
        It started on Sunday
        I sleep on my side
        Mostly after meals
        I work night shifts
        I've had it since childhood
        I study on the train
        We use tablets in class
        I teach the little ones
        My course runs on Tuesdays
        I learn best by writing
        Our class has twelve people
        we do parcels and freight
        about sixty beds
        three of us share the phones
        it's all leasehold here
        we charge per head
        most of them pay by card
        there's a weigh in and a weigh out
        prices go by postcode
        i run the front desk
        it's a dull ache in the heel
        itches a bit after the shower
        i cycle to work
        i'm a size nine if that matters
        never smoked hardly drink
        both knees the right one more
        i take notes in pencil
        we've a lesson every other day
        i do my homework on sundays
        We supply about ninety schools with lunches, and each of them orders the day before.
        The board sits in March and October, and in between I look after things.
        Our auditors come every spring, they get the small meeting room and the good coffee.
        A standard contract with us runs for three years and has four pages.
        There are four developers here, they look after the shop and the app for the drivers.
        The yard opens at six, the office at eight, and the phones start at half past.
        Every site has a budget of its own, and they all add up to mine.
        Our deadlines are always the same, the third for wages and the tenth for tax.
        We sell to hotels mostly, then restaurants, and a few private people with big kitchens.
        The technician reads the counter, takes a photo, and it goes to the portal.
        Someone from each branch rings in at noon with what they've sold.
        In our business a customer stays for about eight years.
        Discounts we give by volume, ten pallets is two percent, fifty is four.
        The owner lives abroad and comes twice a year to look at the horses.
        I took over from my uncle in two thousand and nine, with six people and a forklift.
        Rent goes up with the index, once a year, and the tenants get a letter.
        We clean four hospitals, two by night and two in the early morning.
        One half of the turnover is service, the other half is spare parts.
        The support desk in our house is two ladies and a ticket system.
        We lease the machines for five years, and after that the customer can keep them.
        The pain's on the outside of the elbow, and it's strongest when I pour tea.
        The cough's dry, it comes at night, and during the day it's hardly there.
        I weigh about eighty kilos, it's been like that for ten years.
        The rash began on the wrist, then it moved to the elbow, and there it's stayed.
        I had my appendix out as a boy, apart from that nothing.
        It hurts when I turn my head to the left, to the right it's all right.
        My periods are regular, every twenty-eight days or so.
        I work at a desk, eight hours, and in the evenings I swim.
        I wear glasses for reading, and none for driving.
        My office job is mostly letters and the odd table.
        I started the course in September, and I do two hours every evening.
        In my job I show visitors round the museum, so I talk a lot.
        I went to school in another country, there we wrote everything with ink.
        Our firm sends two people to this course each year, and this year it's me.
        I learn words with little cards, a green box for the known ones.
        we've got a call centre in the north and a warehouse by the canal
        my side is the fleet her side is the wages
        a lorry does about four runs a day unless it's foggy
        they sign for the season and pay in three parts
        it's thirty rooms a bar and a sauna nobody uses
        the invoices are sent out on paper to the farms and by mail to the rest
        there's a standing fee and then it's by the litre
        we do the street lamps for eleven towns
        every driver's got a handheld and it beeps when he's done
        our busiest week's the one before mothers day
        i get a bit of a stiff neck when i drive for long
        it's a little bump on the thumb been there for years never changes
        i go to bed at ten and i'm awake by five always have been
        i walk the dog twice a day about an hour each
        i've got hay fever from april till june every year
        i'm a trainee electrician second year so it's work and school in turns
        my course is on wednesdays and i practise on the bus there and back
        i've got two screens at home the small one's for the class
        I'll tell you how a day goes here, at five the bread comes out, at six the vans leave, \
        at seven the shops open, and by two in the afternoon it's all over.
        There's a framework contract with the city, it has a price for every kind of bin, and \
        each quarter we write one long invoice that goes to the lady at the town hall.
        We've two kinds of tenants, the ones in the old building pay a flat sum for everything, \
        and the ones in the new building pay by the meter for heat and water.
        I run the workshop, my brother runs the sales, my sister does the books, and our mother \
        comes in on Fridays to see whether we're still talking to each other.
        When a customer orders a crane, the dispatcher looks at who's free, the driver goes out, \
        they sign his sheet at the end, and the sheet comes back in the evening.
        The group has eleven companies, we're the smallest, we make the labels, and the other \
        ten are our customers, so I never have to travel very far.
        Our contracts are all on the same form, it's two pages, with the rate on the first page \
        and the small things on the second, and the customers keep the copy.
        What we do is quite simple, we put up scaffolding, we charge for putting it up, for \
        every week it stands there, and for taking it down again.
        We were two firms until five years ago, one for pumps and one for pipes, and now there's \
        one name on the door but still two canteens.
        A contract begins on the first of the month, the customer pays a deposit, he gets his \
        key, and when he brings back the key he gets his deposit.
        My department plans the shifts, there are three a day with fourteen people each, plus a \
        reserve of two for when somebody's child has a fever.
        Most of what we sell goes out in spring, because that's when people look at their \
        gardens, and in autumn we do the hedges and the leaves.
        The laboratory runs through the night, the samples come at ten in the evening, and by \
        six in the morning the results are with the hospitals.
        Every ship that comes in pays by its length, by the day, and for water and power, and \
        the harbour master goes round with his little machine.
        Finance is on the third floor, they're six people, they do the payments on Tuesdays and \
        Thursdays, and on Fridays there's cake, that's the tradition.
        Our own customers can cancel by the end of any quarter, most of them never do, and the \
        oldest one has been with us since nineteen seventy-four.
        It's a sort of pulling in the hip, doctor, it comes when I've been sitting for a long \
        while, and once I've walked to the corner it's gone again.
        I get up at six, I have porridge with an apple, I read the paper from the back to the \
        front, and then I go out to the chickens.
        The itching's on the shins mainly, more in winter than in summer, and it's a bit better \
        since the heating's been turned down in the bedroom.
        I've had three children, all of them the normal way, I had my tonsils out when I was \
        nine, and I broke a collarbone skiing.
        I'm a roofer, so I kneel a lot, and after about two hours the right knee feels warm, and \
        in the evening it feels normal again.
        My mother had high blood pressure, my father had sugar when he was old, and my brother \
        and I are both fairly healthy for our age.
        I work in a flower shop and I'm taking the course on two evenings a week, because from \
        the autumn I'll be doing the orders as well.
        Our evening class is eight people, two of them are retired, one's a fireman, and I \
        usually sit next to the lady with the red glasses.
        I learned it the other way round at school, first the rule and then the sentences, and \
        here we start with the sentences, that's the difference.
        When I study I read the page once, I close the book, I write down what's left in my \
        head, and then I look at the page again.
        we've got these lockers in about forty stations and people book them on the phone and \
        pay by the hour and if they forget the key there's a man who comes
        the way it works is the farmer rings up in the morning we send the tanker round it pumps \
        it out and he pays by the cubic metre
        i do the scheduling in the mornings and the phones after lunch and on thursdays i go out \
        with one of the lads to see the sites
        so you've got the basic fee which everyone pays and then the extra modules which about \
        half of them have and then there's the hotline which is free
        the sales team gets their targets in january they're always a bit higher than last year \
        and in december we see who buys the round
        it's a small town theatre with two hundred seats we do eighty nights a year and the rest \
        of the time we rent it out for weddings
        the meters are read at the end of each quarter by a lad on a bike and he's quicker than \
        the van ever was
        most of our staff are part time mothers and students so it's four hours here and six \
        hours there and it all comes together on the plan
        a normal order's about six hundred euros it's got eight or nine lines and goes out the \
        same day if it's in by eleven
        the tenants get one bill a year for heating and water and the caretaker goes round in \
        december and reads everything off
        it's the two small toes on the left they go a bit red in tight shoes and then they're \
        pale again when i've been barefoot for a while
        i'm up twice a night usually once at two and once at five and i go straight back to \
        sleep so it's been like that for years
        i had a cold last week with a runny nose and a bit of a throat and now there's just some \
        cough left in the mornings
        i drive a bus so i'm sitting from six to two and then i do an hour in the garden and \
        that's when the back loosens up
        the spot's about as big as a lentil it's brown it's flat and it's been on my shoulder as \
        long as i can think
        i eat at noon and at six and nothing after that and i've got a sweet tooth on sundays \
        that's about the size of it
        i'm a care assistant and i do the course after my shift so it's usually me with a \
        sandwich and my notes from last time
        we're four in my learning group one's good at drawing one's good at talking and i'm the \
        one who keeps the time
        in my last course we met on saturdays for the whole day with a long lunch and it was all \
        on paper with a big folder
        i do a lesson in the morning before the kids get up then work and then twenty minutes of \
        words before i go to bed
        Half our people are seasonal, they come in May.
        It's a bruise, about a week old, going yellow.
        The lesson plan hangs over my desk.
        sixty flats four stairwells one caretaker
        """
}
