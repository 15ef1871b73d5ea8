public import Events

/// A report as it lies on a disk: HTML or JSON.
public struct ReportFile: Sendable {
    /// The forms that can be verified.
    public enum Form: String, Hashable, Sendable { case html, json }

    /// Why bytes are not a report that can be verified.
    public enum ParsingError: Error, Hashable, Sendable, CustomStringConvertible {
        /// Neither a JSON object nor a page with an embedded report.
        case noReport
        /// The report's JSON is not canonical.
        case notCanonical(CanonicalJSONError)
        /// The JSON is another thing than a report of this format.
        case notAReport

        /// What was found and expected.
        public var description: String {
            switch self {
            case .noReport:
                "found neither a JSON report nor a page with one in it, expected a file that "
                    + "'aside report' wrote as html or json"
            case .notCanonical(let error): error.description
            case .notAReport:
                "found JSON of another form, expected a report of format \(ReportDocument.format)"
            }
        }
    }

    /// The form.
    public let form: Form
    /// The bytes.
    public let bytes: [UInt8]
    /// The report as its own members, whatever they are.
    public let json: JSONObject
    /// The report.
    public let document: ReportDocument

    /// Reads a file's bytes.
    public init(parsing bytes: [UInt8]) throws(ParsingError) {
        self.bytes = bytes
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
            json = object
            document = try JSONCoding.value(ReportDocument.self, from: object)
        } catch let error as CanonicalJSONError {
            throw .notCanonical(error)
        } catch {
            throw .notAReport
        }
        guard document.format == ReportDocument.format else { throw .notAReport }
    }
}
