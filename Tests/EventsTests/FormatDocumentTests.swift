import Events
import Foundation
import Testing

/// What docs/EVENT_FORMAT.md says of one type.
struct DocumentedType: Sendable, CustomTestStringConvertible {
    var name: String
    var clear: Set<String> = []
    var sealed: Set<String> = []
    /// Fields, clear or sealed, that may be left out.
    var optional: Set<String> = []
    var needs: Set<String> = []
    var keys = ""
    var placing = ""
    var hasAttachment = false

    var testDescription: String { name }

    /// Every type of section 6.
    static let all: [DocumentedType] = {
        let file = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/EVENT_FORMAT.md")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        let chapters = text.components(separatedBy: "\n### ")
        return chapters.flatMap { chapter in
            let parts = chapter.components(separatedBy: "\n#### `aside.")
            return parts.dropFirst().map { section in
                DocumentedType(section.components(separatedBy: "\n## ")[0], below: parts[0])
            }
        }
    }()

    /// - Parameter preface: what its chapter says of every `consent.*` type.
    private init(_ section: String, below preface: String) {
        name = String(section.prefix { $0 != "`" })
        let shared = name.hasPrefix("consent.") ? preface : ""
        for line in (section + "\n" + shared).split(separator: "\n") {
            if line.hasPrefix("| `") {
                read(row: line)
            } else if line.hasPrefix("Stream: ") {
                placing = String(line)
                let parts = line.components(separatedBy: "Needs: ")
                if parts.count == 2 {
                    needs = Set(parts[1].matches(of: /`(\w+)`/).map { String($0.1) })
                }
            } else if line.hasPrefix("Sealed under: ") {
                keys = String(line)
            } else if line.hasPrefix("Attachment: ") {
                hasAttachment = true
            }
        }
        // An object, or a list of them, all of whose fields may be left out may itself be left out.
        let parts = Dictionary(grouping: clear.union(sealed)) { field in
            String(field.prefix { $0 != "." && $0 != "[" })
        }
        for (whole, fields) in parts where optional.isSuperset(of: fields) {
            optional.insert(whole)
        }
    }

    private mutating func read(row: Substring) {
        let cells = row.replacing("\\|", with: "/").split(separator: "|").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let field = cells[0].replacing("`", with: "")
        if cells[1] == "clear" { clear.insert(field) } else { sealed.insert(field) }
        if cells[2].hasSuffix(", optional") { optional.insert(field) }
    }
}

@Suite("docs/EVENT_FORMAT.md is true")
struct FormatDocumentTests {
    /// Objects whose member names are words and not fields.
    private static let maps: Set<String> = ["counts", "droppedLines", "legalBases"]

    /// The fields of an object as the document writes them: `a`, `a.b`, `a[].b`.
    private func fields(of object: JSONObject, below prefix: String = "") -> Set<String> {
        var found: Set<String> = []
        for member in object.members {
            let path = prefix + member.name
            if let inner = member.value.object, !Self.maps.contains(member.name) {
                found.formUnion(fields(of: inner, below: path + "."))
            } else if let inner = member.value.array?.first?.object {
                found.formUnion(fields(of: inner, below: path + "[]."))
            } else {
                found.insert(path)
            }
        }
        return found
    }

    private func documented(_ example: Example) throws -> DocumentedType {
        try #require(DocumentedType.all.first { $0.name == example.name })
    }

    @Test func `it has every type once and no other`() {
        let names = DocumentedType.all.map(\.name)
        #expect(Set(names) == Set(Example.all.map(\.name)))
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: Example.all)
    func `the clear fields of a type are exactly its closed list`(example: Example) throws {
        var clear = example.event.data
        let added = ["commitments", "sealing", "attachment"].filter { clear[$0] != nil }
        for name in added { clear[name] = nil }
        let documented = try documented(example)
        #expect(fields(of: clear) == documented.clear)
        #expect(added.isEmpty == (example.sealedPart == nil))
        #expect(added.contains("attachment") == documented.hasAttachment)
    }

    @Test(arguments: Example.all)
    func `so are its sealed fields, and whose keys seal them`(example: Example) throws {
        let documented = try documented(example)
        #expect(fields(of: example.sealedPart?.fields ?? [:]) == documented.sealed)
        #expect((example.sealedPart == nil) == documented.keys.isEmpty)
        if let part = example.sealedPart {
            #expect(documented.keys.contains(part.keyClass.rawValue + " key"))
        }
    }

    @Test(arguments: Example.all)
    func `no sealed text stands in the clear`(example: Example) {
        let entry = String(decoding: example.event.encoded(), as: UTF8.self)
        for member in example.sealedPart?.fields.members ?? [] {
            guard let text = member.value.string, text != Example.digest else { continue }
            #expect(!entry.contains("\"\(text)\""))
        }
    }

    @Test(arguments: Example.all)
    func `a field that is optional may be left out, and no other`(example: Example) throws {
        let optional = try documented(example).optional
        for member in example.event.data.members {
            guard !["commitments", "sealing", "attachment"].contains(member.name) else { continue }
            var event = example.event
            event.data[member.name] = nil
            #expect((example.reloaded(event) != nil) == optional.contains(member.name))
        }
        for member in example.sealedPart?.fields.members ?? [] {
            var fields = example.sealedPart?.fields ?? [:]
            fields[member.name] = nil
            #expect((example.reopened(fields) != nil) == optional.contains(member.name))
        }
    }

    @Test(arguments: Example.all)
    func `the purposes that a type needs are those the gate asks for`(example: Example) throws {
        let documented = try documented(example)
        guard example.name != "track.subscribed" else {
            #expect(documented.needs == ["live_transcription", "screen_frames"])
            return
        }
        guard !["tool.called", "tool.approval-asked"].contains(example.name) else {
            #expect(documented.needs == Set(ToolPurpose.allCases.map(\.rawValue)))
            return
        }
        let needed = example.event.type.purposesNeeded(stated: nil) ?? []
        #expect(documented.needs == Set(needed.map(\.rawValue)))
    }

    @Test(arguments: Example.all)
    func `actor, subject and stream are as they are used`(example: Example) throws {
        let placing = try documented(example).placing
        #expect(
            placing.contains("Actor: \(example.event.actor.rawValue)")
                || example.name == "call.closed"
        )
        #expect(placing.contains("Subject: –") == (example.event.subject == nil))
        #expect(placing.contains("`custody`") == (example.event.stream == .custody))
    }

    @Test func `every reserved name is on the page`() throws {
        let file = GoldenTests.folder.appending(path: "../../../docs/EVENT_FORMAT.md").standardized
        let text = try String(contentsOf: file, encoding: .utf8)
        let names = text.components(separatedBy: "## 7.").last ?? ""
        for type in EventType.reserved {
            #expect(names.contains("`\(type.rawValue.dropFirst("aside.".count))`"))
        }
    }
}
