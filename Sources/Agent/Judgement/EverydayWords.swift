/// English words that say nothing of what a talk is about.
enum EverydayWords {
    /// Their hashes.
    static let ids: Set<UInt64> = Set(
        list.split { $0 == " " || $0 == "\n" }.map { WordHash.of($0.utf8) }
    )

    private static let list = """
        a about actually after again all allow allowed already also always am an and another any
        anyone anything are arent around as ask at back be because been before being best better
        between both but by bye call can cant check come confirm could couldnt did do does doesnt
        doing done dont during each else even ever every everything exactly few find fine first
        for from get give gives given go goes going good got great had happen happens has have
        having he hello help her here hey hi him his how i id if ill im in include included
        includes into is isnt it its ive just keep kind know last later least less let lets like
        likely little long look looking lot lots made make many may maybe me mean means might
        mine moment more most much must my need never new next nice no not now of off offer
        offered offers often oh ok okay on once one only or other our out over own perfect please
        possible possibly probably provide provided provides put question quite really right said
        same say see seems she should show since so some someone something sometimes soon sorry
        sort sounds still such sure take talk tell than thank thanks that thats the their them
        then there theres these they theyre thing things think this those though time to today
        together tomorrow too try two type um uh under until up us use used uses using usually
        very want wants was way we well went were what whats when where which while who whos why
        will with within without wonder wondering wont work works would wouldnt yeah yep yes yet
        you your youre
        """
}
