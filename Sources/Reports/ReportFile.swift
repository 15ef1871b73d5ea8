public import Events

/// A report as it lies on a disk: HTML, JSON or CSV.
public struct ReportFile: Sendable {
    /// The forms that can be verified.
    public enum Form: String, Hashable, Sendable { case html, json, csv }

    /// Why bytes are not a report that can be verified.
    public enum ParsingError: Error, Hashable, Sendable, CustomStringConvertible {
        /// Neither a JSON object nor a page with an embedded report, nor records of a report.
        case noReport
        /// The report's JSON is not canonical.
        case notCanonical(CanonicalJSONError)
        /// The JSON or the records are another thing than a report of this format.
        case notAReport

        /// What was found and expected.
        public var description: String {
            switch self {
            case .noReport:
                "found neither a JSON report nor a page with one in it nor records of one, "
                    + "expected a file that 'aside report' wrote as html, json or csv"
            case .notCanonical(let error): error.description
            case .notAReport:
                "found another form, expected a report of format \(ReportDocument.format)"
            }
        }
    }

    /// The form.
    public let form: Form
    /// The bytes.
    public let bytes: [UInt8]
    /// What is compared.
    let content: Content
    /// The report; of a CSV, what stands before its sections.
    public let document: ReportDocument

    /// A report as a file of some form has it.
    enum Content: Sendable {
        /// Its own members, whatever they are.
        case members(JSONObject)
        /// The records of a CSV.
        case records([[String]])
    }

    /// Reads a file's bytes.
    public init(parsing bytes: [UInt8]) throws(ParsingError) {
        self.bytes = bytes
        if bytes.starts(with: CSVReport.columns.joined(separator: ",").utf8) {
            guard let records = CSVFile.records(of: bytes), let head = CSVFile.head(records),
                head.format == ReportDocument.format
            else { throw .notAReport }
            form = .csv
            content = .records(records)
            document = head
            return
        }
        let canonical: [UInt8]
        if bytes.first == UInt8(ascii: "{") {
            form = .json
            canonical = bytes.last == UInt8(ascii: "\n") ? Array(bytes.dropLast()) : bytes
        } else {
            guard let embedded = HTMLReport.embedded(in: bytes) else { throw .noReport }
            form = .html
            canonical = ScriptSafeJSON.canonical(embedded)
        }
        do {
            guard case .object(let object) = try CanonicalJSON.parse(canonical) else {
                throw ParsingError.notAReport
            }
            content = .members(object)
            document = try JSONCoding.value(ReportDocument.self, from: object)
        } catch let error as CanonicalJSONError {
            throw .notCanonical(error)
        } catch {
            throw .notAReport
        }
        guard document.format == ReportDocument.format else { throw .notAReport }
    }
}
