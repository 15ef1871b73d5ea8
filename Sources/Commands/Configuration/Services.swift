import Agent
import ConsentGate
import Foundation
import Projections
import Sounds

/// The services that the operator's settings name, ready to be asked, and the settings themselves.
///
/// Made once for a process, before any call: keys are read here, and nowhere else.
struct Services: Sendable {
    let settings: OperatorSettings
    /// The language models, in their order; nil for the playbook coach alone.
    let model: (any LanguageModel)?
    /// What turns words into vectors; nil for words alone.
    let embedder: (any Embedder)?
    /// What a call costs, for the cap on it.
    let prices: Prices

    /// The services of some settings.
    ///
    /// - Throws: `Failure` when a key is not where the settings say, `InputError` for the price list.
    init(
        _ settings: OperatorSettings,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        self.settings = settings
        prices = try PriceFile.parse(try Installation.sourceFile(Installation.prices))
        (model, embedder) = (nil, nil)
    }

    /// What understands speech; nil where it is switched off.
    ///
    /// - Throws: `SoundError` when this machine has no model for it.
    func recognizer() throws -> (any SpeechRecognizer)? {
        switch settings.speech {
        case .onThisMachine: try KeywordRecognizer(SpeechModel())
        case .off: nil
        case .stream, .pieces: nil
        }
    }

    /// The playbook's meaning, where an embedder is configured.
    func meaning(of playbook: Playbook) async throws -> Meaning? {
        guard let embedder else { return nil }
        return try await Meaning(of: playbook, by: embedder)
    }

    /// Puts what the operator set into the setup of a call.
    func shape(_ setup: CallSetup) -> CallSetup {
        var setup = setup
        setup.consentPolicy.disclosure = settings.disclosure
        setup.modelSettings = settings.modelSettings
        setup.prices = prices
        setup.operatorDigest = settings.digest
        return setup
    }
}
