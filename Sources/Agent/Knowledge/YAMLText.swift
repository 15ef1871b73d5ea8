package import Yams

/// YAML that anybody may have written, composed into nodes.
///
/// The parser holds the keys of a mapping against each other by all that is in them. An alias is only a
/// reference until then: as a key, or in one, a few lines unfold into billions of nodes there. So the keys
/// are looked at first, in a text in which every alias is a plain word.
package enum YAMLText {
    /// A key that is an alias or has one in it, as nothing has that is read here.
    package struct AliasInKey: Error, Hashable {
        /// The key's line, from 1.
        package let line: Int
    }

    /// Composes the one document of a text; nil where it is empty.
    ///
    /// - Throws: `AliasInKey`, or what the parser throws.
    package static func compose(_ text: String) throws -> Node? {
        if let plain = withoutAliases(text), let node = try Yams.compose(yaml: plain) {
            try refuseAliases(in: node, isKey: false)
        }
        return try Yams.compose(yaml: text)
    }

    /// What stands in place of an alias's asterisk: a character that means nothing, in YAML or elsewhere.
    private static let mark = "\u{E000}"

    private static func refuseAliases(in node: Node, isKey: Bool) throws {
        switch node {
        case .scalar(let scalar):
            guard !isKey || !scalar.string.contains(mark) else {
                throw AliasInKey(line: scalar.mark?.line ?? 1)
            }
        case .sequence(let sequence):
            for element in sequence { try refuseAliases(in: element, isKey: isKey) }
        case .mapping(let mapping):
            for (key, value) in mapping {
                try refuseAliases(in: key, isKey: true)
                try refuseAliases(in: value, isKey: isKey)
            }
        case .alias: throw AliasInKey(line: node.mark?.line ?? 1)
        }
    }

    /// The text with a word in place of every alias; nil where there is none.
    ///
    /// What only looks like an alias, in a quoted text or a comment, becomes such a word as well: that
    /// changes what it says, which nobody reads here, and not where anything begins or ends.
    private static func withoutAliases(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let anchors = names(after: UInt8(ascii: "&"), in: bytes)
        guard !anchors.isEmpty else { return nil }
        var (plain, place, found) = ([UInt8](), 0, false)
        plain.reserveCapacity(bytes.count)
        while place < bytes.count {
            guard let name = alias(at: place, in: bytes), anchors.contains(name) else {
                plain.append(bytes[place])
                place += 1
                continue
            }
            found = true
            plain += mark.utf8
            plain += name
            place = name.endIndex
            // An alias ends at its name, a word only at a colon with a space behind it.
            if place < bytes.count, bytes[place] == UInt8(ascii: ":") {
                plain += ": ".utf8
                place += 1
            }
        }
        return found ? String(decoding: plain, as: UTF8.self) : nil
    }

    /// The name of what may be an alias at a place: behind a letter or a slash an asterisk is one of a text.
    private static func alias(at place: Int, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
        guard bytes[place] == UInt8(ascii: "*") else { return nil }
        if place > 0 {
            let before = bytes[place - 1]
            let isInside = isOfName(before) || "./*".utf8.contains(before)
            guard !isInside else { return nil }
        }
        return bytes[(place + 1)...].prefix(while: isOfName)
    }

    private static func names(after sign: UInt8, in bytes: [UInt8]) -> Set<ArraySlice<UInt8>> {
        var names: Set<ArraySlice<UInt8>> = []
        for place in bytes.indices where bytes[place] == sign {
            let name = bytes[(place + 1)...].prefix(while: isOfName)
            if !name.isEmpty { names.insert(name) }
        }
        return names
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
