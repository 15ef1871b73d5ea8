internal import Events

/// What a report says against what the log says now, leaf by leaf.
///
/// Where the log's content was erased nothing tells whether words are those that it had. If all of it
/// was erased before the report was made, the report must say "erased" itself. If some was erased
/// since, such words are neither confirmed nor a difference.
public struct ReportComparison: Sendable {
    /// One leaf that differs.
    public struct Difference: Hashable, Sendable, CustomStringConvertible {
        /// Where, such as `sections.5.facts.0.value`; `html line 7` for the visible page, and
        /// `row 57.value` for a CSV, whose row 1 has the names of the columns.
        public let path: String
        /// What the report says; "nothing" when it lacks the leaf.
        public let found: String
        /// What the log says; "nothing" when it has no such leaf.
        public let expected: String

        /// What was found where, against what was expected.
        public var description: String { "\(path): found \(found), expected \(expected)" }
    }

    /// What differs, in the order of the report's members.
    public private(set) var differences: [Difference] = []
    /// Where the report has words that nothing can confirm any more, in the same order.
    public private(set) var notCheckable: [String] = []
    /// Whether the visible page has another style than this version gives it.
    ///
    /// That is no difference, but a style can hide what stands in the page, or show what does not.
    public private(set) var hasOtherStyle = false
    private let erasedSince: Bool

    /// Compares a report's file with the report made again from the log.
    ///
    /// Of an HTML file the visible page is compared too, byte for byte but for its style, with the page
    /// that its own embedded report gives. A CSV has no more than its records.
    ///
    /// - Parameter erasedSince: whether content of the call that could be read when the report was
    ///   made has been erased since, by the log's own record: `CustodyHistory.hasErasure(since:)`.
    public init(of file: ReportFile, with rebuilt: ReportDocument, erasedSince: Bool) {
        self.erasedSince = erasedSince
        switch file.content {
        case .members(let members):
            collect("", .object(members), .object(rebuilt.json))
            let rendered = rendered(file)
            if rendered != file.bytes { differences.append(Self.firstDifference(file, rendered)) }
        case .records(let records):
            let expected = CSVFile.records(of: Array(CSVReport.render(rebuilt).utf8)) ?? []
            for row in 0..<max(records.count, expected.count) {
                collect(row, records.dropFirst(row).first, expected.dropFirst(row).first)
            }
        }
    }

    /// The file as its report gives it, a page in the style that the file has.
    private mutating func rendered(_ file: ReportFile) -> [UInt8] {
        guard file.form == .html else { return Array(JSONReport.render(file.document).utf8) }
        var page = Array(HTMLReport.render(file.document).utf8)
        if let found = HTMLReport.style(in: file.bytes), let own = HTMLReport.style(in: page),
            file.bytes[found] != page[own]
        {
            hasOtherStyle = true
            page.replaceSubrange(own, with: file.bytes[found])
        }
        return page
    }

    /// What comes of it, in words; it claims no more than was compared.
    public var verdict: String {
        guard differences.isEmpty, hasOtherStyle else { return verdictOnContent }
        return verdictOnContent + " Its style is not this version's, and a style can hide text or "
            + "show other: look at the text, for it was the text that was compared."
    }

    private var verdictOnContent: String {
        guard differences.isEmpty else {
            return "The report differs from what the log says in "
                + Wording.number(differences.count, "place", "places") + "."
        }
        guard !notCheckable.isEmpty else { return "The report says what the log says." }
        let places = Wording.number(notCheckable.count, "place holds", "places hold")
        return "What can still be checked says what the log says; \(places) words that have been "
            + "erased since and are NOT confirmed."
    }

    private mutating func collect(_ row: Int, _ found: [String]?, _ expected: [String]?) {
        for (place, column) in CSVReport.columns.enumerated() {
            collect(
                "row \(row + 1).\(column)",
                found.map { JSON.string($0[place]) },
                expected.map { JSON.string($0[place]) }
            )
        }
    }

    private mutating func collect(_ path: String, _ found: JSON?, _ expected: JSON?) {
        switch (found, expected) {
        case (.object(let found), .object(let expected)):
            let names = Set((found.members + expected.members).map(\.name))
            for name in names.sorted() {
                collect(Self.join(path, name), found[name], expected[name])
            }
        case (.array(let found), .array(let expected)):
            for place in 0..<max(found.count, expected.count) {
                let left = found.indices.contains(place) ? found[place] : nil
                let right = expected.indices.contains(place) ? expected[place] : nil
                collect(Self.join(path, String(place)), left, right)
            }
        case _ where found == expected: return
        case (.string, .string(ReportDocument.erased)) where erasedSince:
            notCheckable.append(path)
        default:
            differences.append(
                Difference(path: path, found: Self.text(found), expected: Self.text(expected))
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
