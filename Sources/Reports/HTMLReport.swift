internal import Events
internal import Foundation
internal import Mustache

/// A report as one HTML page that needs no network: what is seen, and the report itself embedded.
public enum HTMLReport {
    private static let opening = "<script type=\"application/json\" id=\"aside-report\">"
    private static let closing = "</script>"

    /// The page, the same bytes for the same document.
    public static func render(_ document: ReportDocument) -> String {
        let view = PageView(document, embedded: ScriptSafeJSON.encode(document.json))
        guard let page = templates.render(view, withTemplate: "report") else {
            preconditionFailure("the package has no template named 'report'")
        }
        return page
    }

    /// The bytes of the report embedded in a page; nil when there is none.
    static func embedded(in page: [UInt8]) -> ArraySlice<UInt8>? {
        guard let start = page.firstRange(of: Array(opening.utf8)),
            let end = page[start.upperBound...].firstRange(of: Array(closing.utf8))
        else { return nil }
        return page[start.upperBound..<end.lowerBound]
    }

    /// Where the text of a page's style stands.
    ///
    /// It is the first `<style>`. Nil when there is none or it holds a `<`, since another spelling of
    /// its end would end it for a browser too.
    static func style(in page: [UInt8]) -> Range<Int>? {
        guard let start = page.firstRange(of: Array("<style>".utf8)),
            let end = page[start.upperBound...].firstIndex(of: UInt8(ascii: "<")),
            page[end...].starts(with: "</style>".utf8)
        else { return nil }
        return start.upperBound..<end
    }

    /// The package's own templates; that they load and parse is proven by every test that renders.
    private static let templates: MustacheLibrary = {
        MustacheContentTypes.register(MarkupText(), named: "MARKUP")
        do {
            var templates: [String: MustacheTemplate] = [:]
            for name in ["report", "section", "table", "style"] {
                guard
                    let url = Bundle.module.url(
                        forResource: name,
                        withExtension: "mustache",
                        subdirectory: "Templates"
                    )
                else { preconditionFailure("the package has no template named '\(name)'") }
                let text = try String(contentsOf: url, encoding: .utf8)
                templates[name] = try MustacheTemplate(string: text)
            }
            return MustacheLibrary(templates: templates)
        } catch {
            preconditionFailure("a template of the package does not parse: \(error)")
        }
    }()
}

/// Escapes text for HTML scalar by scalar.
///
/// Mustache's own escaping goes by `Character`, so that a quotation mark followed by a combining
/// mark passes it unescaped; what people say must not be able to do that.
struct MarkupText: MustacheContentType {
    func escapeText(_ text: String) -> String { Self.escape(text) }

    static func escape(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
