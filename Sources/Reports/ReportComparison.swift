internal import Events

/// What a report says against what the log says now, leaf by leaf.
public enum ReportComparison {
    /// One leaf that differs.
    public struct Difference: Hashable, Sendable, CustomStringConvertible {
        /// Where, such as `sections.5.facts.0.value`; `html` for the visible page.
        public let path: String
        /// What the report says; "nothing" when it lacks the leaf.
        public let found: String
        /// What the log says; "nothing" when it has no such leaf.
        public let expected: String

        /// What was found where, against what was expected.
        public var description: String { "\(path): found \(found), expected \(expected)" }
    }

    /// Compares a report's file with the report made again from the log.
    ///
    /// A leaf whose content was erased since is no difference. Of an HTML file the visible page is
    /// compared too, byte for byte, with the page that its own embedded report gives.
    public static func compare(
        file: ReportFile,
        rebuiltFrom rebuilt: ReportDocument
    ) -> [Difference] {
        var differences: [Difference] = []
        collect("", .object(file.json), .object(rebuilt.json), &differences)
        let rendered =
            switch file.form {
            case .html: HTMLReport.render(file.document)
            case .json: JSONReport.render(file.document)
            }
        if !rendered.utf8.elementsEqual(file.bytes) {
            differences.append(firstDifference(file, Array(rendered.utf8)))
        }
        return differences
    }

    /// Compares a report's bytes with the report made again from the log.
    public static func compare(
        file bytes: [UInt8],
        rebuiltFrom rebuilt: ReportDocument
    ) throws(ReportFile.ParsingError) -> [Difference] {
        compare(file: try ReportFile(parsing: bytes), rebuiltFrom: rebuilt)
    }

    private static func collect(
        _ path: String,
        _ found: JSON?,
        _ expected: JSON?,
        _ differences: inout [Difference]
    ) {
        switch (found, expected) {
        case (.object(let found), .object(let expected)):
            let names = Set((found.members + expected.members).map(\.name))
            for name in names.sorted() {
                collect(join(path, name), found[name], expected[name], &differences)
            }
        case (.array(let found), .array(let expected)):
            for place in 0..<max(found.count, expected.count) {
                let left = found.indices.contains(place) ? found[place] : nil
                let right = expected.indices.contains(place) ? expected[place] : nil
                collect(join(path, String(place)), left, right, &differences)
            }
        case (.string, .string(ReportDocument.erased)): return
        case _ where found == expected: return
        default:
            differences.append(
                Difference(path: path, found: text(found), expected: text(expected))
            )
        }
    }

    private static func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : path + "." + name
    }

    private static func text(_ value: JSON?) -> String {
        guard let value else { return "nothing" }
        if case .string(let text) = value { return text }
        return String(decoding: CanonicalJSON.encode(value), as: UTF8.self)
    }

    /// The first line of the file that is not as its embedded report gives it.
    private static func firstDifference(_ file: ReportFile, _ rendered: [UInt8]) -> Difference {
        let found = file.bytes.split(separator: 10, omittingEmptySubsequences: false)
        let expected = rendered.split(separator: 10, omittingEmptySubsequences: false)
        var line = 0
        while line < found.count, line < expected.count, found[line] == expected[line] { line += 1 }
        func text(_ lines: [ArraySlice<UInt8>]) -> String {
            guard line < lines.count else { return "nothing" }
            return String(decoding: lines[line], as: UTF8.self)
        }
        return Difference(
            path: "\(file.form.rawValue) line \(line + 1)",
            found: text(found),
            expected: text(expected)
        )
    }
}
