/// English words that carry a sentence and not its subject; they never find a passage.
///
/// Rarity in the passages does not tell them: "could you" is rare in written knowledge and common in
/// talk, so by rarity alone the courtesies of a turn would outweigh what it asks. "When", "where" and
/// "how much" are not among them: they ask for something.
enum FunctionWords {
    /// The stems of the words.
    static let stems: Set<String> = Set(TermReader.terms(of: words))

    private static let words = """
        a an the this that these those i you he she it we they me him her us them my your his its our
        their mine yours is are was were be been being am do does did done doing have has had having
        can could will would shall should may might must of to in on at by for with from as into onto
        about up out off over and or but if so than then because while what which who whom whose
        why how there here not no nor yes yeah yep ok okay oh um uh er hmm please thank thanks
        hello hi hey well just also too very really quite some any all each every both either another
        other others such same own get got getting go going gone let know tell want wanted need needed
        like would able possible help think sure see say said says look looking wonder wondering
        im ive id ill youre youve youll its thats theres theyre theyve dont doesnt didnt isnt arent
        wasnt werent cant couldnt wont wouldnt shouldnt havent hasnt hadnt whats lets one ones more
        most lot lots anything something everything nothing thing things way kind first last
        before after during again still yet ever even only great good nice perfect right actually
        maybe perhaps though anyway however since through without within around offer provide available
        """
}
