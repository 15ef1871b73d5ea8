import Foundation

/// The settings at one place of `aside.yaml`, each read strictly.
struct SettingSection {
    let file: SettingsFile
    let path: SettingPath

    /// The longest text that a setting holds.
    static let longestText = 500

    /// A section below this one.
    func section(_ name: String) -> SettingSection {
        SettingSection(file: file, path: path / name)
    }

    /// The things that the operator named here, in the order of the file.
    var named: [(name: String, section: SettingSection)] {
        file.names(at: path).map { ($0, section($0)) }
    }

    /// Whether anything is set here.
    var isSet: Bool { file.has(path) }

    /// Where a setting was written, as a person finds it.
    func place(_ name: String) -> String { file.place(path / name) }

    func error(_ name: String, _ found: String, _ expected: String) -> any Error {
        file.error(path / name, found, expected)
    }

    /// A text; nil where it is not set.
    func text(_ name: String, longest: Int = Self.longestText) throws -> String? {
        guard let text = file.text(path / name) else { return nil }
        guard text.count <= longest, !text.contains(where: \.isNewline) else {
            throw error(
                name,
                "a text of \(text.count) characters",
                "one line of at most \(longest)"
            )
        }
        guard !text.unicodeScalars.contains(where: Self.isControl) else {
            throw error(name, "a control character", "plain text")
        }
        return text
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\t"
    }

    /// Refuses what stands beside a setting and has no effect there, unless the setting is a variable of the
    /// environment: one may switch off what the file has.
    func refuse(_ names: some Sequence<String>, beside setting: String, _ found: String) throws {
        guard !file.isOverridden(path / setting) else { return }
        for name in names.sorted() where section(name).isSet {
            throw error(name, found, "one of them")
        }
    }

    /// A text that has to be there.
    func required(_ name: String, _ expected: String) throws -> String {
        guard let text = try text(name) else { throw error(name, "nothing", expected) }
        return text
    }

    /// A list; empty where it is not set.
    func list(_ name: String) -> [String] { file.list(path / name) ?? [] }

    /// The operator's own names and their texts.
    func words(_ name: String) throws -> [(name: String, value: String)] {
        let words = section(name)
        return try file.names(at: words.path).compactMap { name in
            try words.text(name).map { (name, $0) }
        }
    }

    /// One of the words of a closed list; nil where it is not set.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        _ choices: Choice.Type
    ) throws -> Choice? where Choice.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(name, "another word", "one of " + known)
        }
        return choice
    }

    /// Several words of a closed list; empty where they are not set.
    func choices<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        _ choices: Choice.Type
    ) throws -> [Choice] where Choice.RawValue == String {
        try list(name).map { text in
            guard let choice = Choice(rawValue: text) else {
                let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw error(name, "another word", "words of " + known)
            }
            return choice
        }
    }

    func flag(_ name: String) throws -> Bool? {
        guard let text = try text(name) else { return nil }
        guard let flag = ["true": true, "false": false][text] else {
            throw error(name, "neither", "true or false")
        }
        return flag
    }

    func number(_ name: String, in range: ClosedRange<Int64>) throws -> Int64? {
        guard let text = try text(name) else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw error(
                name,
                "no such number",
                "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    /// A duration such as `800ms` or `2s`, in microseconds; nil where it is not set.
    func duration(_ name: String, atMost most: Int64) throws -> Int64? {
        guard let text = try text(name) else { return nil }
        let units: [(String, Int64)] = [("ms", 1_000), ("s", 1_000_000)]
        for (unit, micros) in units where text.hasSuffix(unit) {
            guard let count = Int64(text.dropLast(unit.count)), count > 0, count <= most / micros
            else { break }
            return count * micros
        }
        throw error(
            name,
            "no such duration",
            "whole seconds or milliseconds such as 2s or 800ms, at most \(most / 1_000_000) s"
        )
    }
}
