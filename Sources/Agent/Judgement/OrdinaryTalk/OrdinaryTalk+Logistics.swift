extension OrdinaryTalk {
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
        Shall I share mine?
        Your camera's upside down, ha
        There, now I hear you
        Let me find the mute button
        Back again, sorry
        The invite said three o'clock
        Let's make it Wednesday at nine
        One moment, I'll close the door
        I'll dial in by phone instead
        You share, I'll watch
        Half an hour is plenty
        Same link as before?
        Let me plug in my headset
        I'm in, camera's on
        Can you let my colleague in?
        She'll join us at half past
        My calendar's open, which day?
        Tuesday's free with me
        I've accepted your invitation
        Doctor, is the picture sharp?
        I'll hold the phone higher
        Let me turn the light on
        I'm at my desk now, doctor
        Shall I raise my hand here?
        Are we all in?
        Is it my turn to share?
        Camera on, microphone on, ready
        Do we start or wait for him?
        you're muted mate
        hang on switching ears
        ok i see your slides
        two secs headphones
        give me a mo to log out there
        wrong window sorry
        i'm in the lobby let me in
        shall we say half four
        friday morning works
        i've put it in the diary
        picture's gone now it's back
        ok i can see you doctor
        turned the volume up better now
        i moved nearer to the router
        camera was covered sorry
        i'll type it in the chat
        shall i read the next one
        who goes first me
        sharing my screen now
        right breakout room three
        My colleague from finance is dialling in from the car, she'll be with us in a minute.
        Could you move the demo from ten to half past, I've a fire drill at ten.
        I've got a hard stop at four, so let's do the screen part first.
        You're showing your inbox at the moment, I think you wanted the other window.
        There's a bit of an echo, I'll turn my loudspeaker down.
        The invitation went to my old address, but I found it in the end.
        Shall we do the next call with the camera or just by phone?
        I'm in a different time zone this week, so for me it's still breakfast.
        Let's give the others two more minutes, they're coming out of another meeting.
        We're four people in the meeting room, the one you can't see is the engineer.
        I'd suggest the second of May at eleven, our lawyer can be there then as well.
        Which entrance should I send your engineer to when he comes on Thursday?
        I'll open the contract on my side and then you can follow along.
        The room's booked until twelve, so we've got exactly fifty minutes.
        Hold on, I've to swap to the other laptop, this one's at two percent.
        Let me put my phone on silent, it's been ringing all morning.
        I'll hand over the screen to my colleague, she's got the figures open.
        My line dropped for a second, I heard you up to the word Monday.
        Shall I put you down for an hour or is half an hour enough?
        You're number two on today's agenda, right after the fire drill.
        I've got the tablet on a stack of books, is that a good height, doctor?
        The lady at the desk told me to press the green button, and here I am.
        I've moved to the other room, doctor, the light's better at the window.
        Shall I hold the phone a bit lower or is it all right like that?
        Doctor, you were gone for a moment, but now I can see you again.
        Let me just shut the window, doctor, they're mowing outside.
        I've got pen and paper ready, you can start whenever you like.
        I'll turn the phone round so that you can see me better.
        I was in the waiting room on the screen for three minutes, very civilised.
        My name on the screen was wrong, it said kitchen, I've changed it now.
        I've put my answer in the chat, just under the one with the smiley.
        Do you want us to unmute for the discussion, or raise hands?
        Shall I show my sheet first or is it somebody else's turn?
        I've got two windows side by side now, yours on the left.
        We were four in our room and we've come back with one result.
        Is the break at half past as always, or later today?
        i'm just waiting for the lift the meeting room's on the fourth floor
        can you stop sharing for a sec so i can put mine up
        let's start at five past then everyone's got a coffee
        i'll take the call on my mobile and walk over to the office
        the chap from it's in the wrong meeting he's coming over now
        we said eleven your time so that's twelve mine correct
        i sent you a new slot just click accept
        you sounded like a duck for a second there it's fine now
        okay i've got the room to myself now go ahead
        next tuesday i'm in the other office so call me on the landline
        hello doctor i pressed the wrong thing first but now it works
        i'll prop you up against the fruit bowl hang on
        got my glasses on now so i can see you properly doctor
        the sound was in the wrong ear but i've swapped them
        i'll stay on mute while the others talk there's a mower outside
        i'm sharing the right tab now the one with the table yes
        let me just move this little window with your faces out of the way
        we'll go in the order of the list won't we so i'm fourth
        I've just had a note from our receptionist that the electrician's switching off the \
        second floor at noon, so let's be done by ten to twelve, if that's all right.
        Before we start, let me tell you who's sitting here, on my left is the lady from \
        purchasing, on my right the head of the workshop, and I'm the one in the middle.
        I'd like to split the hour in two, if you agree, first you show us the screens and then \
        my colleague shows you ours, and at ten to we fix the next date.
        For the meeting on the ninth you'll need to come to the north gate, the south gate's \
        being painted, and bring some sort of card with a photo on it.
        You're sharing the small window, I believe, what we see is your calendar for next week, \
        and very nice it looks too, you've got the dentist on Wednesday.
        The fourteenth is the day of our summer party, so nobody'll be sober after lunch, but \
        the fifteenth from eleven onwards is wide open with all of us.
        I've asked my assistant to find a slot with you, she'll offer you three, and whichever \
        you pick, she'll book the big room and order the sandwiches.
        Sorry about the to and fro, the meeting room I'd booked has a choir in it, I'm walking \
        down the corridor with the laptop and I'll be with you in a second.
        It's a quarter to, so I'd say we do the last two slides now and leave the questions for \
        Thursday, we've got another half hour in the diary then.
        My secretary's put you in for Monday at two, but that's a bank holiday with us, so \
        she'll send you a new one for the Tuesday at the same time.
        Let me write down the names of your people, so that I can send the invitation to all of \
        them, and I'll put the room and the parking in it as well.
        You froze with a very funny face for a moment there, but the sound went on all the time, \
        so I haven't missed a word, please go ahead.
        I'll be on the train next Thursday between nine and eleven, with tunnels, so let's take \
        the afternoon, any time from two is good with me.
        Would you mind if we switched to the telephone for the rest, the video eats all of my \
        line, and I've already seen the pretty part.
        Just so that I've got it right for the diary, it's the twenty-second, ten o'clock my \
        time, with your engineer, and the link's the one from today.
        I've got two screens and you're on the left one, so if it looks as if I'm staring out of \
        the window, I'm reading your slide.
        Good morning, doctor, I've put the tablet on the kitchen table and leaned it on the \
        bread bin, and if I sit like this you should see all of me.
        I've read the little page with the instructions, I've charged the thing overnight, I've \
        got my glasses and a glass of water, so we can begin.
        I'll sit down by the window now, doctor, so you've got the light on my face, and then \
        I'll roll up the sleeve as soon as you say so.
        The line was a bit crackly at first, doctor, so I've taken out the earphones, and now I \
        hear you as if you were sitting across from me.
        The receptionist booked me in for ten past and you're right on time, I'd only just sat \
        down and pressed the button that says enter the room.
        Wait, I'm holding the phone with one hand and the list with the other, let me put the \
        list down, there, now I've got both hands for you.
        I've set it up so that your picture's big and all of ours are small along the side, and \
        my exercise is open in the window underneath.
        We were in the little room with the three of us, and then it counted down from sixty and \
        threw us back in here, so here we are.
        I'll read out what our group wrote, and then the lady with the blue background shares \
        her drawing, that's how we've agreed it between us.
        I've switched the camera to the one on top, so now you can see my notebook and my hands, \
        and I'll put a lamp next to it.
        right i've got both of you on the line now so the one in the office can hear the one in \
        the van and you can hear the lot of us
        tell you what you drive and i'll shout when i want to see something that's easier than \
        me sharing with this old mouse
        i'll be in the car park at ten to so just ring me and i'll come out and open the barrier \
        it's the grey one next to the skips
        can we do it at eight i know that's early but that's the only time both of them are in \
        the building
        my headset's one of those with the little arm and i've got to pull it down to talk so \
        that's why i went quiet on you
        i've got you down for the whole hour but if we're done after forty minutes nobody'll be \
        sad i'll get us all a coffee
        hang on the cleaner wants to get in i'll just let her do the bin and then it's only us \
        again
        i moved the thursday one to friday because the big boss is in town on thursday you \
        should've had a new invite about an hour ago
        sorry doctor i was holding you the wrong way round i've been showing you the ceiling all \
        this time there that's me
        i'm sitting in the bedroom with the door shut doctor it's quiet here and i've told the \
        family i'm busy till eleven
        the clock on your screen and my clock aren't the same doctor mine's two minutes fast so \
        that's why i was early
        let me put the phone on the shelf so i've both hands free and then i'll take off the \
        sock when you tell me
        they texted me the link at nine i pressed it and a nice lady said the doctor will be \
        with you and there you were
        i'll take my headphones off and on again there's always a click and then it's fine yes \
        there now i hear you lovely
        we're a bit of a mixed bag today two with cameras and five without so i'll just say my \
        name before i talk
        i'll share in a second i just want to close the window with my shopping list so you \
        don't all see that i'm out of eggs
        it's my turn to keep the time so i'll wave at ten to and then each group says one \
        sentence and we're done
        i'm on the phone today and not on the computer so i see one face at a time but i hear \
        all of you and that's plenty
        Shall we put the engineer on at the end?
        The whiteboard's yours, I've let go of it.
        my side or your side for the dial in
        I'll be two minutes, the courier's here.
        """
}
