import Agent
import ConsentGate
import EventLog
import Events
import Foundation

/// A call that may be run again, with everything that this takes.
struct WhatIfDesk {
    /// What the record of views calls it, as the document and as the reason.
    static let document = "what-if"

    private let call: CallID
    private let events: [RecordedEvent]
    private let recalled: RecalledCall
    let playbook: Playbook
    private let pack: DomainPack
    private let facts: PlaybookFacts
    private let model: (any LanguageModel)?

    /// - Parameters:
    ///   - folder: the playbook's; the one that comes with the call's pack if nil.
    ///   - model: today's language model; nil for the playbook coach alone.
    ///   - picture: gives the JPEG that an event of the call kept, where it can be read; asked for none
    ///     where the model sees no pictures.
    init(
        _ call: CallID,
        _ events: [RecordedEvent],
        playbook folder: URL?,
        model: (any LanguageModel)? = nil,
        picture: (EntryIndex) throws -> [UInt8]? = { _ in nil }
    ) throws {
        (self.call, self.events, self.model) = (call, events, model)
        var pictures: [EntryIndex: [UInt8]] = [:]
        if model?.seesPictures == true {
            for event in events where event.type == .frameSampled {
                pictures[event.index] = try picture(event.index)
            }
        }
        recalled = try RecalledCall(call, events, showing: pictures)
        pack = try Installation.pack(recalled.recording.pack)
        let folder = folder ?? Installation.playbookFolder(of: pack)
        playbook = try Installation.playbook(in: folder, of: pack)
        facts = try Installation.facts(in: folder)
    }

    /// Refuses a call of which somebody does not agree to work after it, or, where an outside model
    /// would read it, did not agree to that or was not told of its company.
    static func checkConsent(
        _ events: [RecordedEvent],
        toBeReadBy model: (any LanguageModel)? = nil
    ) throws {
        var consent = CallConsent()
        for event in events { consent.evolve(event.envelope) }
        guard consent.purposesAsked.contains(.followUp) else {
            throw Failure.failed("whatif refused: this call's policy did not ask for follow_up")
        }
        let people = consent.captured.count
        try refuse(consent.objectionsToFollowUp, to: "follow_up in force", of: people)
        guard let model, model.isOutside || !model.outsideProcessors.isEmpty else { return }
        let objections = consent.objectionsToSharing
        if model.isOutside { try refuse(objections, to: "sharing agreed to", of: people) }
        // Without sharing the door lets nothing out to those of a chain that are outside.
        guard objections.isEmpty else { return }
        try checkDisclosure(events, of: model.outsideProcessors, to: people)
    }

    /// Refuses a call of which something would go to a company that somebody was not told of: what the
    /// compliance report would find afterwards is not done.
    private static func checkDisclosure(
        _ events: [RecordedEvent],
        of processors: Set<String>,
        to people: Int
    ) throws {
        let disclosure = AfterCallDisclosure(recorded: events)
        for processor in processors.sorted() {
            let count = disclosure.countNotTold(of: processor)
            guard count > 0 else { continue }
            throw Failure.failed(
                "whatif refused: a language model would send this call to \(processor); found that "
                    + "\(count) of \(people) people whose words or screen were captured were not told "
                    + "of it in the notice they agreed to, expected none; ask a model on this machine or "
                    + "of a company that the notice named, or choose another call"
            )
        }
    }

    private static func refuse(_ objections: [ConsentStanding], to what: String, of people: Int)
        throws
    {
        guard !objections.isEmpty else { return }
        let standings = Set(objections.map(\.rawValue)).sorted().joined(separator: ", ")
        throw Failure.failed(
            "whatif refused: found \(what) for \(people - objections.count) of \(people) people "
                + "whose words or screen were captured (else: \(standings)), expected all; choose "
                + "another call"
        )
    }

    /// Runs the call again into a log that is forgotten afterwards, and compares.
    ///
    /// - Parameters:
    ///   - meaning: the playbook as the sentence model on this machine sees it, where it judges.
    ///   - services: what the operator set; of its tools none is asked.
    func run(
        by meaning: Meaning? = nil,
        under services: Services? = nil,
        progress: (Int, Int) -> Void
    ) async throws -> WhatIfResult {
        let workplace = try Workplace.inMemory()
        defer { workplace.close() }
        let replay = Replay(
            workplace: workplace,
            recording: recalled.recording,
            playbook: playbook,
            pack: pack,
            facts: facts,
            services: services,
            asksTools: false,
            model: model,
            meaning: meaning,
            speed: .most,
            onNudge: { _, _ in }
        )
        try await replay.run(as: call, progress: progress)
        let again = try workplace.log.events(in: .call(call))
        try checkHearing(again)
        var questions = ModelQuestions()
        for event in again { questions.add(event) }
        return WhatIfResult(
            call: call,
            before: recalled.opened,
            now: again.first?.fact(CallOpened.self) ?? recalled.opened,
            model: model?.name,
            questions: questions,
            questionsWithPicture: again.count { $0.fact(ModelInvoked.self)?.frame != nil },
            comparison: NudgeComparison(
                before: CoachedNudge.all(in: events),
                now: CoachedNudge.all(in: again)
            )
        )
    }

    /// A run that did not hear what the record holds says nothing about the playbook or the model.
    private func checkHearing(_ again: [RecordedEvent]) throws {
        let recorded = events.count { $0.type == .lineTranscribed }
        let heard = again.count { $0.type == .lineTranscribed }
        guard heard == recorded else {
            throw Failure.failed(
                "whatif failed: the new run heard \(heard) lines, expected the \(recorded) recorded; "
                    + "the rules of the gate have changed since, so the runs cannot be compared"
            )
        }
    }
}
