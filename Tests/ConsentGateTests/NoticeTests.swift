import ConsentGate
import Events
import Foundation
import Testing

@Suite("Notices say what was signed off")
struct NoticeTests {
    private let catalog = NoticeCatalog.standard

    /// Counsel signs off digests; `UPDATE_GOLDEN=1` rewrites them after a new version of the words.
    @Test func `no word changes without another version`() throws {
        let golden = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/notices.txt")
        let told = catalog.under(.standard)
        let lines =
            catalog.all.map { "\($0.id) \($0.version) \($0.digest)" }
            + [catalog.digest, "under the standard policy " + told.digest]
        let found = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(found.utf8).write(to: golden)
        }
        #expect(try String(contentsOf: golden, encoding: .utf8) == found)
    }

    @Test func `every language speaks to both audiences`() {
        let locales = Set(catalog.all.map(\.locale))
        #expect(locales == ["en", "de", "fr", "es"])
        for locale in locales {
            #expect(catalog.text(for: .rep, locale: locale).id == "rep/\(locale)")
            for role in Role.allCases where role != .rep {
                #expect(catalog.text(for: role, locale: locale).id == "guest/\(locale)")
            }
        }
    }

    @Test func `every notice says enough and offers an equal choice`() {
        for text in catalog.all {
            #expect(text.paragraphs.count == 4)
            #expect(!text.title.isEmpty && !text.stop.isEmpty)
            #expect(!text.allow.isEmpty && !text.refuse.isEmpty && text.allow != text.refuse)
        }
    }

    @Test(arguments: NoticeCatalog.standard.all)
    func `what is asked for is said, each purpose in its place, and nothing else`(
        text: NoticeText
    ) throws {
        func asked(_ purposes: [Purpose]) throws -> [String] {
            let told = try #require(catalog.asking(for: purposes).all.first { $0.id == text.id })
            #expect(told.digest != text.digest)
            #expect(Array(told.paragraphs.prefix(text.paragraphs.count)) == text.paragraphs)
            return Array(told.paragraphs.dropFirst(text.paragraphs.count))
        }
        let all = try asked(Purpose.allCases)
        #expect(all.count == 1 + Purpose.allCases.count + 1)
        #expect(Set(all).count == all.count && !all.contains(""))
        for (place, purpose) in Purpose.allCases.enumerated() {
            #expect(try asked([purpose]) == [all[0], all[place + 1]])
        }
        #expect(try asked([.storage, .liveTranscription]) == Array(all[...2]) + all.suffix(1))
    }

    @Test func `in English it reads so`() {
        let text = catalog.asking(for: [.sharing]).text(for: .prospect, locale: "en")
        #expect(
            text.paragraphs.suffix(2) == [
                "You are asked for each of the following. You may allow some and refuse others.",
                "Sharing: parts of this go to the companies named below, as far as any are named.",
            ]
        )
    }

    @Test func `a grant is bound to the purposes that its notice told of`() throws {
        func digest(_ purposes: [Purpose]) throws -> String {
            let policy = ConsentPolicy(id: "test/1", purposesAsked: purposes)
            let story = given(.callOpens(policy), .repJoins).when(.leeJoins)
            let event = try #require(story.events.last { $0.type == .consentNoticeSent })
            return try JSONCoding.value(NoticeSent.self, from: event.data).textDigest
        }
        let few: [Purpose] = [.liveTranscription, .storage]
        #expect(try digest(few) != digest(few + [.sharing]))
        #expect(try digest(few) == digest(few.reversed()))
    }

    @Test func `a language that is missing falls back to English`() {
        #expect(catalog.text(for: .prospect, locale: "ja").id == "guest/en")
        #expect(catalog.text(for: .rep, locale: "").id == "rep/en")
    }

    @Test(arguments: [
        ("DE-BY", "de"), ("AT", "de"), ("CH", "de"), ("FR", "fr"), ("BE", "fr"), ("CA-QC", "fr"),
        ("CA", "en"), ("MX", "es"), ("US-CA", "en"), ("JP", "en"),
    ])
    func `a region has a likely language`(region: String, locale: String) {
        #expect(NoticeCatalog.locale(ofRegion: region) == locale)
        #expect(NoticeCatalog.locale(ofRegion: nil) == "en")
    }

    @Test func `a notice asks for what the policy asks, in the person's language, once`() throws {
        let story = given(.repJoins).when(.leeJoins)
        let notice = try #require(story.notices.first)
        #expect(notice.person == Pseudonym("lee"))
        #expect(notice.purposes == Purpose.allCases)
        #expect(notice.text.id == "guest/de")
        #expect(notice.nonce.count == 32)
        let sent = try JSONCoding.value(
            NoticeSent.self,
            from: try #require(story.events.last).data
        )
        #expect(sent.textDigest == notice.text.digest)
        #expect(sent.nonceDigest != notice.nonce)
    }

    @Test func `every notice has a number of its own`() {
        let nonces = [Step.leeJoins, .anaJoins, .repJoins].map {
            given(.leeJoins).when($0).notices.map(\.nonce)
        }
        #expect(nonces.allSatisfy { $0.count == 1 })
        let again = given(.leeJoins, .refuses("lee")).when(.isShown("lee")).notices
        #expect(again.count == 1)
    }
}
