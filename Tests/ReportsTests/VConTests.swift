import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `The vCon` {
    private let lee = SampleCalls.lee
    private let kim = SampleCalls.kim

    private func vCon(
        withNames: Bool = true,
        erasing people: Set<Pseudonym> = []
    ) throws -> JSONObject {
        let call = SampleCalls.rich()
        let events = call.log.events(erasing: people)
        let text = VConDocument.render(
            Folded<CallReview>(folding: events),
            ledger: Folded<ConsentLedger>(folding: events),
            in: Samples.context(call, withNames: withNames)
        )
        return try #require(try CanonicalJSON.parse(Array(text.utf8.dropLast())).object)
    }

    private func objects(_ name: String, of vcon: JSONObject) throws -> [JSONObject] {
        try #require(vcon[name]?.array).compactMap(\.object)
    }

    @Test
    func `given a call, when exported, then parties, dialog, analysis and attachments are there`()
        throws
    {
        let vcon = try vCon()
        #expect(vcon["vcon"]?.string == "0.4.0")
        #expect(vcon["redacted"] == nil)
        let names = try objects("parties", of: vcon).map { $0["name"]?.string }
        #expect(names == ["Dana", "Lee <b>", "Kim"])
        let dialog = try objects("dialog", of: vcon)
        #expect(dialog.count == 6)
        #expect(dialog[1]["body"]?.string == "Honestly, it is = too expensive.")
        #expect(dialog[1]["parties"]?.integer == 1)
        #expect(try objects("analysis", of: vcon).first?["dialog"]?.integer == 1)
    }

    @Test func `given attachments, when exported, then each has the party it is of, or none`()
        throws
    {
        let attachments = try objects("attachments", of: try vCon())
        #expect(
            attachments.map { $0["purpose"]?.string }
                == [
                    "consent", "disclosure", "disclosure", "disclosure", "consent_receipt",
                    "consent_receipt", "checkpoint",
                ]
        )
        #expect(attachments.map { $0["party"]?.integer } == [nil, 0, 1, 2, 1, 2, nil])
        #expect(attachments.allSatisfy { $0["dialog"] == nil })
    }

    private func receipts(in vcon: JSONObject) throws -> [JSONObject] {
        try objects("attachments", of: vcon)
            .filter { $0["purpose"]?.string == "consent_receipt" }
            .compactMap { attachment in
                let body = try #require(attachment["body"]?.string)
                return try CanonicalJSON.parse(Array(body.utf8)).object
            }
    }

    private func purposes(_ receipt: JSONObject) throws -> [JSONObject] {
        let service = try #require(receipt["services"]?.array?.first?.object)
        return try objects("purposes", of: service)
    }

    @Test func `given grants, when exported, then each has a receipt in words that others know`()
        throws
    {
        let receipts = try receipts(in: try vCon())
        #expect(receipts.map { $0["piiPrincipalId"]?.string } == [lee.text, kim.text])
        let lees = try #require(receipts.first)
        #expect(lees["version"]?.string == "KI-CR-v1.1.0")
        #expect(lees["jurisdiction"]?.string == "DE")
        #expect(
            lees["consentTimestamp"]?.integer == SampleCalls.rich().time(4).micros / 1_000_000
        )
        #expect(lees["collectionMethod"]?.string == "scripted")
        #expect(lees["language"]?.string == "en")
        let controller = try objects("piiControllers", of: lees)[0]
        #expect(controller["piiController"]?.string == "Oakfell GmbH")
        let named = try purposes(lees).map { $0["purposeCategory"]?.array?.first?.string }
        #expect(named == Purpose.allCases.map(\.rawValue))
        let analysis = try purposes(lees)[2]
        #expect(analysis["thirdPartyDisclosure"]?.bool == true)
        #expect(analysis["thirdPartyName"]?.string == "Wordwell Ltd")
        #expect(analysis["standing"]?.string == "withdrawn")
        let ended = try #require(analysis["termination"]?.string)
        #expect(ended.hasPrefix(SampleCalls.rich().time(90).description + ", entry "))
        #expect(ended.hasSuffix(": taken back"))
        let kims = try #require(try purposes(receipts[1]).first)
        #expect(kims["termination"]?.string == "not recorded")
        let storage = try purposes(lees)[1]
        #expect(storage["thirdPartyDisclosure"]?.bool == false)
        #expect(storage["primaryPurpose"]?.bool == true)
        #expect(
            try purposes(receipts[1]).map { $0["standing"]?.string }
                == Array(
                    repeating: "granted",
                    count: 3
                )
        )
    }

    @Test func `given an erasure, when exported, then its receipt keeps what was in the clear`()
        throws
    {
        let lees = try #require(try receipts(in: try vCon(erasing: [lee])).first)
        #expect(lees["jurisdiction"]?.string == "erased")
        let analysis = try purposes(lees)[2]
        #expect(analysis["thirdPartyDisclosure"]?.bool == true)
        #expect(analysis["thirdPartyName"]?.string == "erased")
        #expect(try purposes(lees).count == 7)
    }

    @Test func `given an erasure, when exported, then the vCon is a redacted one and keeps places`()
        throws
    {
        let vcon = try vCon(erasing: [SampleCalls.kim])
        #expect(vcon["redacted"] == .object(["type": .string("erased")]))
        let party = try objects("parties", of: vcon)[2]
        #expect(party["name"] == nil)
        #expect(party["redaction"]?.string == "erased")
        #expect(party["pseudonym"]?.string == SampleCalls.kim.text)
        let dialog = try objects("dialog", of: vcon)
        #expect(dialog.count == 6)
        #expect(dialog[5]["type"]?.string == "text")
        #expect(dialog[5]["parties"]?.integer == 2)
        #expect(dialog[5]["redaction"]?.string == "erased")
        for name in ["body", "encoding", "mediatype"] { #expect(dialog[5][name] == nil) }
        #expect(dialog[1]["body"]?.string == "Honestly, it is = too expensive.")
    }
    @Test func `given no reason for names, when exported, then neither names nor words are in it`()
        throws
    {
        let vcon = try vCon(withNames: false, erasing: [SampleCalls.kim])
        #expect(vcon["redacted"] == .object(["type": .string("withheld, erased")]))
        let parties = try objects("parties", of: vcon)
        #expect(parties.map { $0["name"]?.string } == parties.map { $0["pseudonym"]?.string })
        #expect(
            parties.map { $0["redaction"]?.string } == ["withheld", "withheld", "erased"]
        )
        let dialog = try objects("dialog", of: vcon)
        #expect(dialog.map { $0["redaction"]?.string }.last == "erased")
        #expect(dialog.dropLast().allSatisfy { $0["redaction"]?.string == "withheld" })
        let nudge = try #require(try objects("analysis", of: vcon).first)
        #expect(nudge["redaction"]?.string == "withheld")
        #expect((dialog + [nudge]).allSatisfy { $0["body"] == nil })
        let text = String(decoding: CanonicalJSON.encode(vcon), as: UTF8.self)
        for word in ["Dana", "Lee <b>", "too expensive", "anchor on ROI"] {
            #expect(!text.contains(word), "\(word)")
        }
    }
}
