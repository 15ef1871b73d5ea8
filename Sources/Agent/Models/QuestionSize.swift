import Events
import Projections

extension Prompt {
    /// Prose comes to four bytes a token, JSON and most other languages to three.
    private static let bytesPerToken = 3

    /// The most tokens that one request for this comes to, as far as that can be known before: what is
    /// sent, and the longest answer.
    ///
    /// - Parameters:
    ///   - answer: how many the longest answer has.
    ///   - edge: the longest edge that its picture may have.
    func mostTokens(answering answer: Int, pictureEdge edge: Int) -> ModelMeter.Tokens {
        let offered = tools.reduce(0) { $0 + $1.summary.utf8.count + JSON.object($1.schema).size }
        let own = providerTools.reduce(0) { $0 + JSON.object($1.definition).size }
        let bytes = JSON.object(json).size + offered + own
        return ModelMeter.Tokens(
            text: Int64(bytes / Self.bytesPerToken + answer),
            vision: frame == nil ? 0 : VisionTokens.count(width: edge, height: edge)
        )
    }
}

extension JSON {
    /// About how many bytes it is written in.
    fileprivate var size: Int {
        switch self {
        case .null, .bool, .integer: 8
        case .string(let text): text.utf8.count + 2
        case .array(let elements): elements.reduce(2) { $0 + $1.size + 1 }
        case .object(let object):
            object.members.reduce(2) { $0 + $1.name.utf8.count + $1.value.size + 4 }
        }
    }
}
