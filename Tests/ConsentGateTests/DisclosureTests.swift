import ConsentGate
import Events
import Testing

@Suite("People are told who answers for their data and who else gets it")
struct DisclosureTests {
    private let stated = Disclosure(
        controller: .init(name: "Oakfell GmbH", contact: "privacy@oakfell.example"),
        processors: [
            Processor(
                name: "Wordwell Ltd",
                service: .languageModel,
                region: "IE",
                purposes: [.aiAnalysis],
                terms: [.noOwnUse, .noTraining]
            ),
            Processor(name: "Scribe Inc", service: .transcription, purposes: [.liveTranscription]),
        ]
    )

    private func policy(_ disclosure: Disclosure) -> ConsentPolicy {
        ConsentPolicy(
            id: "test/1",
            purposesAsked: [.liveTranscription, .storage],
            disclosure: disclosure
        )
    }

    /// A call of a policy, up to the prospect's notice.
    private func told(_ disclosure: Disclosure) -> Story {
        given().when(.callOpens(policy(disclosure)), .repJoins, .leeJoins)
    }

    @Test(arguments: ["en", "de", "fr", "es"])
    func `a notice names the controller and every processor with its terms`(locale: String) {
        let text = NoticeCatalog.standard.disclosing(stated).text(for: .prospect, locale: locale)
        let shown = text.paragraphs.joined(separator: " ")
        for name in ["Oakfell GmbH", "privacy@oakfell.example", "Wordwell Ltd", "Scribe Inc"] {
            #expect(shown.contains(name))
        }
        #expect(shown.contains("IE, "))
        let plain = NoticeCatalog.standard.text(for: .prospect, locale: locale)
        #expect(text.digest != plain.digest)
    }

    @Test(arguments: NoticeCatalog.standard.disclosing(Disclosure()).all)
    func `a notice says that nobody stated the controller, and that nobody else gets anything`(
        text: NoticeText
    ) {
        #expect(text.paragraphs.count == 5)
        #expect(!text.paragraphs.joined().contains(Disclosure.notStated))
        let other = NoticeCatalog.standard.disclosing(stated)
        #expect(other.all.first { $0.id == text.id }?.digest != text.digest)
    }

    @Test func `in English it reads so`() {
        let text = NoticeCatalog.standard.disclosing(stated).text(for: .rep, locale: "en")
        #expect(
            text.paragraphs.last
                == "Responsible for this data: Oakfell GmbH (privacy@oakfell.example). Companies "
                + "that work on this data for it: Wordwell Ltd (language model, IE, for AI analysis: "
                + "no use for its own ends, trains no AI on it); Scribe Inc (turns speech into text, "
                + "place not stated, for transcription: no promises stated)."
        )
    }

    @Test(
        arguments: [
            ("en", "for AI analysis, pictures of the screen and follow-up: "),
            ("de", "für KI-Auswertung, Bilder des Bildschirms und Nachbereitung: "),
            ("fr", "pour l’analyse par l’IA, les images de l’écran et les suites: "),
            ("es", "para el análisis con IA, las imágenes de la pantalla y el seguimiento: "),
        ]
    )
    func `it says for what each of them gets data`(locale: String, words: String) {
        func told(_ purposes: [Purpose]) -> NoticeText {
            let company = Processor(
                name: "Wordwell Ltd",
                service: .languageModel,
                purposes: purposes
            )
            return NoticeCatalog.standard.disclosing(Disclosure(processors: [company]))
                .text(for: .prospect, locale: locale)
        }
        let wide = told([.followUp, .aiAnalysis, .screenFrames])
        #expect(wide.paragraphs.last?.contains(words) == true)
        #expect(wide.digest == told([.aiAnalysis, .screenFrames, .followUp]).digest)
        #expect(wide.digest != told([.aiAnalysis, .followUp]).digest)
        let texts = Purpose.allCases.map { told([$0]) } + [told([])]
        #expect(Set(texts.map(\.digest)).count == Purpose.allCases.count + 1)
    }

    @Test func `the notice is sealed with what it says, and its digest is of that text`() throws {
        let story = told(stated)
        let sent = try #require(story.decision?.drafts.last { $0.type == .consentNoticeSent })
        let part = try #require(sent.sealedPart)
        #expect(part.keyClass == .evidence && part.subjects == [Pseudonym("lee")])
        #expect(try JSONCoding.value(Disclosure.self, from: part.fields) == stated)
        let fact = try JSONCoding.value(NoticeSent.self, from: sent.data)
        #expect(fact.textDigest == story.notices.first?.text.digest)
        #expect(story.notices.first?.text.paragraphs.last?.contains("Oakfell GmbH") == true)
    }

    @Test func `kinds of data and legal bases stand in the clear, names do not`() throws {
        let story = told(stated)
        let sent = try #require(story.decision?.drafts.last { $0.type == .consentNoticeSent })
        let fact = try JSONCoding.value(NoticeSent.self, from: sent.data)
        #expect(fact.grounds?.dataCategories == [.identity, .consentRecords, .spokenWords])
        #expect(fact.grounds?.legalBases == [.liveTranscription: .consent, .storage: .consent])
        #expect(fact.grounds?.controllerStated == true && fact.grounds?.processorCount == 2)
        for event in story.events {
            let entry = String(decoding: event.encoded(), as: UTF8.self)
            #expect(!entry.contains("Oakfell") && !entry.contains("Wordwell"))
        }
    }

    @Test func `a basis and an operator's word are grounds of their own`() throws {
        let rep = given().when(.callOpens(policy(stated)), .repJoins).decision?.drafts ?? []
        let basis = try #require(rep.first { $0.type == .consentBasisRecorded })
        let fact = try JSONCoding.value(BasisRecorded.self, from: basis.data)
        #expect(fact.grounds?.legalBases.values.allSatisfy { $0 == .recordedBasis } == true)
        let sealed = try JSONCoding.value(
            BasisRecorded.Sealed.self,
            from: try #require(basis.sealedPart).fields
        )
        #expect(sealed == .init(basis: "works-agreement:2026-03", disclosing: stated))
        let told = try #require(rep.first { $0.type == .consentNoticeSent })
        let notice = try JSONCoding.value(NoticeSent.self, from: told.data)
        #expect(notice.grounds?.legalBases.values.allSatisfy { $0 == .recordedBasis } == true)

        let word = given().when(
            .callOpens(policy(stated)),
            .joins("lee", as: .prospect, assertion: "by phone")
        )
        let asserted = try #require(
            word.decision?.drafts.first { $0.type == .consentAsserted }
        )
        let said = try JSONCoding.value(ConsentAsserted.self, from: asserted.data)
        #expect(said.grounds?.legalBases[.storage] == .assertedConsent)
    }

    @Test func `every fact of consent and of the gate bears the stopwatch's time`() {
        let story = givenOpen(.waits(seconds: 7), .withdraws("lee"))
        let facts = story.events.filter { ["consent", "gate"].contains($0.type.family) }
        #expect(facts.allSatisfy { $0.data["monotonicMicros"] != nil })
        #expect(facts.last?.data["monotonicMicros"]?.integer == 7_000_000)
        let others = story.events.filter { !["consent", "gate"].contains($0.type.family) }
        #expect(others.allSatisfy { $0.data["monotonicMicros"] == nil })
    }

    @Test func `what a purpose brings with it cannot be stated away`() {
        #expect(DataCategory.used(for: []) == [.identity, .consentRecords])
        #expect(DataCategory.used(for: Purpose.allCases) == DataCategory.allCases)
    }
}
