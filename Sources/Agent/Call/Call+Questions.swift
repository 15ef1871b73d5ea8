import ConsentGate
import Events
import Projections

/// What goes into a question to the language model, and what it may cost.
extension Call {
    /// What a question to a model needs for each line and picture that goes along.
    func purposes(of model: any LanguageModel) -> Set<Purpose> {
        model.isOutside ? [.aiAnalysis, .sharing] : [.aiAnalysis]
    }

    func frame(for model: any LanguageModel) -> Prompt.Frame? {
        guard model.seesPictures, consent.isInForce(.screenFrames),
            let shownFrame, let rep = anyone(.rep),
            mayUse([shownFrame.version], of: rep, for: purposes(of: model))
        else { return nil }
        return shownFrame
    }

    /// What must be in force for what a prompt carries beside words: its picture, and what tools answered.
    func purposes(besides prompt: Prompt) -> Set<Purpose> {
        let tools = Set(prompt.toolAnswers.map(\.tool))
        let answered = ports.tools.tools.filter { tools.contains($0.name) }.map(\.purpose.purpose)
        return Set(answered).union(prompt.frame == nil ? [] : [.screenFrames])
    }

    /// Everyone whose words or screen a prompt carries, and so whatever follows from its answer.
    func subjects(of prompt: Prompt) -> [Pseudonym] {
        let cited = Set(prompt.lines.map(\.version))
        var subjects = Set(
            live.transcript.lines.filter { cited.contains($0.at.version) }.map(\.speaker)
        )
        if prompt.frame != nil, let rep = anyone(.rep) { subjects.insert(rep) }
        return subjects.sorted()
    }

    /// The purposes for which something in a prompt came too early.
    func purposesWithheld(from prompt: Prompt) -> Set<Purpose> {
        let picture = prompt.frame.map { [$0.version] } ?? []
        return consent.purposesWithheld(from: prompt.lines.map(\.version) + picture)
    }

    /// The intent to ask a question with this prompt.
    func invoking(
        _ question: ModelInvoked,
        _ prompt: Prompt,
        _ proposal: Proposal
    ) throws(Refusal) -> Intent {
        let text = CanonicalJSON.encode(prompt.json)
        return intent(
            question,
            at: moment(of: proposal),
            of: proposal.turn.speaker,
            sealing: .content(
                .init(
                    prompt: String(decoding: text, as: UTF8.self),
                    promptDigest: hexDigest(of: text)
                ),
                of: proposal.subjects
            ),
            turn: proposal.turn.id,
            cause: proposal.cause,
            under: try consent.permit(for: AIAnalysis.self)
        )
    }

    /// The most tokens that one request to a model for a prompt comes to.
    func mostTokens(of prompt: Prompt, to model: any LanguageModel) -> ModelMeter.Tokens {
        let (sampling, isDetail) = (setup.sampling, prompt.frame?.isDetail == true)
        return prompt.mostTokens(
            answering: model.mostAnswerTokens,
            pictureEdge: isDetail ? sampling.detailEdge : sampling.edge
        )
    }

    /// Whether the call's cap bears a question, however many requests it takes and whichever models of a
    /// chain it goes to, beside all that was used before.
    func isAffordable(_ most: ModelMeter.Tokens, of model: any LanguageModel) -> Bool {
        guard let prices = setup.prices else { return true }
        let all = most.times(max(1, model.mostCharges))
        return live.models.microUSD(at: prices, with: all) <= setup.modelSettings.costCapMicroUSD
    }
}
