internal import Events

/// Lanes over the time of a call: who was present and agreed, how the gate stood, what was captured.
///
/// Verifying draws what a file says, whoever wrote it: no number may trap or leave the frame.
struct TimelineDrawing {
    private let timeline: ReportFigure.Timeline
    /// Positive, and such that a place in the frame is computed without overflow.
    private let duration: Int64
    private let width = 720
    private let left = 132
    private let right = 8
    private let top = 34
    private let step = 42
    private let thickness = 24
    /// The frame has room for the times of so many steps.
    private static let mostSteps: Int64 = 8

    init(_ timeline: ReportFigure.Timeline) {
        self.timeline = timeline
        duration = min(max(1, timeline.durationMicros), JSON.largestInteger)
    }

    private var bottom: Int { top + timeline.lanes.count * step }

    var svg: String {
        let parts =
            [Self.patterns, axis] + timeline.lanes.enumerated().map { lane($1, y: top + $0 * step) }
            + marks + [legend]
        return Drawing.frame(width: width, height: bottom + 62, showing: words, parts)
    }

    /// Lane by lane, then the marks.
    private var words: [String] {
        timeline.lanes.map { lane in
            let spans = lane.spans.map { told($0) }.joined(separator: ", ")
            return "\(lane.label), \(lane.note): \(spans.isEmpty ? "nothing" : spans)"
        }
            + timeline.marks.map { "\($0.label) \(CallClock.length($0.atMicros))" }
    }

    private func told(_ span: ReportFigure.Span) -> String {
        "\(span.label), \(CallClock.length(span.fromMicros)) to "
            + CallClock.length(span.untilMicros)
    }

    /// The place of a moment; one outside the call stands at its edge.
    private func x(_ micros: Int64) -> Int {
        left + Int(min(max(0, micros), duration) * Int64(width - left - right) / duration)
    }

    /// Styles differ in their pattern and in their words, not in colour alone.
    private static let patterns = """
        <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" \
        patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>\
        <rect width="2" height="6" fill="#8a6d1f"/></pattern>\
        <pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse">\
        <rect width="6" height="6" fill="#fff"/>\
        <path d="M0 0L6 6M6 0L0 6" stroke="#8f1d1d" stroke-width="1.2"/></pattern></defs>
        """

    private func lane(_ lane: ReportFigure.Lane, y: Int) -> String {
        Drawing.text(lane.label, x: 0, y: y + 11, style: "lane")
            + Drawing.text(lane.note, x: 0, y: y + 24, style: "note")
            + "<line class=\"rail\" x1=\"\(left)\" x2=\"\(width - right)\" "
            + "y1=\"\(y + thickness / 2)\" y2=\"\(y + thickness / 2)\"/>"
            + lane.spans.map { span($0, y: y) }.joined()
    }

    private func span(_ span: ReportFigure.Span, y: Int) -> String {
        let (from, until) = (x(span.fromMicros), x(span.untilMicros))
        let length = max(2, until - from)
        let box =
            "<rect class=\"\(span.style.rawValue)\" x=\"\(from)\" y=\"\(y)\" "
            + "width=\"\(length)\" height=\"\(thickness)\"><title>"
            + MarkupText.escape(told(span)) + "</title></rect>"
        let needed = span.label.count * 7 + 10
        guard length >= needed else { return box }
        let middle = from + length / 2
        let isSolid = span.style == .agreed || span.style == .open
        let plate =
            isSolid || span.style == .closed
            ? ""
            : "<rect class=\"plate\" x=\"\(middle - needed / 2)\" y=\"\(y + 5)\" "
                + "width=\"\(needed)\" height=\"\(thickness - 10)\"/>"
        return box + plate
            + Drawing.text(
                span.label,
                x: middle,
                y: y + 16,
                style: isSolid ? "on" : "off",
                anchor: "middle"
            )
    }

    /// Marks that stand close together are told one above the other.
    private var marks: [String] {
        timeline.marks.enumerated().map { place, mark in
            let at = x(mark.atMicros)
            let isLate = at > (left + width) / 2
            let y = 10 + (place % 2) * 13
            return "<line class=\"mark\" x1=\"\(at)\" x2=\"\(at)\" y1=\"\(y + 3)\" "
                + "y2=\"\(bottom - step + thickness + 4)\"/>"
                + Drawing.text(
                    "\(mark.label) \(CallClock.length(mark.atMicros))",
                    x: isLate ? at - 4 : at + 4,
                    y: y + 2,
                    style: "mark",
                    anchor: isLate ? "end" : "start"
                )
        }
    }

    /// Four to nine ticks at round times, fewer in a call of less than four seconds.
    private var axis: String {
        let steps: [Int64] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200]
        let seconds = duration / 1_000_000
        var stride = steps.first { seconds / $0 <= Self.mostSteps } ?? 14_400
        while seconds / stride > Self.mostSteps { stride *= 2 }
        var drawn = ""
        for tick in Swift.stride(from: Int64(0), through: seconds, by: Int64.Stride(stride)) {
            let at = x(tick * 1_000_000)
            drawn +=
                "<line class=\"tick\" x1=\"\(at)\" x2=\"\(at)\" y1=\"\(top - 6)\" "
                + "y2=\"\(bottom - 8)\"/>"
            let told = String(CallClock.length(tick * 1_000_000).dropLast(4))
            let anchor = at > width - 30 ? "end" : "middle"
            drawn += Drawing.text(told, x: at, y: bottom + 6, style: "tick", anchor: anchor)
        }
        return drawn
    }

    private var legend: String {
        let entries = [
            ("agreed", "agreed or basis; gate open"), ("waiting", "present, not yet agreed; held"),
            ("refused", "refused, withdrew, minor"), ("closed", "gate closed"),
        ]
        var (at, drawn) = (0, "")
        for (style, label) in entries {
            drawn +=
                "<rect class=\"\(style)\" x=\"\(at)\" y=\"\(bottom + 30)\" width=\"16\" "
                + "height=\"12\"/>" + Drawing.text(label, x: at + 22, y: bottom + 40, style: "note")
            at += 38 + label.count * 6
        }
        return drawn
    }
}
