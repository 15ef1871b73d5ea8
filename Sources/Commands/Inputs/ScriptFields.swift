import Agent
import ConsentGate
import Events
import Foundation

/// The fields of one line of a call script, each taken once and checked.
struct ScriptFields {
    private enum Value: Decodable {
        case text(String)
        case number(Double)
        case flag(Bool)
        case list([Value])
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let list = try? container.decode([Value].self) {
                self = .list(list)
            } else {
                self = .other
            }
        }

        /// Whether it holds names of its own.
        var isNested: Bool {
            switch self {
            case .text, .number, .flag: false
            case .list(let values): values.contains(where: \.isNested)
            case .other: true
            }
        }

        var form: String {
            switch self {
            case .text: "a text"
            case .number: "a number"
            case .flag: "true or false"
            case .list: "a list"
            case .other: "an object or null"
            }
        }
    }

    let path: String
    let line: Int
    private let values: [String: Value]

    init(_ bytes: some DataProtocol, path: String, line: Int) throws(InputError) {
        (self.path, self.line) = (path, line)
        guard let values = try? JSONDecoder().decode([String: Value].self, from: Data(bytes)) else {
            throw InputError(
                path: path,
                line: line,
                found: "no JSON object",
                expected: "one JSON object a line"
            )
        }
        self.values = values
        guard Self.names(in: bytes) == values.count || values.values.contains(where: \.isNested)
        else {
            throw InputError(
                path: path,
                line: line,
                found: "a field more than once",
                expected: "each field once"
            )
        }
    }

    /// How many names an object without others in it has: each stands before a colon outside of a text.
    private static func names(in bytes: some DataProtocol) -> Int {
        var count = 0
        var isInText = false
        var isEscaped = false
        for byte in bytes {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isInText: isEscaped = true
            case UInt8(ascii: "\""): isInText.toggle()
            case UInt8(ascii: ":") where !isInText: count += 1
            default: break
            }
        }
        return count
    }

    func error(_ name: String, found: String, expected: String) -> InputError {
        InputError(path: path, line: line, found: "\(name): \(found)", expected: expected)
    }

    /// Refuses fields that this kind of line does not have: a misspelt one must not be passed over.
    func allow(only names: Set<String>) throws(InputError) {
        guard values.keys.contains(where: { !names.contains($0) }) else { return }
        throw InputError(
            path: path,
            line: line,
            found: "an unknown field",
            expected: "only " + names.sorted().joined(separator: ", ")
        )
    }

    func has(_ name: String) -> Bool { values[name] != nil }

    func text(
        _ name: String,
        longest: Int = RecordingLimits.longestLabel
    ) throws(InputError) -> String {
        guard let value = values[name] else {
            throw error(name, found: "nothing", expected: "a text")
        }
        guard case .text(let text) = value else {
            throw error(name, found: value.form, expected: "a text")
        }
        guard text.contains(where: { !$0.isWhitespace }), text.utf8.count <= longest else {
            let isTooLong = text.utf8.count > longest
            throw error(
                name,
                found: isTooLong ? "\(text.utf8.count) bytes" : "a blank text",
                expected: "1 to \(longest) bytes that are not all blank"
            )
        }
        return text
    }

    func optionalText(_ name: String) throws(InputError) -> String? {
        has(name) ? try text(name) : nil
    }

    /// Seconds, as microseconds.
    func seconds(_ name: String) throws(InputError) -> Int64 {
        guard let value = values[name] else {
            throw error(name, found: "nothing", expected: "seconds from the start of the call")
        }
        guard case .number(let seconds) = value else {
            throw error(name, found: value.form, expected: "seconds from the start of the call")
        }
        let longest = Double(RecordingLimits.longestMicros) / 1_000_000
        guard seconds.isFinite, (0...longest).contains(seconds) else {
            throw error(name, found: "a time outside the call", expected: "0 to 86400 seconds")
        }
        return Int64((seconds * 1_000_000).rounded())
    }

    /// One of the cases of a written choice.
    func choice<Choice: RawRepresentable<String>>(
        _ name: String,
        of choices: [Choice]
    ) throws(InputError) -> Choice {
        let written = try text(name)
        guard let choice = choices.first(where: { $0.rawValue == written }) else {
            let names = choices.map(\.rawValue).joined(separator: ", ")
            throw error(name, found: "none of them", expected: "one of \(names)")
        }
        return choice
    }

    /// The purposes of an act; nil when the field is absent.
    func purposes() throws(InputError) -> [Purpose]? {
        guard let value = values["purposes"] else { return nil }
        guard case .list(let elements) = value, !elements.isEmpty else {
            throw error("purposes", found: value.form, expected: "a list of purposes")
        }
        var purposes: [Purpose] = []
        for element in elements {
            guard case .text(let name) = element, let purpose = Purpose(rawValue: name) else {
                let names = Purpose.allCases.map(\.rawValue).joined(separator: ", ")
                throw error("purposes", found: "an unknown one", expected: "some of \(names)")
            }
            if !purposes.contains(purpose) { purposes.append(purpose) }
        }
        return purposes
    }

    /// True or false; false when the field is absent.
    func flag(_ name: String) throws(InputError) -> Bool {
        guard let value = values[name] else { return false }
        guard case .flag(let flag) = value else {
            throw error(name, found: value.form, expected: "true or false")
        }
        return flag
    }

    /// How many people share a device; nil when the field is absent.
    func headCount() throws(InputError) -> Int? {
        guard let value = values["head_count"] else { return nil }
        guard case .number(let number) = value, let count = Int(exactly: number),
            (1...ParticipantJoined.mostHeads).contains(count)
        else {
            throw error(
                "head_count",
                found: "something else",
                expected: "a whole number from 1 to \(ParticipantJoined.mostHeads)"
            )
        }
        return count
    }

    /// A moment in RFC 3339, with or without decimals and with any offset; those past a microsecond are cut.
    func moment(_ name: String) throws(InputError) -> Timestamp? {
        guard has(name) else { return nil }
        let rfc3339 =
            /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)/
        guard let form = try text(name).wholeMatch(of: rfc3339),
            let local = Timestamp("\(form.1).\(Self.micros(form.2))Z"),
            let time = Timestamp(micros: local.micros - Self.offset(form.3)),
            time < Self.latestMoment
        else {
            throw error(name, found: "no such moment", expected: "RFC 3339 from 1970 to 2999")
        }
        return time
    }

    private static let latestMoment = Timestamp("3000-01-01T00:00:00.000000Z") ?? .epoch

    private static func micros(_ decimals: Substring?) -> String {
        String(((decimals ?? "") + "000000").prefix(6))
    }

    /// How far a zone is ahead of UTC.
    private static func offset(_ zone: Substring) -> Int64 {
        let digits = zone.dropFirst().split(separator: ":").compactMap { Int64($0) }
        guard digits.count == 2 else { return 0 }
        let micros = (digits[0] * 60 + digits[1]) * 60_000_000
        return zone.first == "-" ? -micros : micros
    }
}
