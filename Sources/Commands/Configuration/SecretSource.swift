import Agent
import Foundation

/// Where a secret is found: never in `aside.yaml` itself.
enum SecretSource: Hashable {
    /// A variable of the environment.
    case variable(String)
    /// A file, of which the first line is the secret.
    case file(String)

    /// A key is a line of text; a larger file is another file.
    private static let largest = 16 * 1024

    /// The place that `key_from` or `key_file` names; nil where neither is set.
    init?(in section: SettingSection) throws {
        switch (try section.text("key_from"), try section.text("key_file")) {
        case (nil, nil): return nil
        case (let name?, nil):
            guard Self.isVariable(name) else {
                throw section.error(
                    "key_from",
                    "no name of a variable",
                    "capital letters, digits and _, as in OPENAI_API_KEY; never the key itself"
                )
            }
            self = .variable(name)
        case (nil, let path?): self = .file(path)
        case (_?, _?): throw section.error("key_file", "two places for one key", "one of them")
        }
    }

    /// The secret, found now.
    ///
    /// - Parameter place: where the settings name it.
    /// - Throws: `Failure` that names both places and nothing of what is there.
    func read(environment: [String: String], namedAt place: String) throws -> String {
        switch self {
        case .variable(let name):
            guard let secret = environment[name], !secret.isEmpty else {
                throw Failure.failed("\(place): reading a key failed: \(self) is not set")
            }
            return secret
        case .file(let path):
            guard let bytes = FileManager.default.contents(atPath: path), !bytes.isEmpty,
                bytes.count <= Self.largest,
                let line = String(bytes: bytes, encoding: .utf8)?
                    .split(whereSeparator: \.isNewline).first
            else {
                throw Failure.failed(
                    "\(place): reading a key failed: \(self) has no key in its first line, or is not there"
                )
            }
            return String(line)
        }
    }

    private static func isVariable(_ name: String) -> Bool {
        name.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
            && name.utf8.allSatisfy {
                (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
    }
}

extension SecretSource: CustomStringConvertible {
    /// The place, as a person is told it.
    var description: String {
        switch self {
        case .variable(let name): "the variable \(name)"
        case .file(let path): "the file \(path)"
        }
    }
}
