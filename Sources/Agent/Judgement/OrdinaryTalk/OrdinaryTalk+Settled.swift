extension OrdinaryTalk {
    /// How people say that it was dealt with.
    static let settled = """
        With regard to the privacy story I can put your mind at rest, our officer went through \
        your paper with a highlighter, she had two questions, your colleague answered those on \
        Tuesday and it's signed and in the folder.
        So my boss has seen it, he's asked what he always asks, and I showed him the sheet with \
        the six weeks, and that was enough for him, so from that corner there's nothing to fear \
        any more.
        You'd explained to me the last time how that's with the notice, I've passed that on just \
        as you said it and nobody had anything against it.
        and the bit with the servers going down we went over that on the phone didn't we with \
        the credits and all so that's sorted
        As you said last week, it's the five percent for two years, that's understood.
        You've explained that already, thank you, it was very clear.
        I've got your email with the certificates, that's with our security people now.
        The board has said yes on Monday, so that's behind us.
        We talked about the data in March and it's all noted down.
        My lawyer already has the processing agreement and she's signed it.
        Yes, yes, the sixty days, I remember.
        That was my question about the payback, and you've answered it with the sheet.
        We agreed on the pilot, ten days, I have it in the calendar.
        Procurement's done, they gave you a number last Thursday.
        Your colleague showed me how it connects, so that one is ticked off.
        It's still a lot of money, but I said that before and I've made my peace with it.
        I still think it's pricey, you know that, go on.
        as i told you the first time it's over budget but we found a way
        you sent me that deck already i've printed it
        that's been cleared with the works council since friday
        right so we did the price and we did the support what's left
        the auditors got the document you made and they were pleased
        we've dealt with the switching thing haven't we nothing gets switched off
        no you told me about the outage thing last time i'm good
        I know, I know, the renewal, you've said it twice.
        Like I mentioned at the beginning, the boss has given his okay.
        So that's the thing with the trial, four hundred and eighty, as you wrote.
        The quote came, thank you, it's in the file.
        The thing with the names is clear, they become numbers.
        You've shown me the certificates, I've ticked that.
        I know that it's four weeks, you've said so.
        We did that trial already, in March, it was good.
        It's still on the high side, but we've been through that.
        My boss said yes on Friday, I forgot to tell you.
        The lawyer's paper is back, with two commas changed.
        The discount is noted, it's in your offer.
        as we said the notice is sixty days fine
        that's the same question as before isn't it the one with the hosting
        he asked about support and i told him what you told me
        the quote's here thanks for that
        so the export thing is answered the price thing is answered
        I've already talked to the director, he's on board.
        Yes, expensive, I said it before, let's move on.
        Right, you'd mentioned the German hotline.
        We've signed that off already
        Got the certificate, thanks
        That was answered last week
        Legal's been through it, done
        The quote arrived on Monday
        Price agreed, yes, moving on
        My boss signed this morning
        Security ticked every box
        The pilot's done, it went well
        We covered the notice already
        The budget came through in March
        I've read your two pages
        You answered that by email
        The blood test came back fine
        The prescription's at the chemist
        Got the sick note, thank you
        Insurance has already paid
        We did the consent last time
        My follow-up's booked for June
        You've already checked my ID
        The specialist has cleared me
        Handed it in on Thursday
        Found the slides, all good
        The extension was granted, thanks
        It runs now, you fixed it
        My group's sorted since Monday
        The captions are on now
        I got the grade yesterday
        You showed me that, crystal clear
        we've done the hosting one
        procurement's through with it
        all signed and stamped
        the audit point is closed
        he's said yes don't worry
        the dpa came back signed
        sorted that with your engineer
        the renewal's been ticked off
        got my refill on friday
        the cough's gone since sunday
        x ray was all clear
        they've sent me the referral
        the insurer wrote back it's covered
        the password works now
        got the link cheers
        makeup lesson's done
        Your paper on data protection has been with our officer and she's given it a green tick.
        We'd talked about the exit terms in the first call and I've nothing more to ask there.
        The two references you gave me have both called back, and both were pleased.
        Our chairman was the last one missing, and he put his name on it yesterday.
        The penetration report came through on Wednesday and our people have filed it.
        You've walked me through the payback already, and I've shown it to finance.
        The works council met on Tuesday, they had no objections.
        That discount for two years is in the contract now, page four, I checked.
        The question of who answers the phone at night was settled in your last email.
        We moved the go-live to the second of May, that's in everybody's diary.
        I've got the offer here in front of me, signed and scanned.
        The IT people met yours on Thursday, and now they're the best of friends.
        Tender's over, you won it, and the paperwork went out this morning.
        I got your deck, I read it on the train, and I'm convinced.
        You sent the service levels on Monday and I've put them in our annex.
        Our capacity problem is history, the two new ones started on the first.
        The trial ended in June, we saw the number and we're buying.
        The board asked its three questions and I had all three answers.
        As for the old contract, we've cancelled that in time, it's confirmed.
        The renewal clause was changed to what we wanted, thank you for that.
        You renewed my tablets last month, so I've enough until the summer.
        I've had my second opinion, and he said exactly the same as you.
        The note went to my employer on Monday and they've confirmed it.
        You explained the side effects last time, and I haven't had any.
        The lump was looked at in the hospital, it's harmless, they've told me in writing.
        I came in for the examination on Friday, so that's been done.
        We've been through the list of what I take, nothing's changed since.
        My insurance number's in your system, the lady put it in last time.
        The interpreter was there on Tuesday, and everything got explained to me.
        You told us on the first evening that nothing's graded, I've got that written down.
        I've got my certificate already, it's hanging in the kitchen.
        The missing lesson was no problem, I've watched it and done the exercises.
        You explained the brackets again last week, and since then it's clear to me.
        My installation problem is solved, the helpdesk did it over the phone.
        The rule about using other people's work was on the first page, I signed that.
        My two free days are used up and the project's in.
        the director's happy he read the one pager and said go
        we went over the price twice and we shook hands on it
        that's been on the agenda in may and it's off the agenda since may
        he wanted the certificates he's got the certificates
        the connection's up since this morning your man did it in an hour
        i know it's frankfurt you said so and we were fine with that
        the lawyers are done all they changed was the address
        we've had the chat about support i liked the answer
        you've told me about the antibiotics with food and all that i do it
        the pain i rang about last time has completely gone thanks
        i've already been to the specialist she was very happy with it
        my repeat's gone through the chemist rang me this morning
        the doctor before you did all the forms so that's finished
        you moved my deadline to monday already thanks again for that
        the file opens now it was the wrong version that's all
        i'm in the other group since last week it's much better
        i've got the reading list you put it in the folder on monday
        we did agree that i work alone it's in your mail
        There was a time when the price was a sore point, I won't deny that, but we've spoken \
        about it, you moved, we moved, and now it's on paper.
        I'd asked about the servers in the first call, you sent me a page on it the same \
        evening, my colleague read it, and that was the end of that.
        Our auditors had a remark two years ago, we answered it in writing, they accepted the \
        answer, and since then there's been nothing more in the report.
        Your engineer spent the whole of Tuesday with ours, they got it talking to the old \
        machine by lunchtime, and in the afternoon they played table tennis.
        The question who signs has been answered by the owner himself, he came in, asked where, \
        took my pen, signed, and I never saw the pen again.
        You may remember that I was rather worried about the deadline, but the deadline's met, \
        the first list came out a day early and everybody's calm.
        I can cross out the whole first page, the trial, the approval, the data agreement, it's \
        all been dealt with, so it's just the date for the cake.
        We had that whole conversation about making it ourselves in the winter, the lads looked \
        at it for a day, and they came back and said buy it.
        As far as the termination goes, I remember every word, twelve months, sixty days before, \
        in writing, I've even put a reminder in my phone.
        With the tender it's like this, it's been published, you've answered, the points were \
        counted, you came first, and the letter should be in your post.
        I got the long email from your support lady, she went through all my points one by one, \
        and there's honestly nothing left that I'd want to ask.
        The man from the bank looked at your calculation with me, he took the cautious figure, \
        and he still said that it's worth it, so that's behind us.
        It took your people and mine three calls to agree on the format of the file, but since \
        Thursday it's agreed, both have tested it, and it's green on both sides.
        You'd promised me an answer on the German hotline by Friday, and on Friday I had it, so \
        full marks for that and next point please.
        My finance director had the same worry about being tied in, you spoke with him on \
        Monday, and he told me in the lift that he's satisfied.
        The security people sent their ninety questions, your people sent ninety answers, they \
        read them all, and they gave us the green light on Thursday.
        I had the scan on Tuesday, doctor, they called me on Wednesday already, everything's as \
        it should be, and I slept properly for the first time in weeks.
        You changed the dose for me in March, you explained why, I've taken it like that ever \
        since, and my pressure has been lovely.
        The chemist had them ready when I came, all three boxes, so I'm supplied until Christmas \
        and my husband picked up his at the same time.
        The rash you looked at last time was gone after four days, just as you'd said, I've put \
        the cream back into the drawer.
        I did go to the hospital in the end, as we'd agreed, they kept me for one night, found \
        nothing, and sent you the letter.
        We talked about the cost of the tests before Easter, the bill came, my insurance paid it \
        in full, so there's nothing open on that side.
        The thing with the project is done and dusted, I asked you for two more days, you gave \
        them to me, and I handed it in on the second.
        I'd lost the thread with the percentages last week, but your little drawing with the pie \
        did it, and I've done all the homework without a mistake.
        My employer wanted a proof for the course, your office sent it on Monday, my boss has \
        put it in my file, so everybody's happy there.
        You helped me with the login at the beginning of the term, and I've never had any bother \
        with it since, so that's long forgotten.
        we had the whole thing about the prices being too high back in the spring and you came \
        back with the smaller package and that's the one we took
        so the data question you answered with the map and the lawyer one you answered with the \
        annex and the one about price we settled on the phone
        the boss did want to see it first that's right but he has seen it now he sat here on \
        friday with his reading glasses and he nodded
        look that email with everything in it you've sent me that i've printed it my colleague \
        has it on her desk with a coffee ring on it already
        the outage in the spring you wrote to us about that you paid the credit and we said \
        thank you and that was it for us
        i know the rule by heart now thirty days and plus tax you say it every time and it's \
        fine it's even in my notes
        we did the move of the old data with you over easter all of it came across your lady \
        counted it and ours counted it and it's the same number
        the two people we were missing have both started one on the first and one on the ninth \
        so that worry's gone
        that one's dealt with we set the target in the kickoff it's three percent and it's \
        hanging on the wall in the meeting room
        procurement asked for three offers they got three offers yours was the middle one and \
        they took it so that's all water under the bridge
        you told me last time what to watch out for and when to ring and i've got it on the \
        fridge with a magnet so i'm all set
        i've been to have it felt and measured and all that the nurse did it on thursday and \
        she's put the numbers in for you
        my daughter did worry about the video thing but we had that talk in january and it's \
        fine with her and it's fine with me
        my sick note ran to the end of the week you sent the second one and i've been back at \
        work since monday no problem
        i had that scare with the mole in january you sent me to the skin clinic they took it \
        off and it was nothing so that's long forgotten
        the old tablets didn't agree with me so you swapped them in april and the new ones are \
        great not a single problem since
        i was away for two lessons in march but i caught up over easter and you've looked at my \
        sheets and said it was fine
        we were told on day one how the marks work sixty percent to pass and two goes at it so \
        nobody's in the dark about that
        my partner and i had our row about who does what and then you made us that list and \
        since then it's been perfect
        the slides came on the same evening and the video of it the next day so i've got \
        everything from last week and i've used it
        Your colleague talked me through the invoice, no more questions there.
        already passed it first go
        The board minutes have it, item six, approved.
        Stitches came out on Tuesday, healed nicely.
        Did the quiz, saw my points, fine.
        """
}
