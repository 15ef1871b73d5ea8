import Events
import Testing

@testable import Agent
@testable import Commands

/// The playbooks that come with the packs, judged as in a call: hundreds of examples a play.
@Suite struct BundledPlaybookTests {
    @Test func `a phrase is heard among hundreds of examples, and so is an emergency`()
        throws
    {
        let folder = Installation.playbookFolder(of: try Installation.pack("telemedicine"))
        let judge = PlayJudge(playbook: try Installation.playbook(in: folder))
        let told = [
            "That is a lot to remember for one morning.": "say-it-back",
            "My wife is having a stroke, her face is hanging.": "emergency-stroke",
            "Hold on, my husband has this crushing pain in his chest, just now.": "emergency-chest",
            "I took too many pills last night.": "emergency-safety",
            "She can't breathe, her lips are turning blue.": "emergency-breath",
        ]
        for (words, play) in told {
            #expect(judge.spoken(after: words) == play, "\(words)")
        }
        #expect(judge.spoken(after: "We had soup, and then my sister drove me home.") == nil)
    }

    @Test func `an alias of a competitor is judged as the name`() throws {
        let folder = Installation.playbookFolder(of: try Installation.pack("sales"))
        let judge = PlayJudge(playbook: try Installation.playbook(in: folder))
        let asked = "How do you compare with"
        #expect(judge.spoken(after: "\(asked) Ledger Finch?") == "vs-ledgerfinch")
        let names = [
            "Ledger Finch": "Ledgerfinch", "Tally Wren": "Tallywren", "Sum Wright": "Sumwright",
        ]
        for (alias, name) in names {
            for words in [asked, "My cousin once worked at", "We had an offer last week from"] {
                let told = judge.spoken(after: "\(words) \(alias).")
                #expect(told == judge.spoken(after: "\(words) \(name)."), "\(words) \(alias)")
            }
        }
    }

    @Test func `an emergency is heard whatever else the turn holds`() throws {
        let folder = Installation.playbookFolder(of: try Installation.pack("telemedicine"))
        let judge = PlayJudge(playbook: try Installation.playbook(in: folder))
        let told = [
            "My back is fine, but I have chest pain.": "emergency-chest",
            "I have no fever, but I have chest pain.": "emergency-chest",
            "I have chest pain, my wife told me to call you.": "emergency-chest",
            "It came once last night, I have chest pain.": "emergency-chest",
            "My son can't breathe properly.": "emergency-breath",
            "I can't breathe.": "emergency-breath",
        ]
        for (words, play) in told {
            #expect(judge.spoken(after: words) == play, "\(words)")
        }
    }
}

extension PlayJudge {
    /// The play that a turn in the middle of a call is answered with; nil for silence.
    fileprivate func spoken(after words: String) -> String? {
        let line = JudgedMoment.Line(
            version: StreamVersion(1),
            isRep: true,
            startMicros: 298_000_000,
            endMicros: 299_000_000,
            text: "Right."
        )
        let moment = JudgedMoment(
            turn: words,
            startMicros: 300_000_000,
            endMicros: 306_000_000,
            before: [line]
        )
        return judge(moment).first { $0.silence == nil }?.entry.id
    }
}
