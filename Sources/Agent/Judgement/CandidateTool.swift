/// A tool as it is described to whoever chooses one.
public struct ToolDescription: Hashable, Sendable {
    /// One input of a tool.
    public struct Input: Hashable, Sendable {
        /// Its name, as the tool calls it.
        public var name: String
        /// What people call it.
        public var label: String
        /// The values it can have; empty when it is free.
        public var categories: [String]
        /// Whether the tool cannot run without it.
        public var isRequired: Bool

        /// An input.
        public init(name: String, label: String, categories: [String] = [], isRequired: Bool) {
            (self.name, self.label) = (name, label)
            (self.categories, self.isRequired) = (categories, isRequired)
        }
    }

    /// Its name, unique among the tools of a call.
    public var name: String
    /// What it does, in words.
    public var summary: String
    /// What it takes.
    public var inputs: [Input]

    /// A tool.
    public init(name: String, summary: String = "", inputs: [Input]) {
        (self.name, self.summary, self.inputs) = (name, summary, inputs)
    }
}

/// A tool made ready for choosing: its words and values looked up once, not at every turn.
public struct CandidateTool: Sendable {
    /// The tool's name.
    public let name: String
    let id: UInt64
    let inputs: [UInt64]
    /// Bits of the inputs that it cannot run without.
    let required: UInt64
    private let own: Set<UInt64>
    private let labels: [UInt64: UInt64]
    private let values: [UInt64: [(phrase: [UInt64], input: UInt64)]]

    /// Inputs beyond this many are passed over: the bits of a machine word mark them.
    private static let mostInputs = UInt64.bitWidth

    /// Makes a tool ready.
    public init(_ tool: ToolDescription) {
        name = tool.name
        id = WordHash.of(tool.name.utf8)
        let inputs = tool.inputs.prefix(Self.mostInputs)
        self.inputs = inputs.map { WordHash.of(Self.spelling(of: $0).utf8) }
        own = Self.stems(of: Self.spaced(tool.name) + " " + tool.summary)
        var required: UInt64 = 0
        var labels: [UInt64: UInt64] = [:]
        var values: [UInt64: [(phrase: [UInt64], input: UInt64)]] = [:]
        for (place, input) in inputs.enumerated() {
            let bit: UInt64 = 1 << UInt64(place)
            if input.isRequired { required |= bit }
            for stem in Self.stems(of: Self.spaced(input.name) + " " + input.label) {
                labels[stem, default: 0] |= bit
            }
            for phrase in Self.phrases(of: input) {
                values[phrase[0], default: []].append((phrase, bit))
            }
        }
        (self.required, self.labels, self.values) = (required, labels, values)
    }

    /// What a line says about the tool.
    func mentions(in words: HeardWords) -> ToolMentions {
        var mentions = ToolMentions()
        for (place, word) in words.list.enumerated() {
            if own.contains(word.stem) { mentions.named += 1 }
            if let bits = labels[word.stem] { mentions.labels |= bits }
            for value in values[word.id] ?? []
            where mentions.values & value.input == 0 && words.begins(value.phrase, at: place) {
                mentions.values |= value.input
            }
        }
        return mentions
    }

    /// An input's name as a model file spells it.
    package static func spelling(of input: ToolDescription.Input) -> String {
        input.name.lowercased().filter { $0 != " " }
    }

    /// Words in every description that tell no tool from another.
    private static let plainWords: Set<UInt64> = Set(
        ("a an the of to in on at is are it i you my your me for and or do does with that this have"
            + " has be would like please can could name id what which")
            .split(separator: " ").map { WordHash.of($0.utf8) }
    )
    /// Values that are said everywhere and so mean no input.
    private static let plainValues: Set<String> = ["yes", "no", "true", "false"]

    private static func stems(of text: String) -> Set<UInt64> {
        Set(HeardWords(text).list.filter { !plainWords.contains($0.id) }.map(\.stem))
    }

    private static func phrases(of input: ToolDescription.Input) -> [[UInt64]] {
        input.categories.filter { !plainValues.contains($0.lowercased()) }
            .map { HeardWords($0).list.map(\.id) }
            .filter { !$0.isEmpty }
    }

    /// `StartTime` and `start_time` as words.
    private static func spaced(_ name: String) -> String {
        var text = ""
        var wasLower = false
        for character in name {
            if character.isUppercase, wasLower { text += " " }
            wasLower = character.isLowercase
            text.append(character == "_" ? " " : character)
        }
        return text
    }
}

/// What a line says about a tool; inputs are bits.
struct ToolMentions {
    /// Words of the tool's own name and description.
    var named = 0
    /// Inputs that are named.
    var labels: UInt64 = 0
    /// Inputs of which a value is said.
    var values: UInt64 = 0
}
