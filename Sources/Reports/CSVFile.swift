internal import Events

/// A report's CSV read back, record by record.
enum CSVFile {
    /// The records of a file, the names of the columns first; nil for bytes of another form than
    /// `CSVReport` writes (RFC 4180, CRLF after each record).
    static func records(of bytes: [UInt8]) -> [[String]]? {
        var scanner = CSVScanner(rest: bytes[...])
        var records: [[String]] = []
        while !scanner.rest.isEmpty {
            guard let record = scanner.record(), record.count == CSVReport.columns.count else {
                return nil
            }
            records.append(record)
        }
        return records
    }

    /// What stands before the first section, as a report without sections; nil where something of it
    /// is missing.
    static func head(_ records: [[String]]) -> ReportDocument? {
        var values: [String: String] = [:]
        for record in records where record[0] == "0" { values[record[1]] = record[2] }
        func text(_ key: String) -> String? { values[key].map(CSVReport.unguarded) }
        func number(_ key: String) -> UInt64? { text(key).flatMap { UInt64($0) } }
        guard let format = text("format"), let call = text("call"), let title = text("title"),
            let kind = text("kind").flatMap(ReportDocument.Kind.init(rawValue:)),
            let generatedAt = text("generated_at").flatMap({ Timestamp($0) }),
            let size = number("checkpoint.size"), let root = text("checkpoint.root"),
            let name = text("projection.name"), let position = number("projection.position"),
            let codeVersion = text("projection.code_version").flatMap({ Int($0) }),
            let stateDigest = text("projection.state_digest"),
            let code = text("verdict.code"), let headline = text("verdict.headline"),
            let detail = text("verdict.detail"), let withNames = text("with_names")
        else { return nil }
        return ReportDocument(
            format: format,
            kind: kind,
            call: CallID(call),
            title: title,
            generatedAt: generatedAt,
            checkpoint: .init(size: size, root: root, signature: signature(records)),
            projection: .init(
                name: name,
                codeVersion: codeVersion,
                position: position,
                stateDigest: stateDigest
            ),
            withNames: withNames == "yes",
            verdict: .init(code: code, headline: headline, detail: detail),
            exceptions: [],
            sections: []
        )
    }

    /// The signature under the checkpoint, which stands in a section of its own; nil where none does.
    private static func signature(_ records: [[String]]) -> ReportDocument.TreeHeadSignature? {
        typealias Signature = ReportDocument.TreeHeadSignature
        let section = records.filter { $0[0] == String(Signature.section) }
        func values(_ isWanted: (String) -> Bool) -> [String] {
            section.filter { isWanted($0[1]) }.map { CSVReport.unguarded($0[2]) }
        }
        let lines = values { $0.hasPrefix(Signature.lineKey) }
        guard let key = values({ $0 == Signature.keyKey }).first, !lines.isEmpty else { return nil }
        return Signature(key: key, lines: lines)
    }
}

/// Takes one record after the other from the bytes of a CSV file.
private struct CSVScanner {
    /// What has not been read yet.
    var rest: ArraySlice<UInt8>

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let ends: Set<UInt8> = [quote, comma, UInt8(ascii: "\r"), UInt8(ascii: "\n")]

    /// The fields up to the next CRLF; nil where there is none, or a field is not well formed.
    mutating func record() -> [String]? {
        var fields: [String] = []
        while let field = field() {
            fields.append(field)
            if take("\r") { return take("\n") ? fields : nil }
            guard take(",") else { return nil }
        }
        return nil
    }

    private mutating func field() -> String? {
        let isQuoted = take("\"")
        var bytes: [UInt8] = []
        while let byte = rest.first {
            if isQuoted {
                rest.removeFirst()
                if byte == Self.quote, !take("\"") {
                    return String(validating: bytes, as: UTF8.self)
                }
            } else if Self.ends.contains(byte) {
                break
            } else {
                rest.removeFirst()
            }
            bytes.append(byte)
        }
        return isQuoted ? nil : String(validating: bytes, as: UTF8.self)
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: scalar) else { return false }
        rest.removeFirst()
        return true
    }
}
