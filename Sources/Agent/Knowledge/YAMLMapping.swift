package import Yams

/// YAML that people write by hand, read as one mapping whose keys keep their lines.
package enum YAMLMapping {
    package struct Key: Hashable {
        package var name: String
        package var line: Int

        package init(name: String, line: Int) { (self.name, self.line) = (name, line) }
    }

    package static func parse(
        _ yaml: String,
        path: String,
        firstLine: Int = 1
    ) throws(InputError) -> [(key: Key, value: Node)] {
        // Some editors put a byte-order mark before a text.
        let yaml =
            yaml.unicodeScalars.first == "\u{FEFF}" ? String(yaml.unicodeScalars.dropFirst()) : yaml
        let node: Node?
        do {
            node = try YAMLText.compose(yaml)
        } catch let error as YAMLText.AliasInKey {
            throw InputError(
                path: path,
                line: firstLine - 1 + error.line,
                found: "an alias in a key",
                expected: "keys that are written out"
            )
        } catch let error as YamlError {
            if case .duplicatedKeysInMapping(let names, let context) = error {
                let first = max(1, context.mark.line)
                let again = line(ofSecond: names.first ?? "", after: first, in: yaml)
                throw InputError(
                    path: path,
                    line: firstLine - 1 + first,
                    found: "a field that is written twice, here first"
                        + (again.map { ", then in line \(firstLine - 1 + $0)" } ?? ""),
                    expected: "each field once"
                )
            }
            let place = line(of: error) ?? 1
            let isTab = begins(withTabIn: place, of: yaml)
            throw InputError(
                path: path,
                line: firstLine - 1 + place,
                found: isTab ? "a tab before a field" : "text that is not YAML",
                expected: isTab ? "spaces" : "fields of the form name: value"
            )
        } catch {
            throw InputError(
                path: path,
                line: firstLine,
                found: "text that is not YAML",
                expected: "YAML"
            )
        }
        guard let mapping = node?.mapping else {
            throw InputError(
                path: path,
                line: firstLine,
                found: "no fields",
                expected: "fields of the form name: value"
            )
        }
        return mapping.map { key, value in
            let line = (key.mark?.line ?? 1) + firstLine - 1
            return (Key(name: key.scalar?.string ?? "", line: line), value)
        }
    }

    /// The line of a field's second place, where it begins the line there as far in as at the first; lines
    /// count from 1.
    private static func line(ofSecond name: String, after first: Int, in yaml: String) -> Int? {
        let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.indices.contains(first - 1) else { return nil }
        let beginning = String(lines[first - 1].prefix { $0 == " " }) + name + ":"
        let again = lines.indices.dropFirst(first).first { lines[$0].hasPrefix(beginning) }
        return again.map { $0 + 1 }
    }

    private static func begins(withTabIn line: Int, of yaml: String) -> Bool {
        let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.indices.contains(line - 1) else { return false }
        return lines[line - 1].drop { $0 == " " }.first == "\t"
    }

    private static func line(of error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _),
            .composer(_, _, let mark, _):
            mark.line
        default:
            nil
        }
    }
}
