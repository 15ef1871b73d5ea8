import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `Prices and meters in a review` {
    private func review(at prices: Prices) -> ReportDocument {
        let call = SampleCalls.rich()
        let events = call.log.events
        return ReviewDocument.make(
            Folded<CallReview>(folding: events),
            meters: Folded<Meters>(folding: events),
            prices: prices,
            in: Samples.context(call, withNames: true)
        )
    }

    private var dearer: Prices {
        var prices = Samples.prices
        prices.agentMinuteMicroUSD += 1
        return prices
    }

    private func difference(_ file: ReportDocument, _ rebuilt: ReportDocument) throws
        -> PriceDifference?
    {
        let differences = try Samples.comparison(JSONReport.render(file), rebuilt).differences
        return PriceDifference(file: file, rebuilt: rebuilt, differences)
    }

    @Test func `a review says that prices are applied to what every model counted`() {
        let text = Samples.review(SampleCalls.rich()).sections[4].paragraphs.joined(separator: " ")
        #expect(text.contains("They are applied to every model and recogniser, whether outside"))
        #expect(!text.contains("cost nothing"))
    }

    @Test func `a review names the meters and the prices that it was made from`() {
        let call = SampleCalls.rich()
        let meters = Folded<Meters>(folding: call.log.events)
        let facts = Samples.review(call).sections[4].facts
        func value(_ key: String) -> String? { facts.first { $0.key == key }?.value }
        #expect(
            value("meters") == "meters \(Meters.codeVersion), up to entry \(meters.position.count)"
        )
        #expect(value("meters-state") == meters.stateDigest)
        #expect(value("prices") == Samples.prices.digest)
        #expect(Samples.prices.digest != dearer.digest)
        var largest = Samples.prices
        largest.textMillionTokensMicroUSD = .max
        #expect(largest.digest.count == 64)
    }

    @Test func `given the same prices, when compared, then there is nothing to say of them`() throws
    {
        #expect(try difference(review(at: dearer), review(at: dearer)) == nil)
    }

    @Test func `given other prices, when compared, then both digests are told`() throws {
        let found = try #require(try difference(review(at: Samples.prices), review(at: dearer)))
        #expect(found.found == Samples.prices.digest)
        #expect(found.expected == dearer.digest)
        #expect(found.explainsAll)
        #expect(found.description.contains("Nothing but section 5 differs"))
    }

    @Test func `given other prices and an edit, when compared, then the edit is not explained`()
        throws
    {
        var edited = review(at: Samples.prices)
        edited.sections[0].facts[0].value = "another"
        let found = try #require(try difference(edited, review(at: dearer)))
        #expect(!found.explainsAll)
        edited = review(at: Samples.prices)
        edited.sections[4].facts[0].value = "meters 1, up to entry 1"
        #expect(try difference(edited, review(at: dearer))?.explainsAll == false)
    }

    @Test func `a compliance report has no prices`() throws {
        let report = Samples.compliance(SampleCalls.rich())
        var other = report
        other.title = "Another"
        #expect(try difference(other, report) == nil)
    }
}
