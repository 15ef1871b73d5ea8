/// What people say in calls that calls for no play: greetings, answers, logistics, stories.
///
/// The plays' examples are told apart from it; general English, so that any playbook can use it.
enum OrdinaryTalk {
    /// What sort of talk it is.
    enum Kind: String, CaseIterable, Sendable {
        case chat, denial, settled, hearsay, home, play, command, describing, reacting, logistics
        case leaving

        /// What people say, an utterance each.
        var lines: [String] { text.split(separator: "\n").map(String.init) }

        private var text: String {
            switch self {
            case .chat: OrdinaryTalk.chat
            case .denial: OrdinaryTalk.denials
            case .settled: OrdinaryTalk.settled
            case .hearsay: OrdinaryTalk.hearsay
            case .home: OrdinaryTalk.home
            case .play: OrdinaryTalk.play
            case .command: OrdinaryTalk.commands
            case .describing: OrdinaryTalk.describing
            case .reacting: OrdinaryTalk.reacting
            case .logistics: OrdinaryTalk.logistics
            case .leaving: OrdinaryTalk.leaving
            }
        }
    }
}
