import Agent
import Configuration
import Yams

/// The settings of `aside.yaml`, each with the place where somebody wrote it.
///
/// A variable of the environment stands before the file: `ASIDE_MODELS_FAST_URL` for `models.fast.url`.
/// Every field and every such variable is held against the settings that there are, so that none is
/// passed over in silence.
struct SettingsFile {
    /// The file's name where nobody names another.
    static let usualName = "aside.yaml"
    /// The largest file that is read: settings are written by hand.
    static let largest = 256 * 1024

    private let path: String
    private var lines: [SettingPath: Int] = [:]
    /// The names of what the operator named, in the order of the file.
    private var names: [SettingPath: [String]] = [:]
    private var texts: [SettingPath: String] = [:]
    private var lists: [SettingPath: [String]] = [:]
    private var overridden: Set<SettingPath> = []

    /// Reads a file, or the environment alone.
    ///
    /// - Throws: `InputError` for the first field that is unknown or has not its form; `Failure` for a
    ///   variable that names no setting.
    init(
        _ file: SourceFile?,
        knowing known: SettingField,
        environment: [String: String],
        sections: Set<String>
    ) throws {
        path = file?.path ?? Self.usualName
        if let file { try read(file, known) }
        let leaves = known.leaves(at: SettingPath([]), naming: names)
        try refuseSharedVariables(of: leaves)
        try takeVariables(environment, leaves, sections)
    }

    /// What the operator named at a path, in the order of the file.
    func names(at path: SettingPath) -> [String] { names[path] ?? [] }

    /// Whether anything is set at or below a path.
    func has(_ path: SettingPath) -> Bool {
        (Array(texts.keys) + Array(lists.keys)).contains { $0.parts.starts(with: path.parts) }
    }

    /// A setting; nil where nobody set it.
    func text(_ path: SettingPath) -> String? { texts[path] }

    /// A list; nil where nobody set it.
    func list(_ path: SettingPath) -> [String]? { lists[path] }

    /// What is wrong with a setting, named by where it was written.
    func error(_ path: SettingPath, _ found: String, _ expected: String) -> any Error {
        guard !isOverridden(path) else {
            return Failure.usage("\(path.variable): found \(found), expected \(expected)")
        }
        return InputError(
            path: self.path,
            line: line(of: path),
            found: "\(path.text): \(found)",
            expected: expected
        )
    }

    /// Where a setting was written, as a person finds it: its variable, or the file, the line and its name.
    func place(_ path: SettingPath) -> String {
        isOverridden(path) ? path.variable : "\(self.path):\(line(of: path)): \(path.text)"
    }

    /// Whether a variable of the environment stands before the file.
    func isOverridden(_ path: SettingPath) -> Bool { overridden.contains(path) }

    /// Every setting in effect, by its path.
    var effective: [String: [String]] {
        let all = texts.mapValues { [$0] }.merging(lists) { text, _ in text }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.key.text, $0.value) })
    }

    /// The line of the setting, else of what it would stand below.
    private func line(of path: SettingPath) -> Int {
        if let line = lines[path] { return line }
        guard !path.parts.isEmpty else { return 1 }
        return line(of: SettingPath(Array(path.parts.dropLast())))
    }
}

