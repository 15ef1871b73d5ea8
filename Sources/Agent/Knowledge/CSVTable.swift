/// A table as spreadsheets write it (RFC 4180): commas, double quotes, a first row of names.
///
/// It is read strictly: what another program would read in another way is an error, by its line.
struct CSVTable {
    /// One field of a row.
    struct Field: Hashable {
        var text: String
        /// Whether it stood in quotes, and so is text whatever it looks like.
        var isQuoted = false
    }

    /// One row below the names.
    struct Row {
        /// The line on which it begins.
        var line: Int
        /// As many as there are names.
        var fields: [Field]
    }

    /// More than a spreadsheet can hold.
    static let mostRows = 1 << 20
    /// More columns than this are no table that somebody wrote.
    static let mostColumns = 256

    let path: String
    let names: [String]
    private(set) var rows: [Row] = []

    /// Reads a file whose columns must be among those that are known, if any are.
    init(_ file: SourceFile, needing needed: [String], only: Bool) throws(InputError) {
        path = file.path
        var reader = CSVReader(file)
        guard let head = try reader.nextRow() else {
            throw reader.error(1, "an empty file", "a row of names, such as " + needed.commas)
        }
        names = head.fields.map { String(trimmed($0.text[...])) }
        try Self.check(names, needing: needed, only: only, in: reader)
        while let row = try reader.nextRow() {
            guard row.fields.count == names.count else {
                throw reader.error(
                    row.line,
                    "\(row.fields.count) fields",
                    "\(names.count), as many as there are names in the first row"
                )
            }
            guard rows.count < Self.mostRows else {
                throw reader.error(row.line, "more rows", "\(Self.mostRows) at most")
            }
            rows.append(row)
        }
    }

    private static func check(
        _ names: [String],
        needing needed: [String],
        only: Bool,
        in reader: CSVReader
    ) throws(InputError) {
        if names.count == 1, names[0].contains(where: { ";\t".contains($0) }) {
            throw reader.error(1, "another separator", "commas between the names")
        }
        guard names.count <= mostColumns else {
            throw reader.error(1, "\(names.count) columns", "\(mostColumns) at most")
        }
        for (place, name) in names.enumerated() {
            guard !name.isEmpty else {
                throw reader.error(1, "no name above column \(place + 1)", "a name")
            }
            guard !names[..<place].contains(name) else {
                throw reader.error(1, "one name above two columns", "different names")
            }
        }
        for name in needed where !names.contains(name) {
            throw reader.error(1, "no column \(name)", needed.commas)
        }
        if only, let other = names.firstIndex(where: { !needed.contains($0) }) {
            throw reader.error(1, "an unknown column \(other + 1)", needed.commas + " and no other")
        }
    }

    /// What stands in a row under a name.
    func field(_ name: String, of row: Row) -> Field? {
        names.firstIndex(of: name).map { row.fields[$0] }
    }

    /// What is wrong with a row.
    func error(_ row: Row, _ found: String, _ expected: String) -> InputError {
        InputError(path: path, line: row.line, found: found, expected: expected)
    }
}

/// Reads the rows of a table, byte by byte.
struct CSVReader {
    private let path: String
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let newLine = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(_ file: SourceFile) {
        (path, bytes) = (file.path, file.bytes)
        // Spreadsheets begin UTF-8 with a mark.
        if bytes.starts(with: Self.mark) { place = Self.mark.count }
    }

    func error(_ line: Int, _ found: String, _ expected: String) -> InputError {
        InputError(path: path, line: line, found: found, expected: expected)
    }

    /// The next row; nil at the end of the file.
    mutating func nextRow() throws(InputError) -> CSVTable.Row? {
        guard place < bytes.count else { return nil }
        var row = CSVTable.Row(line: line, fields: [])
        guard bytes[place] != Self.newLine, bytes[place] != Self.carriageReturn else {
            throw error(line, "an empty row", "a row, or the end of the file")
        }
        while true {
            row.fields.append(try nextField())
            guard place < bytes.count else { return row }
            let end = bytes[place]
            place += 1
            if end == Self.comma { continue }
            if end == Self.carriageReturn {
                guard place < bytes.count, bytes[place] == Self.newLine else {
                    throw error(line, "a carriage return alone", "a new line after it")
                }
                place += 1
            }
            line += 1
            return row
        }
    }

    /// Reads up to the comma or the end of the line, which stay unread.
    private mutating func nextField() throws(InputError) -> CSVTable.Field {
        if place < bytes.count, bytes[place] == Self.quote { return try quotedField() }
        let start = place
        while place < bytes.count, !isEnd(bytes[place]) {
            guard bytes[place] != Self.quote else {
                throw error(line, "a quote inside a field", "the whole field in quotes")
            }
            place += 1
        }
        return CSVTable.Field(text: try text(bytes[start..<place]))
    }

    private mutating func quotedField() throws(InputError) -> CSVTable.Field {
        let first = line
        var read: [UInt8] = []
        place += 1
        while true {
            guard place < bytes.count else {
                throw error(first, "a quote without its end", "a second quote that ends the field")
            }
            let byte = bytes[place]
            place += 1
            if byte == Self.quote {
                guard place < bytes.count, bytes[place] == Self.quote else { break }
                place += 1
            } else if byte == Self.newLine {
                line += 1
            }
            read.append(byte)
        }
        guard place == bytes.count || isEnd(bytes[place]) else {
            throw error(line, "text behind a closing quote", "a comma, or the end of the line")
        }
        return CSVTable.Field(text: try text(read), isQuoted: true)
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == Self.comma || byte == Self.newLine || byte == Self.carriageReturn
    }

    private func text(_ part: some Collection<UInt8>) throws(InputError) -> String {
        guard let text = String(validating: part, as: UTF8.self) else {
            throw error(line, "bytes that are not UTF-8", "text; save the table as UTF-8")
        }
        return text
    }
}

extension [String] {
    /// The elements, one after another.
    fileprivate var commas: String { joined(separator: ", ") }
}
