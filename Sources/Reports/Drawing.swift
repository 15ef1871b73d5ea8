internal import Events

/// Draws figures as SVG that reads in print, without colour and without a script.
enum Drawing {
    static func svg(_ figure: ReportFigure) -> String {
        if let timeline = figure.timeline { return TimelineDrawing(timeline).svg }
        return figure.bars.map { BarsDrawing(bars: $0).svg } ?? ""
    }

    /// A drawing in a frame that says what it shows: a page is read aloud too.
    static func frame(
        width: Int,
        height: Int,
        showing words: [String],
        _ parts: [String]
    ) -> String {
        "<svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\""
            + MarkupText.escape(words.joined(separator: "; ")) + "\">" + parts.joined() + "</svg>"
    }

    /// A text that leaves room for what stands beside it: a longer one is cut, and whole in the words of
    /// the frame.
    static func fitted(_ text: String, to longest: Int) -> String {
        text.count > longest ? String(text.prefix(longest - 1)) + "…" : text
    }

    static func text(
        _ content: String,
        x: Int,
        y: Int,
        style: String,
        anchor: String = "start"
    ) -> String {
        "<text x=\"\(x)\" y=\"\(y)\" class=\"\(style)\" text-anchor=\"\(anchor)\">"
            + MarkupText.escape(content) + "</text>"
    }
}

/// Shares of a whole, one bar each; a share that is none, as a file may have it, is drawn as the
/// nearest.
struct BarsDrawing {
    let bars: [ReportFigure.Bar]
    private let width = 720
    private let left = 190
    private let right = 90
    private let step = 40

    var svg: String {
        let height = bars.count * step + 8
        let room = width - left - right
        let drawn = bars.enumerated().map { place, bar in
            let y = place * step + 6
            let length = max(1, room * min(max(0, bar.perMille), 1000) / 1000)
            let label = Drawing.fitted(bar.label, to: 26)
            let note = Drawing.fitted(bar.note, to: 32)
            return Drawing.text(label, x: 0, y: y + 12, style: "lane")
                + Drawing.text(note, x: 0, y: y + 26, style: "note")
                + "<rect class=\"track\" x=\"\(left)\" y=\"\(y)\" width=\"\(room)\" height=\"22\"/>"
                + "<rect class=\"bar\" x=\"\(left)\" y=\"\(y)\" width=\"\(length)\" height=\"22\"/>"
                + Drawing.text(bar.value, x: width, y: y + 16, style: "value", anchor: "end")
        }
        return Drawing.frame(
            width: width,
            height: height,
            showing: bars.map { "\($0.label), \($0.note): \($0.value)" },
            drawn
        )
    }
}
