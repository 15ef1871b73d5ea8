internal import Events

/// What the page's template reads.
///
/// Every value is present, since Mustache looks for a missing one further out.
struct PageView {
    struct Exception {
        /// `Exception: ` or `Note: `; empty in a report of before the two were told apart.
        let mark: String
        let text: String
        let index: String
    }

    struct Fact {
        let label: String
        let value: String
        /// The style of the value, empty for plain text.
        let style: String
        let index: String
    }

    struct Cell {
        let value: String
        /// The style of the value, empty for plain text.
        let style: String
        /// What follows the value, such as the same moment in UTC; empty for most.
        let rest: String
    }

    struct Row {
        let cells: [Cell]
        let index: String
    }

    struct Table {
        let title: String
        let columns: [String]
        let rows: [Row]
        let style: String
        let hasIndexes: Bool
    }

    struct Section {
        let number: String
        let title: String
        let paragraphs: [String]
        let hasFacts: Bool
        let facts: [Fact]
        let tables: [Table]
        let hasFigure: Bool
        let caption: String
        let drawing: String
    }

    let kind: String
    let title: String
    let call: String
    let generatedAt: String
    let names: String
    let size: String
    let root: String
    let projection: String
    let stateDigest: String
    let verdictCode: String
    let headline: String
    let detail: String
    let hasExceptions: Bool
    let exceptions: [Exception]
    let sections: [Section]
    let embedded: String

    init(_ document: ReportDocument, embedded: String) {
        kind = document.kind.rawValue
        title = document.title
        call = document.call.text
        generatedAt = CallClock.utc(document.generatedAt) + " UTC"
        names = document.withNames ? "with names" : "without names"
        size = String(document.checkpoint.size)
        root = document.checkpoint.root
        projection =
            "\(document.projection.name) \(document.projection.codeVersion), "
            + "up to entry \(document.projection.position)"
        stateDigest = document.projection.stateDigest
        verdictCode = document.verdict.code
        headline = document.verdict.headline
        detail = document.verdict.detail
        hasExceptions = !document.exceptions.isEmpty
        exceptions = document.exceptions.map {
            .init(
                mark: $0.kind.map { Wording.sentence($0.rawValue) + ": " } ?? "",
                text: $0.text,
                index: Wording.index($0.index)
            )
        }
        sections = document.sections.map { Section($0) }
        self.embedded = embedded
    }
}

extension PageView.Section {
    init(_ section: ReportSection) {
        self.init(
            number: String(section.number),
            title: section.title,
            paragraphs: section.paragraphs,
            hasFacts: !section.facts.isEmpty,
            facts: section.facts.map { fact in
                .init(
                    label: fact.label,
                    value: fact.value,
                    style: look(of: fact.value),
                    index: fact.index.map { "entry \($0.value)" } ?? ""
                )
            },
            tables: section.tables.map { PageView.Table($0) },
            hasFigure: section.figure != nil,
            caption: section.figure?.caption ?? "",
            drawing: section.figure.map { Drawing.svg($0) } ?? ""
        )
    }
}

extension PageView.Table {
    /// A table of so few rows is not cut at the end of a page.
    private static let rowsKeptTogether = 8

    init(_ table: ReportSection.Table) {
        self.init(
            title: table.title,
            columns: table.columns,
            rows: table.rows.map { row in
                .init(
                    cells: row.cells.map { PageView.Cell($0) },
                    index: row.index.map { String($0.value) } ?? ""
                )
            },
            style: (table.columns.count > 6 ? "wide" : "")
                + (table.rows.count <= Self.rowsKeptTogether ? " short" : ""),
            hasIndexes: table.rows.contains { $0.index != nil }
        )
    }
}

extension PageView.Cell {
    /// How long the second form of a moment is: ` (2026-11-22 18:22:53.000 UTC)`.
    private static let momentLength = 30

    /// A moment in both forms is cut before its second one, so that a line breaks nowhere else; what
    /// somebody said breaks where it must, however long its words are.
    init(_ value: String) {
        let tail = value.suffix(Self.momentLength)
        let isMoment =
            tail.count == Self.momentLength && tail.hasPrefix(" (") && tail.hasSuffix(" UTC)")
        self.init(
            value: isMoment ? String(value.dropLast(Self.momentLength)) : value,
            style: value.utf8.contains(UInt8(ascii: "\n")) ? "lines" : look(of: value),
            rest: isMoment ? String(tail.dropFirst()) : ""
        )
    }
}

/// The longest word that a column is made wide enough for; a longer one breaks anywhere.
private let longestWord = 30

/// How a value is set: digests in a fixed pitch that breaks anywhere, pseudonyms in one piece.
private func look(of value: String) -> String {
    if value == ReportDocument.erased { return "erased" }
    guard value.utf8.count > 16 else { return "" }
    guard !value.utf8.contains(UInt8(ascii: " ")) else {
        let words = value.utf8.split(separator: UInt8(ascii: " "))
        return words.contains { $0.count > longestWord } ? "long" : ""
    }
    return value.utf8.count == 18 && value.hasPrefix("p-") ? "person" : "digest"
}
