import Agent
import Events
import Foundation

/// Parses a bare transcript: WebVTT with voice tags (W3C WebVTT §3), or SubRip with `Name: ` before
/// each line.
///
/// A transcript carries no consent.
struct TranscriptParser {
    /// The forms of transcript.
    enum Form {
        case webVTT, subRip
    }

    private struct Cue {
        var startMicros: Int64
        var endMicros: Int64
        var voice: String
        var text: String
    }

    private let path: String
    private let form: Form
    private let lines: [Substring]
    private var position = 0
    private var cues: [Cue] = []

    /// Parses a transcript.
    ///
    /// Everyone in it is present from the beginning to the end.
    ///
    /// - Parameters:
    ///   - rep: the voice to coach; everyone else is a prospect.
    ///   - assertion: the operator's word that all voices agreed; nil leaves the gate shut.
    static func parse(
        _ bytes: [UInt8],
        path: String,
        form: Form,
        rep: String?,
        assertion: String?
    ) throws(InputError) -> RecordedCall {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputError(
                path: path,
                line: 1,
                found: "bytes that are not UTF-8",
                expected: "UTF-8 text"
            )
        }
        var parser = TranscriptParser(path: path, form: form, text: text)
        let cues = try parser.parseCues()
        return try parser.call(
            of: cues,
            rep: rep,
            assertion: assertion,
            digest: SourceFile(path: path, bytes: bytes).digest
        )
    }

    private init(path: String, form: Form, text: String) {
        (self.path, self.form) = (path, form)
        let plain = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        lines = plain.split(omittingEmptySubsequences: false) { $0.isNewline }
    }

    private func error(_ found: String, _ expected: String, line: Int? = nil) -> InputError {
        InputError(path: path, line: line ?? position + 1, found: found, expected: expected)
    }

    private func call(
        of cues: [Cue],
        rep: String?,
        assertion: String?,
        digest: String
    ) throws(InputError) -> RecordedCall {
        var voices: [String] = []
        for cue in cues where !voices.contains(cue.voice) { voices.append(cue.voice) }
        if let rep, !voices.contains(rep) {
            throw error(
                "no voice of the name given with --rep",
                "a voice of the transcript",
                line: 1
            )
        }
        var moments = voices.map { voice in
            RecordedCall.Moment(
                micros: 0,
                what: .observation(
                    .joined(
                        Arrival(
                            identity: voice,
                            role: voice == rep ? .rep : .prospect,
                            name: voice,
                            regionEvidence: "not-applicable",
                            assurance: "voice tag of the transcript",
                            assertion: assertion
                        )
                    )
                )
            )
        }
        let inOrder = cues.enumerated().sorted {
            ($0.element.endMicros, $0.offset) < ($1.element.endMicros, $1.offset)
        }
        for (_, cue) in inOrder {
            let spoken = SpokenLine(
                text: cue.text,
                startMicros: cue.startMicros,
                endMicros: cue.endMicros
            )
            let what = Observation.What.line(identity: cue.voice, spoken)
            moments.append(.init(micros: cue.endMicros, what: .observation(what)))
        }
        return RecordedCall(
            id: nil,
            startedAt: nil,
            rep: rep ?? "not named",
            account: nil,
            pack: "sales",
            capture: .import,
            moments: moments,
            endMicros: cues.map(\.endMicros).max() ?? 0,
            digest: digest,
            fileName: URL(fileURLWithPath: path).lastPathComponent
        )
    }

    private mutating func parseCues() throws(InputError) -> [Cue] {
        if form == .webVTT {
            guard let first = lines.first,
                first == "WEBVTT" || first.hasPrefix("WEBVTT ")
                    || first.hasPrefix("WEBVTT\t")
            else { throw error("no WEBVTT header", "a first line WEBVTT") }
            skipBlock()
        }
        while position < lines.count {
            if isBlank(lines[position]) {
                position += 1
            } else if form == .webVTT, isAside(lines[position]) {
                skipBlock()
            } else {
                try parseCue()
            }
        }
        guard !cues.isEmpty else { throw error("no cues", "at least one", line: lines.count) }
        return cues
    }

    private func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

    /// Whether a line begins a comment, style or region block, which holds no speech.
    private func isAside(_ line: Substring) -> Bool {
        let word = line.prefix { !$0.isWhitespace }
        return ["NOTE", "STYLE", "REGION"].contains(word) && !line.contains("-->")
    }

    private mutating func skipBlock() {
        while position < lines.count, !isBlank(lines[position]) { position += 1 }
    }

    private mutating func parseCue() throws(InputError) {
        if !lines[position].contains("-->") {
            position += 1
            guard position < lines.count, lines[position].contains("-->") else {
                throw error("no times", "a line of the form start --> end")
            }
        }
        let (start, end) = try parseTimes(lines[position])
        position += 1
        var voice: String?
        guard position < lines.count, !isBlank(lines[position]) else {
            throw error("no text", "what was said")
        }
        while position < lines.count, !isBlank(lines[position]) {
            for (speaker, text) in try spans(of: lines[position]) {
                voice = speaker ?? voice
                try add(text, of: voice, start, end)
            }
            position += 1
        }
    }

    private mutating func add(
        _ text: String,
        of voice: String?,
        _ start: Int64,
        _ end: Int64
    ) throws(InputError) {
        guard !text.allSatisfy(\.isWhitespace) else { return }
        guard let voice, !voice.isEmpty, voice.utf8.count <= RecordingLimits.longestLabel else {
            throw error(
                "a line without a voice",
                form == .webVTT ? "<v Name> before the text" : "Name: before the text"
            )
        }
        guard text.utf8.count <= RecordingLimits.longestLine else {
            throw error("\(text.utf8.count) bytes", "at most \(RecordingLimits.longestLine)")
        }
        if let last = cues.last, last.voice == voice, last.startMicros == start,
            last.endMicros == end
        {
            cues[cues.count - 1].text += " " + text
        } else {
            cues.append(Cue(startMicros: start, endMicros: end, voice: voice, text: text))
        }
    }

    private func parseTimes(_ line: Substring) throws(InputError) -> (Int64, Int64) {
        let parts = line.split(separator: "-->", omittingEmptySubsequences: false)
        guard parts.count == 2,
            let start = micros(parts[0].split(whereSeparator: \.isWhitespace).first),
            let end = micros(parts[1].split(whereSeparator: \.isWhitespace).first)
        else { throw error("times that do not read", "hh:mm:ss.mmm --> hh:mm:ss.mmm") }
        guard start <= end else { throw error("an end before its start", "start ≤ end") }
        guard end <= RecordingLimits.longestMicros else {
            throw error("a time past a day", "a call of at most a day")
        }
        return (start, end)
    }

    private func micros(_ text: Substring?) -> Int64? {
        guard let text else { return nil }
        let separator: Character = form == .webVTT ? "." : ","
        let halves = text.split(separator: separator, omittingEmptySubsequences: false)
        guard halves.count == 2, halves[1].count == 3, let thousandths = number(halves[1]) else {
            return nil
        }
        let fields = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(fields.count), fields.allSatisfy({ $0.count >= 2 }) else {
            return nil
        }
        var seconds: Int64 = 0
        for (place, field) in fields.enumerated() {
            guard field.count <= 4, let value = number(field), place == 0 || value < 60 else {
                return nil
            }
            seconds = seconds * 60 + value
        }
        return seconds * 1_000_000 + thousandths * 1000
    }

    private func number(_ text: Substring) -> Int64? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? Int64(text) : nil
    }

    /// The stretches of a line, each with the voice that a tag or a name before it gives.
    private func spans(
        of line: Substring
    ) throws(InputError) -> [(voice: String?, text: String)] {
        if form == .subRip, !line.hasPrefix("<v") {
            guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else {
                return [(nil, try plain(line))]
            }
            let name = line[..<colon].trimmingCharacters(in: .whitespaces)
            return [(name, try plain(line[line.index(after: colon)...]))]
        }
        var spans: [(String?, String)] = []
        var rest = line
        while let tag = rest.range(of: "<v") {
            let before = rest[..<tag.lowerBound]
            if !before.isEmpty { spans.append((nil, try plain(before))) }
            guard let close = rest[tag.upperBound...].firstIndex(of: ">") else { break }
            let annotation = rest[tag.upperBound..<close]
            let name = annotation.drop { !$0.isWhitespace }
            let after = rest[rest.index(after: close)...]
            let end = after.range(of: "<v")?.lowerBound ?? after.endIndex
            spans.append((try plain(name), try plain(after[..<end])))
            rest = after[end...]
        }
        if !rest.isEmpty { spans.append((nil, try plain(rest))) }
        return spans
    }

    /// Text without tags and with its character references resolved.
    private func plain(_ text: Substring) throws(InputError) -> String {
        // A tag of WebVTT or SubRip, or a time within a cue.
        var output = text.replacing(/<(?:\/?[A-Za-z][^<>]*|\/|[0-9:.]+)>/, with: "")[...]
        guard form == .subRip || !output.contains("<") else {
            throw error("a < that begins no tag", "&lt; for the sign itself")
        }
        let references = [
            ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""),
            ("&amp;", "&"),
        ]
        for (reference, meaning) in references {
            output.replace(reference, with: meaning)
        }
        return output.trimmingCharacters(in: .whitespaces)
    }
}
