import Yams

/// A YAML file that somebody wrote, read with its lines at hand.
struct YAMLFile {
    let path: String
    let root: [(key: YAMLMapping.Key, value: Node)]

    init(_ file: SourceFile) throws(InputError) {
        path = file.path
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw InputError(
                path: file.path,
                line: 1,
                found: "bytes that are not UTF-8",
                expected: "YAML"
            )
        }
        root = try YAMLMapping.parse(text, path: file.path)
    }

    func error(_ line: Int, _ found: String, _ expected: String) -> InputError {
        InputError(path: path, line: line, found: found, expected: expected)
    }

    func error(_ node: Node?, _ found: String, _ expected: String) -> InputError {
        error(node?.mark?.line ?? 1, found, expected)
    }

    /// The field of a name at the top of the file.
    subscript(name: String) -> (key: YAMLMapping.Key, value: Node)? {
        root.first { $0.key.name == name }
    }

    func fields(
        of node: Node,
        line: Int,
        known: Set<String>
    ) throws(InputError) -> [String: Node] {
        guard let mapping = node.mapping else {
            throw error(line, "no fields", "fields of the form name: value")
        }
        var fields: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string, known.contains(name) else {
                let names = known.sorted().joined(separator: ", ")
                throw error(key, "an unknown field", "one of \(names)")
            }
            fields[name] = value
        }
        return fields
    }

    func elements(of node: Node?, named name: String, line: Int) throws(InputError) -> [Node] {
        guard let node else { return [] }
        guard let sequence = node.sequence else {
            throw error(node, "\(name): no list", "a list")
        }
        return Array(sequence)
    }

    func text(_ node: Node, named name: String) throws(InputError) -> String {
        guard let text = node.scalar?.string, !trimmed(text[...]).isEmpty else {
            throw error(node, "\(name): no text", "a text")
        }
        return String(trimmed(text[...]))
    }

    func texts(_ node: Node?, named name: String) throws(InputError) -> [String] {
        var texts: [String] = []
        for element in try elements(of: node, named: name, line: 1) {
            texts.append(try text(element, named: name))
        }
        return texts
    }

    func percent(_ node: Node, named name: String) throws(InputError) -> Percent {
        guard let percent = node.scalar.flatMap({ Percent($0.string) }) else {
            throw error(
                node,
                "\(name): no share",
                "0 to 100 with at most one decimal, such as 12.5"
            )
        }
        return percent
    }
}
