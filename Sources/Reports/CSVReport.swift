internal import Events

/// A report as CSV (RFC 4180) with the columns `section,key,value,index`.
///
/// Keys are `verdict.headline` and the like for what is not in a section (section 0), a fact's key,
/// `text.N` for the paragraphs, and `table.N.M` for row N and column M of a table, both from 1.
public enum CSVReport {
    /// The names of the columns, which are the first record.
    static let columns = ["section", "key", "value", "index"]

    /// The file's text, with CRLF after each record.
    public static func render(_ document: ReportDocument) -> String {
        var lines = [columns.joined(separator: ",")]
        for record in head(document) + document.sections.flatMap({ records($0) }) {
            lines.append(
                [
                    String(record.section), record.key, record.value,
                    record.index.map { String($0.value) } ?? "",
                ]
                .map { field($0) }.joined(separator: ",")
            )
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    private struct Record {
        var section: Int
        var key: String
        var value: String
        var index: EntryIndex?
    }

    private static func head(_ document: ReportDocument) -> [Record] {
        let values = [
            ("format", document.format), ("kind", document.kind.rawValue),
            ("call", document.call.text), ("title", document.title),
            ("generated_at", document.generatedAt.description),
            ("checkpoint.size", String(document.checkpoint.size)),
            ("checkpoint.root", document.checkpoint.root),
            ("projection.name", document.projection.name),
            ("projection.code_version", String(document.projection.codeVersion)),
            ("projection.position", String(document.projection.position)),
            ("projection.state_digest", document.projection.stateDigest),
            ("with_names", document.withNames ? "yes" : "no"),
            ("verdict.code", document.verdict.code),
            ("verdict.headline", document.verdict.headline),
            ("verdict.detail", document.verdict.detail),
        ]
        let exceptions = document.exceptions.enumerated().flatMap { number, exception in
            [
                ("kind", exception.kind?.rawValue ?? ""), ("code", exception.code),
                ("text", exception.text),
            ].map { key, value in
                Record(
                    section: 0,
                    key: "exceptions.\(number + 1).\(key)",
                    value: value,
                    index: exception.index
                )
            }
        }
        return values.map { Record(section: 0, key: $0.0, value: $0.1, index: nil) } + exceptions
    }

    private static func records(_ section: ReportSection) -> [Record] {
        func record(_ key: String, _ value: String, _ index: EntryIndex? = nil) -> Record {
            Record(section: section.number, key: key, value: value, index: index)
        }
        var records = [record("title", section.title)]
        for (number, text) in section.paragraphs.enumerated() {
            records.append(record("text.\(number + 1)", text))
        }
        for fact in section.facts { records.append(record(fact.key, fact.value, fact.index)) }
        for table in section.tables {
            records.append(record(table.key, table.title))
            for (column, name) in table.columns.enumerated() {
                records.append(record("\(table.key).0.\(column + 1)", name))
            }
            for (row, content) in table.rows.enumerated() {
                for (column, cell) in content.cells.enumerated() {
                    records.append(
                        record("\(table.key).\(row + 1).\(column + 1)", cell, content.index)
                    )
                }
            }
        }
        for (number, bar) in (section.figure?.bars ?? []).enumerated() {
            records.append(record("figure.\(number + 1).1", bar.label))
            records.append(record("figure.\(number + 1).2", bar.value))
        }
        return records
    }

    private static let formulaStarts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n"]

    private static func startsFormula(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.first.map { formulaStarts.contains($0) } ?? false
    }

    /// A field's value without the mark that keeps it from starting a formula.
    static func unguarded(_ text: String) -> String {
        text.hasPrefix("'") && startsFormula(text.dropFirst()) ? String(text.dropFirst()) : text
    }

    /// A field that neither breaks the record nor starts a formula in a spreadsheet.
    static func field(_ text: String) -> String {
        let isFormula = startsFormula(text)
        let safe = isFormula ? "'" + text : text
        let special: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]
        guard isFormula || safe.unicodeScalars.contains(where: { special.contains($0) }) else {
            return safe
        }
        var quoted = "\""
        for scalar in safe.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
