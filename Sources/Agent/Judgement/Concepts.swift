/// Words of general English that say much the same, so that an example also finds its paraphrases.
///
/// A table and not a model: anyone can read why two sentences were taken for one.
enum Concepts {
    /// The hashes of the groups that a stem belongs to.
    static func groups(of stem: String) -> [UInt64] { table[stem] ?? [] }

    private static let table: [String: [UInt64]] = {
        var table: [String: [UInt64]] = [:]
        for line in groups.split(separator: "\n") {
            let parts = line.split(separator: ":")
            guard parts.count == 2 else { continue }
            // No word has a colon in it.
            let group = WordHash.of(":\(parts[0])".utf8)
            for stem in TermReader.terms(of: String(parts[1])) {
                table[stem, default: []].append(group)
            }
        }
        return table
    }()

    private static let groups = """
        cost:price pricing priced prices cost costs fee fees figure sum amount quote expense charge rate total number thousand thousands hundred
        dear:expensive pricey steep dear dearer costly hefty overpriced exorbitant
        budget:budget budgeted budgeting afford spend spending earmarked allocated
        money:money cash euros dollars pounds crowns kroner francs bucks grand k income
        discount:discount rebate reduction cheaper negotiate negotiable bargain haggle wiggle knock shave sharpen gesture concession deal leeway flexibility
        gain:return payback roi savings save saved recover recoup benefit gain profit earns pays worth worthwhile
        loss:lose losing leak leaking leaks missing unbilled missed leakage
        boss:boss director manager cfo ceo coo chief owner founder chairman president managing superior partner partners controller father
        board:board committee council trustees shareholders municipality directors
        agree:approve approval approved sign signs signed signature authorise authority bless blessing nod nodded consent permission yes okay
        decide:decide decides decision decisions decider vote
        buyer:procurement purchasing tender sourcing supplier vendor offers
        lawyer:legal lawyer lawyers counsel solicitor law attorney
        helper:support helpdesk hotline helpline ticket tickets assistance service desk
        reach:call phone ring reach contact telephone speak talk answer pick
        tongue:german french spanish italian english dutch language languages speaks polish portuguese
        night:night evening weekend midnight sunday saturday holiday nights evenings
        down:down outage outages crash crashes crashed downtime offline fails fail failure unavailable interruption broke breaks dies falls fall
        reliable:uptime availability available reliable reliability sla percentage nines
        attack:hacked hack breach breached attacker attackers intruder intruders leaked stolen steal penetration pentest hackers
        secure:security secure protected protect protection safe safeguard encrypted encryption certified certificate certificates iso soc ciso
        peek:see sees look looks access open view read peek
        privacy:gdpr privacy personal personally data protection dpo dpa processor subprocessor anonymous anonymised pseudonymised
        person_data:names addresses patients patient identities customers people users
        place:where country europe european eu germany america american states frankfurt region abroad ireland usa
        store:stored store server servers hosted hosting cloud stand stands live lives sits kept keep machine machines datacentre located
        end:end ends ended over leave leaves leaving finished part goodbye terminate termination quit exit stop stops afterwards expire expires
        renew:renew renews renewal roll rolls rolling extend extends prolong continues automatically
        cancel:cancel cancellation cancelled notice terminate terminated
        contract:contract agreement term terms subscription commitment tied locked
        deletion:delete deleted erase erased destroyed purge
        export:export download extract take copy dump retrieve
        build:build built develop developed code coded program programmed programming write script scripts create make knock
        coder:developer developers programmer programmers engineer engineers coders coder analysts architect architects scientists it students computer computers technician technicians technology department
        own:own ourselves internally inhouse internal homegrown myself house
        system:system systems software platform erp sap oracle netsuite dynamics database application package tool ledger
        connect:connect connects connecting integrate integrates integration interface interfaces api connector link links plug hook talk talks sync fit compatible
        ancient:old older ancient legacy outdated dinosaur
        begin:start starts starting begin kick launch rollout onboarding onboard setup implementation implement introduce installation install running live
        long:long quickly soon fast weeks months days quick
        steps:steps step order sequence process procedure stages phases plan
        effort:effort work involved involvement hours workload
        try:try trial test pilot proof sample experiment evaluate evaluation dip toe dry demo taste
        small:small little limited one single
        proveit:prove proof evidence success successful measure measured metric metrics criteria kpi judge benchmark
        works:works work worked deliver delivers delivered results result
        staff:people staff team colleagues employees person anyone anybody nobody hands headcount
        busy:busy stretched swamped overloaded overworked drowning snowed capacity bandwidth overtime burnt flat
        absent:sick leave maternity parental vacancy left resigned retiring retired baby pregnant
        migrate:migrate migration switch switching swap replace replaced replacing change changing rip tear transition
        recent:just recently january finally barely
        learn:learn retrain training relearn scratch
        pain:painful nightmare trauma traumatic mutiny revolt horror hell
        later:later postpone postponed delay autumn winter spring summer november october september march quarter january february december fall season next wait waiting again park hold
        moment:moment timing time now
        project:project projects reorganisation merger move relocation migration reorganization
        urgent:rush hurry urgent urgency pressing pressure priority deadline
        calm:relaxed slowly patient patience whenever someday eventually
        manual:hand manual manually excel spreadsheet spreadsheets sheet sheets workbook macro macros formula formulas paper pen ruler highlighter folder folders binder binders pencil calculator lookup
        compare:compare compares match matching check checks checking reconcile reconciles reconciliation tick verify eyeball row rows line lines
        retype:type types retype paste key keyed copy enter enters
        auditor:audit auditor auditors auditing examiner examiners inspection inspector inspectors accountants kpmg deloitte pwc
        finding:finding findings flagged weakness deficiency remark observation report letter minuted irregularities wrong incorrect mistakes mistake errors error
        mail:email mail send sending forward post shoot
        brochure:brochure information info leaflet slides deck pdf pager material documentation summary flyer details handout paper
        study:read circulate study digest review
        written:written writing official formal document stamp offer proposal quotation estimate
        tax:tax vat net gross taxes
        valid:valid validity hold holds expires
        future:roadmap plan planning planned planned future upcoming pipeline release version someday soon
        feature:feature features function functionality module capability app
        coming:coming ready arrive available finished release released
        brief:short brief briefly gist nutshell summarise summary sum sentence sentences headline headlines pitch elevator lift point bottom
        different:different difference differ compare better versus alternative instead rather
        vendor:competitor competitors rival provider
        """
}
