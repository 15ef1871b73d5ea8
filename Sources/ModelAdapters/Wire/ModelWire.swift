import Agent
import Events

/// How one family of providers writes questions and answers.
protocol ModelWire: Sendable {
    associatedtype Hearing: AnswerHearing

    /// Where questions go, below the service's address.
    static var path: String { get }
    /// The headers of every request.
    static func headers(key: Secret?) -> [(name: String, value: String)]
    /// The body of a question: exactly the bytes that leave.
    static func body(of question: Question, to endpoint: ModelEndpoint) -> [UInt8]
}

/// Puts an answer together from what comes, in whatever pieces.
protocol AnswerHearing: Sendable {
    /// The answer to a question, of which nothing has come yet.
    init(from host: String, providerTools: [ProviderTool])
    /// Takes the next event of a stream.
    mutating func hear(_ event: StreamEvent) throws(HTTPFailure)
    /// Takes an answer in one piece: some servers do not stream although they are asked to.
    mutating func hear(whole: WireJSON) throws(HTTPFailure)
    /// Whether something of the answer itself has come.
    var hasBegun: Bool { get }
    /// Whether its end has come.
    var isOver: Bool { get }
    /// What was heard, once the stream is at its end.
    func heard() throws(HTTPFailure) -> HeardAnswer
}

/// An answer as it was heard.
struct HeardAnswer: Hashable, Sendable {
    var calls: [ModelAnswer.ToolCall]
    /// The provider's own tools that it used, each as often as it used it.
    var providerTools: [String]
    var tokens: TokenCounts
    /// Whether it ended at the longest that was allowed, and not of itself.
    var isCutOff = false
    /// What came so far, where the provider paused and goes on when it is sent back; nil for a whole answer.
    var paused: PausedAnswer?

    /// This with what came when it was carried on.
    func carriedOn(by more: HeardAnswer) -> HeardAnswer {
        HeardAnswer(
            calls: calls + more.calls,
            providerTools: providerTools + more.providerTools,
            tokens: tokens.adding(more.tokens),
            isCutOff: more.isCutOff,
            paused: more.paused.map { paused?.carriedOn(by: $0) ?? $0 }
        )
    }
}

/// What a provider counted, before a picture is told from words.
struct TokenCounts: Hashable, Sendable {
    /// Of the prompt, without what came from the cache.
    var fresh = 0
    /// Of the prompt, from the cache.
    var cached = 0
    /// Of the answer.
    var out = 0
    /// Of pictures, where the provider counts them apart; they are among `fresh`.
    var pictures: Int?

    /// Both together.
    func adding(_ more: TokenCounts) -> TokenCounts {
        let both = [pictures, more.pictures].compactMap(\.self)
        return TokenCounts(
            fresh: fresh + more.fresh,
            cached: cached + more.cached,
            out: out + more.out,
            pictures: both.isEmpty ? nil : both.reduce(0, +)
        )
    }

    /// The usage as the log keeps it.
    ///
    /// - Parameter estimate: what the picture comes to by its size, for providers that do not say: those
    ///   tokens are taken from the words', so that the sum stays what the provider counted.
    func usage(picture estimate: Int) -> ModelUsage {
        let vision = min(fresh, pictures ?? estimate)
        return ModelUsage(
            tokensIn: fresh - vision,
            tokensOut: out,
            tokensCached: cached,
            tokensVision: vision
        )
    }
}

/// The provider's own tools that an answer tells of, whether or not they are among those it was given: they
/// have run there already, so all that is left to do is to write it down.
struct ProviderCalls: Hashable, Sendable {
    /// So many are written down; an answer that used more says no more by it.
    static let most = 64
    /// Names that we did not give are cut here.
    static let longestName = 64

    /// Their names, each as often as it was used.
    private(set) var names: [String] = []
    private var places: Set<Int> = []

    /// Takes note of a use, and of the place of the answer at which its fragments stand, where they would be
    /// taken for ours.
    mutating func add(_ name: String, at place: Int? = nil) {
        if let place { places.insert(place) }
        guard names.count < Self.most else { return }
        names.append(String(String.UnicodeScalarView(name.unicodeScalars.prefix(Self.longestName))))
    }

    /// Whether a fragment without a name at a place belongs to one of them.
    func has(_ place: Int?) -> Bool { place.map(places.contains) ?? false }

    /// Leaves a place to a call of ours: some servers give every call the same.
    mutating func leave(_ place: Int?) {
        if let place { places.remove(place) }
    }
}

/// Calls of tools that come in fragments.
struct CallsInPieces: Hashable, Sendable {
    /// More calls in one answer are a loop, not a plan.
    static let most = 64

    private struct Call: Hashable {
        var id: String?
        var name: String
        var arguments: JoinedText
    }

    private var calls: [Int: Call] = [:]

    /// What is expected of fragments where `add` says that one was not taken.
    static let expected = "at most \(most) calls, of whole characters"

    /// Takes a fragment of the call at a place; false when there are too many calls, or its arguments do not go
    /// on where they were cut.
    ///
    /// Only the first fragment needs a name. A second call that is given the place of the first, as some
    /// servers do, is told by an id and a name of its own.
    mutating func add(
        at place: Int?,
        id: String?,
        name: String?,
        arguments: TextPiece
    ) -> Bool {
        let last = calls.keys.max()
        var place = place ?? (id == nil ? last ?? 0 : (last ?? -1) + 1)
        if let found = calls[place], let old = found.id, let id, id != old,
            let name, !name.isEmpty, !id.isEmpty
        {
            place = (last ?? -1) + 1
        }
        guard (0..<Self.most).contains(place) else { return false }
        var call = calls[place] ?? Call(id: nil, name: "", arguments: JoinedText())
        if call.id == nil { call.id = id }
        if call.name.isEmpty { call.name = name ?? "" }
        guard call.arguments.add(arguments) else { return false }
        calls[place] = call
        return true
    }

    /// Whether a call has begun at a place.
    func has(_ place: Int) -> Bool { calls[place] != nil }

    /// The calls, in order.
    var all: [ModelAnswer.ToolCall] {
        calls.sorted { $0.key < $1.key }.map {
            ModelAnswer.ToolCall(name: $0.value.name, arguments: $0.value.arguments.bytes)
        }
    }
}
