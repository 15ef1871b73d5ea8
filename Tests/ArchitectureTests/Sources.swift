import Foundation

/// One line of a source file, and where it stands.
struct SourceLine: CustomStringConvertible {
    var file: String
    var number: Int
    var text: String

    var description: String { "\(file):\(number): \(text)" }
}

/// The Swift files below Sources, read as text.
enum Sources {
    /// The package's folder.
    static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The rooms: the folders of Sources.
    static func rooms() throws -> [String] {
        let folder = package.appending(path: "Sources")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Every file of a room, or of all rooms, by its path from the package's folder.
    static func files(in room: String? = nil) throws -> [String] {
        let root = "Sources" + (room.map { "/" + $0 } ?? "")
        let all = try FileManager.default.subpathsOfDirectory(
            atPath: package.appending(path: root).path
        )
        return all.filter { $0.hasSuffix(".swift") }.map { root + "/" + $0 }.sorted()
    }

    /// A file's text.
    static func text(of file: String) throws -> String {
        try String(contentsOf: package.appending(path: file), encoding: .utf8)
    }

    /// A file's lines, without those that are comments.
    static func code(of file: String) throws -> [SourceLine] {
        try text(of: file).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { SourceLine(file: file, number: $0.offset + 1, text: trimmed($0.element)) }
            .filter { !$0.text.hasPrefix("//") && !$0.text.isEmpty }
    }

    /// The code of every file of a room, or of all rooms.
    static func code(in room: String? = nil) throws -> [SourceLine] {
        try files(in: room).flatMap { try code(of: $0) }
    }

    private static func trimmed(_ line: Substring) -> String {
        line.trimmingCharacters(in: .whitespaces)
    }
}
