import Agent
import AsideTesting
import EventLog
import Events
import Foundation
import Testing

@testable import Commands

@Suite("The pictures of a past call") struct WhatIfPictureTests {
    private static let call = CallID("c1")
    private static let slides = ["0001.jpg", "0002.jpg"]

    /// A call in which the rep shows two slides and then stops to share.
    ///
    /// - Parameter consent: what is said of consent towards its end.
    private static func script(_ consent: String = "") -> String {
        func frame(_ second: Int, _ slide: String) -> String {
            #"{"t":\#(second),"kind":"frame","participant":"dana","source":"screenshare","file":"\#(slide)"}"#
        }
        func share(_ second: Int, _ state: String) -> String {
            #"{"t":\#(second),"kind":"track","participant":"dana","source":"screenshare","state":"\#(state)"}"#
        }
        let start = [WhatIfCall.granted, share(5, "published"), frame(6, slides[0])]
        return WhatIfCall.script(consent: start.joined(separator: "\n"))
            .replacing("{\"t\":150,", with: frame(100, slides[1]) + "\n{\"t\":150,")
            .replacing(
                "{\"t\":300,",
                with: share(200, "unpublished") + "\n\(consent)\n{\"t\":300,"
            )
    }

    /// What a model is asked when the call is run again, and what of it the command tells.
    private func runAgain(
        _ script: String,
        _ model: ScriptedModel
    ) async throws -> (kept: [String], result: WhatIfResult) {
        let (aside, _) = try WhatIfCall.replayed(script, showing: Self.slides)
        let plays = [WhatIfCall.price, WhatIfCall.approval, WhatIfCall.competitor]
        let playbook = try WhatIfCall.playbook(aside, "new", plays)
        let workplace = try await Workplace.open(Home(path: aside.home))
        defer { try? workplace.log.close() }
        let events = try workplace.log.events(in: .call(Self.call))
        let egress = workplace.egress(after: Self.call, recorded: events)
        let desk = try WhatIfDesk(
            Self.call,
            events,
            playbook: URL(fileURLWithPath: playbook),
            model: ModelAfterCall(model, leaving: egress),
            picture: workplace.log.attachment(at:)
        )
        let result = try await desk.run { _, _ in }
        return (events.compactMap { $0.opened(FrameSampled.self)?.digest }, result)
    }

    @Test func `are shown to a model as the call had them at each turn, until the share ended`()
        async throws
    {
        let model = ScriptedModel([])
        let (kept, result) = try await runAgain(Self.script(), model)
        try #require(kept.count == 2)
        let shown = model.prompts.map { $0.frame.map { FileDigest.hex(of: $0.jpeg) } }
        #expect(shown == [kept[0], kept[1], nil])
        #expect(result.json["questions_with_picture"] == .integer(2))
    }

    @Test func `are not shown where somebody took back that the screen may be seen`() async throws {
        let model = ScriptedModel([])
        let withdrawn =
            #"{"t":280,"kind":"consent","participant":"lee","act":"withdraw","purposes":["screen_frames"]}"#
        let (kept, result) = try await runAgain(Self.script(withdrawn), model)
        #expect(kept.count == 2)
        #expect(model.prompts.count == 3)
        #expect(model.prompts.allSatisfy { $0.frame == nil })
        #expect(result.json["questions_with_picture"] == .integer(0))
    }

    @Test func `go to no company of which people were told that it gets something else`()
        async throws
    {
        let (aside, _) = try WhatIfCall.replayed(
            Self.script(),
            telling: [ScriptedModel.processor],
            showing: Self.slides
        )
        let workplace = try await Workplace.open(Home(path: aside.home))
        defer { try? workplace.log.close() }
        let events = try workplace.log.events(in: .call(Self.call))
        let egress = workplace.egress(after: Self.call, recorded: events)
        let outside = ScriptedModel([], isOutside: true)
        try WhatIfDesk.checkConsent(events, toBeReadBy: outside)
        #expect(!ModelAfterCall(outside, leaving: egress).seesPictures)
        #expect(ModelAfterCall(ScriptedModel([]), leaving: egress).seesPictures)
    }
}
