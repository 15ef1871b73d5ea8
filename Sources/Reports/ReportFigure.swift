/// A drawing as data; how it looks is the page's affair.
public struct ReportFigure: Codable, Hashable, Sendable {
    /// What it shows.
    public var caption: String
    /// Lanes over time.
    public var timeline: Timeline?
    /// Shares of a whole.
    public var bars: [Bar]?

    /// Lanes over the time of a call, with marks.
    public struct Timeline: Codable, Hashable, Sendable {
        /// How long the call was.
        public var durationMicros: Int64
        /// The lanes, from the top.
        public var lanes: [Lane]
        /// Moments that matter in every lane.
        public var marks: [Mark]

        private enum CodingKeys: String, CodingKey {
            case lanes, marks
            case durationMicros = "duration_micros"
        }
    }

    /// What held of one person, or of the gate, over time.
    public struct Lane: Codable, Hashable, Sendable {
        /// Whose.
        public var label: String
        /// What stands below the label.
        public var note: String
        /// What held when.
        public var spans: [Span]
    }

    /// A stretch of time in which one thing held.
    public struct Span: Codable, Hashable, Sendable {
        /// How it is drawn.
        public var style: Style
        /// What held.
        public var label: String
        /// From then.
        public var fromMicros: Int64
        /// Until then.
        public var untilMicros: Int64

        private enum CodingKeys: String, CodingKey {
            case style, label
            case fromMicros = "from_micros"
            case untilMicros = "until_micros"
        }
    }

    /// The ways to draw a span, which differ in more than colour.
    public enum Style: String, Codable, Hashable, Sendable {
        case waiting, agreed, refused, open, held, closed
    }

    /// A moment.
    public struct Mark: Codable, Hashable, Sendable {
        /// What happened.
        public var label: String
        /// When.
        public var atMicros: Int64

        private enum CodingKeys: String, CodingKey {
            case label
            case atMicros = "at_micros"
        }
    }

    /// One share.
    public struct Bar: Codable, Hashable, Sendable {
        /// Whose.
        public var label: String
        /// What stands below the label.
        public var note: String
        /// How much, in words.
        public var value: String
        /// How much, in thousandths of the whole.
        public var perMille: Int

        private enum CodingKeys: String, CodingKey {
            case label, note, value
            case perMille = "per_mille"
        }
    }
}
