import Events

/// Why a call of a tool is not made.
public enum ToolRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no tool of this name in the call.
    case unknownTool
    /// The model's provider runs this tool itself.
    case belongsToProvider
    /// It takes no argument of this name, at this place among those given.
    case unknownArgument(place: Int)
    /// An argument that it needs is not there.
    case missing(input: String)
    /// An argument has not the form of its input.
    case illTyped(input: String)

    /// What was found and expected, without anybody's words.
    public var description: String {
        switch self {
        case .unknownTool: "tool call refused: found a name that no tool of this call has"
        case .belongsToProvider: "tool call refused: its provider runs this tool"
        case .unknownArgument: "tool call refused: found an argument that the tool does not take"
        case .missing(let input): "tool call refused: found no \(input), expected one"
        case .illTyped(let input): "tool call refused: found a \(input) of another form"
        }
    }
}

extension Tool {
    /// The arguments in their one form: none unknown, none missing, none ill-typed.
    func parse(_ arguments: JSONObject) throws(ToolRefusal) -> JSONObject {
        let known = Set(inputs.map(\.name))
        if let place = arguments.members.firstIndex(where: { !known.contains($0.name) }) {
            throw .unknownArgument(place: place)
        }
        var parsed = JSONObject()
        for input in inputs {
            if case .given(let value) = input.kind {
                parsed[input.name] = .string(value)
                continue
            }
            guard let value = arguments[input.name], value != .null else {
                guard !input.isRequired else { throw .missing(input: input.name) }
                continue
            }
            guard let normal = input.normalised(value) else {
                throw .illTyped(input: input.name)
            }
            parsed[input.name] = normal
        }
        return parsed
    }
}