extension SettingsFile {
    private mutating func read(_ file: SourceFile, _ known: SettingField) throws {
        guard file.bytes.count <= Self.largest else {
            throw InputError(
                path: file.path,
                line: 1,
                found: "more than \(Self.largest / 1024) KiB",
                expected: "at most those"
            )
        }
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw InputError(
                path: file.path,
                line: 1,
                found: "bytes that are not UTF-8",
                expected: "YAML"
            )
        }
        let isEmpty = text.split(whereSeparator: \.isNewline).allSatisfy {
            $0.drop { $0 == " " || $0 == "\u{FEFF}" }.first.map { $0 == "#" } ?? true
        }
        guard !isEmpty, case .fields(let fields) = known else { return }
        try take(try YAMLMapping.parse(text, path: file.path), fields, at: SettingPath([]))
    }

    private mutating func take(
        _ pairs: [(key: YAMLMapping.Key, value: Node)],
        _ fields: [String: SettingField],
        at parent: SettingPath
    ) throws {
        for (key, value) in pairs {
            let path = parent / key.name
            lines[path] = key.line
            guard let field = fields[key.name] else {
                throw InputError(
                    path: self.path,
                    line: key.line,
                    found: "an unknown setting"
                        // What is no name at all may be anything, a key among it.
                        + (SettingPath.isName(key.name.lowercased()) ? ", \(path.text)" : "")
                        + NearestName.hint(key.name, among: fields.keys),
                    expected: "one of "
                        + fields.keys.sorted().map { (parent / $0).text }.joined(separator: ", ")
                )
            }
            try take(value, field, at: path)
        }
    }

    private mutating func take(_ node: Node, _ field: SettingField, at path: SettingPath) throws {
        switch field {
        case .text:
            guard let text = node.scalar?.string, !text.isEmpty else {
                throw error(path, "no text", "a text")
            }
            texts[path] = text
        case .list:
            let elements = node.sequence?.map { $0.scalar?.string ?? "" }
            guard let elements, !elements.contains("") else {
                throw error(path, "no list", "a list of texts")
            }
            lists[path] = elements
        case .fields(let fields):
            try take(try pairs(of: node, path), fields, at: path)
        case .named(let fields):
            for (name, node) in try named(in: node, path) {
                try take(try pairs(of: node, path / name), fields, at: path / name)
            }
        case .words:
            for (name, node) in try named(in: node, path) {
                try take(node, .text, at: path / name)
            }
        }
    }

    private mutating func named(
        in node: Node,
        _ path: SettingPath
    ) throws -> [(String, Node)] {
        try pairs(of: node, path).map { key, value in
            lines[path / key.name] = key.line
            guard SettingPath.isName(key.name) else {
                throw error(
                    path / key.name,
                    "a name that is not taken",
                    "at most 32 of lower-case letters, digits, - and _"
                )
            }
            names[path, default: []].append(key.name)
            return (key.name, value)
        }
    }

    private func pairs(
        of node: Node,
        _ path: SettingPath
    ) throws -> [(key: YAMLMapping.Key, value: Node)] {
        guard let mapping = node.mapping else {
            throw error(path, "no fields", "fields of the form name: value")
        }
        return mapping.map { key, value in
            (.init(name: key.scalar?.string ?? "", line: key.mark?.line ?? 1), value)
        }
    }

    /// A variable of the environment must mean one setting: the names `fast-one` and `fast_one`
    /// differ, and their variables do not.
    private func refuseSharedVariables(of leaves: [SettingField.Leaf]) throws {
        var paths: [String: SettingPath] = [:]
        let inOrder = leaves.map { (line(of: $0.path), $0.path) }.sorted { $0 < $1 }
        for (_, path) in inOrder {
            guard let other = paths.updateValue(path, forKey: path.variable), other != path
            else { continue }
            throw error(
                path,
                "a variable, \(path.variable), that \(other.text) has too",
                "names that differ in more than - and _"
            )
        }
    }

    private mutating func takeVariables(
        _ environment: [String: String],
        _ leaves: [SettingField.Leaf],
        _ sections: Set<String>
    ) throws {
        let own = environment.filter { name, _ in
            sections.contains { name.hasPrefix(SettingPath([$0]).variable + "_") }
        }
        let known = Set(leaves.map(\.path.variable))
        if let unknown = own.keys.sorted().first(where: { !known.contains($0) }) {
            throw Failure.usage(
                "\(unknown): found a variable that names no setting"
                    + "\(NearestName.hint(unknown, among: known)), expected one that "
                    + "docs/CONFIGURATION.md lists, of something that \(path) names"
            )
        }
        let reader = ConfigReader(
            provider: EnvironmentVariablesProvider(environmentVariables: own)
        )
        for leaf in leaves where own[leaf.path.variable] != nil {
            overridden.insert(leaf.path)
            if leaf.isList {
                lists[leaf.path] = reader.stringArray(forKey: leaf.path.key)
            } else {
                texts[leaf.path] = reader.string(forKey: leaf.path.key)
            }
        }
    }
}
