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
            if case .duplicatedKeysInMapping(_, let context) = error {
                throw InputError(
                    path: path,
                    line: firstLine - 1 + max(1, context.mark.line),
                    found: "a field that is written twice, here first",
                    expected: "each field once"
                )
            }
            throw InputError(
                path: path,
                line: firstLine - 1 + (line(of: error) ?? 1),
                found: "text that is not YAML",
                expected: "fields of the form name: value"
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
