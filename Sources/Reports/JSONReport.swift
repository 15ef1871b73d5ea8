internal import Events

/// A report as JSON: one canonical object and a line feed.
public enum JSONReport {
    /// The file's text.
    public static func render(_ document: ReportDocument) -> String {
        String(decoding: CanonicalJSON.encode(document.json), as: UTF8.self) + "\n"
    }
}
