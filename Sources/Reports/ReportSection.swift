public import Events

/// One numbered section of a report.
public struct ReportSection: Codable, Hashable, Sendable {
    /// Its number, from 1.
    public var number: Int
    /// Its title.
    public var title: String
    /// What it says in words.
    public var paragraphs: [String] = []
    /// Single values.
    public var facts: [Fact] = []
    /// Many values.
    public var tables: [Table] = []
    /// A drawing.
    public var figure: ReportFigure?

    /// A value with its name.
    public struct Fact: Codable, Hashable, Sendable {
        /// A name for machines, unique in the section.
        public var key: String
        /// A name for people.
        public var label: String
        /// The value.
        public var value: String
        /// The entry it rests on.
        public var index: EntryIndex?
    }

    /// Rows of values.
    public struct Table: Codable, Hashable, Sendable {
        /// A name for machines, unique in the section.
        public var key: String
        /// A name for people.
        public var title: String
        /// The names of the columns.
        public var columns: [String]
        /// The rows, each with as many cells as there are columns.
        public var rows: [Row]
    }

    /// One row of a table.
    public struct Row: Codable, Hashable, Sendable {
        /// The values.
        public var cells: [String]
        /// The entry they rest on.
        public var index: EntryIndex?
    }

    /// A section that says nothing yet.
    init(_ number: Int, _ title: String) {
        (self.number, self.title) = (number, title)
    }

    mutating func say(_ paragraph: String) {
        paragraphs.append(paragraph)
    }

    mutating func fact(
        _ key: String,
        _ label: String,
        _ value: String,
        at index: EntryIndex? = nil
    ) {
        facts.append(Fact(key: key, label: label, value: value, index: index))
    }

    /// Adds a table; one without rows is left out, and `otherwise` says why.
    mutating func table(
        _ key: String,
        _ title: String,
        _ columns: [String],
        _ rows: [Row],
        otherwise: String? = nil
    ) {
        precondition(rows.allSatisfy { $0.cells.count == columns.count }, "a row misses a cell")
        if !rows.isEmpty {
            tables.append(Table(key: key, title: title, columns: columns, rows: rows))
        } else if let otherwise {
            say(otherwise)
        }
    }
}
