import Agent
import ConsentGate
import Events
import Foundation

/// Parses a call script (`.jsonl`, docs/CALL_SCRIPT.md): one observation a line.
struct CallScriptParser {
    private enum Kind: String, CaseIterable {
        case call, join, leave, reconnect, change, consent, track, line, frame, end
        case noticeShown = "notice_shown"
        case nudgeFeedback = "nudge_feedback"
    }

    private let path: String
    private let bytes: [UInt8]
    private let frames: URL
    private var header: Header?
    private var moments: [RecordedCall.Moment] = []
    private var joined: Set<String> = []
    private var present: Set<String> = []
    private var frameFiles: [String: FrameFile] = [:]
    private var newest: Int64 = 0
    private var ended: Int64?

    private static let joinFields: Set = [
        "t", "kind", "participant", "role", "name", "region", "shared", "head_count", "minor",
    ]

    private struct Header {
        var id: CallID
        var rep: String
        var repBasis: String?
        var account: String?
        var pack: String
        var packLine: Int?
        var startedAt: Timestamp?
    }

    private init(path: String, bytes: [UInt8], frames: URL) {
        (self.path, self.bytes, self.frames) = (path, bytes, frames)
    }

    /// Parses a script; frames lie in its folder unless another is named.
    static func parse(
        _ bytes: [UInt8],
        path: String,
        frames: URL? = nil
    ) throws(InputError) -> RecordedCall {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        var parser = CallScriptParser(path: path, bytes: bytes, frames: frames ?? folder)
        return try parser.parse()
    }

    private mutating func parse() throws(InputError) -> RecordedCall {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in zip(1..., lines) {
            guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { continue }
            try take(try ScriptFields(line, path: path, line: number))
        }
        guard let header else {
            throw InputError(
                path: path,
                line: 1,
                found: "no observations",
                expected: "a line of kind call"
            )
        }
        return RecordedCall(
            id: header.id,
            startedAt: header.startedAt,
            rep: header.rep,
            account: header.account,
            pack: header.pack,
            capture: .replay,
            moments: moments,
            endMicros: ended ?? newest,
            digest: SourceFile(path: path, bytes: bytes).digest,
            fileName: URL(fileURLWithPath: path).lastPathComponent,
            packLine: header.packLine
        )
    }

    private mutating func take(_ fields: ScriptFields) throws(InputError) {
        let kind = try fields.choice("kind", of: Kind.allCases)
        let time = try fields.seconds("t")
        guard time >= newest else {
            throw fields.error(
                "t",
                found: "a time before the last one",
                expected: "no earlier time"
            )
        }
        guard ended == nil else {
            throw fields.error("kind", found: "a line after end", expected: "end as the last line")
        }
        guard (kind == .call) == (header == nil) else {
            let found = kind == .call ? "a second call" : "no call yet"
            throw fields.error("kind", found: found, expected: "call once, as the first line")
        }
        newest = time
        switch kind {
        case .call: try takeCall(fields)
        case .end:
            try fields.allow(only: ["t", "kind"])
            ended = time
        default:
            guard let what = try observation(kind, fields) else { return }
            moments.append(.init(micros: time, what: what))
        }
    }

    private mutating func takeCall(_ fields: ScriptFields) throws(InputError) {
        try fields.allow(only: ["t", "kind", "id", "rep", "account", "pack", "rep_basis", "at"])
        guard let id = CallID(checking: try fields.text("id")) else {
            throw fields.error(
                "id",
                found: "a text that is no call id",
                expected: "1 to 64 letters, digits, '.', '_' or '-', not beginning with '.'"
            )
        }
        header = Header(
            id: id,
            rep: try fields.text("rep"),
            repBasis: try fields.optionalText("rep_basis"),
            account: try fields.optionalText("account"),
            pack: try fields.optionalText("pack") ?? "sales",
            packLine: fields.has("pack") ? fields.line : nil,
            startedAt: try fields.moment("at")
        )
    }

    private mutating func observation(
        _ kind: Kind,
        _ fields: ScriptFields
    ) throws(InputError) -> RecordedCall.What? {
        switch kind {
        case .join: return try join(fields)
        case .nudgeFeedback: return try feedback(fields)
        default: break
        }
        let identity = try participant(fields)
        switch kind {
        case .leave:
            try fields.allow(only: ["t", "kind", "participant"])
            guard present.remove(identity) != nil else {
                throw fields.error(
                    "participant",
                    found: "somebody absent",
                    expected: "somebody present"
                )
            }
            return .observation(.left(identity: identity))
        case .reconnect:
            try fields.allow(only: ["t", "kind", "participant"])
            present.insert(identity)
            return .observation(.reconnected(identity: identity))
        case .change:
            return .observation(
                try fields.change(of: identity, isPresent: present.contains(identity))
            )
        case .noticeShown:
            try fields.allow(only: ["t", "kind", "participant"])
            return .observation(.noticeShown(identity: identity))
        case .consent:
            return try consent(identity, fields)
        case .track: return try track(identity, fields)
        case .line: return try line(identity, fields)
        case .frame: return try frame(identity, fields)
        case .call, .end, .join, .nudgeFeedback: return nil
        }
    }

    private func participant(_ fields: ScriptFields) throws(InputError) -> String {
        let identity = try fields.text("participant")
        guard joined.contains(identity) else {
            throw fields.error(
                "participant",
                found: "somebody who has not joined",
                expected: "somebody of an earlier join"
            )
        }
        return identity
    }

    private mutating func join(_ fields: ScriptFields) throws(InputError) -> RecordedCall.What {
        try fields.allow(only: Self.joinFields)
        let identity = try fields.text("participant")
        let role = try fields.choice("role", of: Role.allCases)
        guard present.insert(identity).inserted else {
            throw fields.error(
                "participant",
                found: "somebody present",
                expected: "somebody absent"
            )
        }
        guard (role == .rep) == (identity == header?.rep) else {
            throw fields.error(
                "role",
                found: role == .rep ? "a second rep" : "another role for the call's rep",
                expected: "the role rep for the call's rep alone"
            )
        }
        let (isShared, headCount) = (try fields.flag("shared"), try fields.headCount())
        guard isShared || headCount == nil else {
            throw fields.error(
                "head_count",
                found: "one of a device that is not shared",
                expected: "it with shared alone"
            )
        }
        joined.insert(identity)
        return .observation(
            .joined(
                Arrival(
                    identity: identity,
                    role: role,
                    name: try fields.optionalText("name"),
                    region: try fields.optionalText("region"),
                    regionEvidence: "stated by the call script",
                    assurance: "scripted",
                    basis: role == .rep ? header?.repBasis : nil,
                    isShared: isShared,
                    headCount: headCount,
                    isMinor: try fields.flag("minor")
                )
            )
        )
    }

    private func consent(
        _ identity: String,
        _ fields: ScriptFields
    ) throws(InputError) -> RecordedCall.What {
        try fields.allow(only: ["t", "kind", "participant", "act", "purposes", "head_count"])
        let act = try fields.choice("act", of: [PersonalAct.Kind.grant, .refuse, .withdraw])
        return .consent(
            identity: identity,
            act,
            purposes: try fields.purposes(),
            headCount: try fields.headCount()
        )
    }

    private func track(
        _ identity: String,
        _ fields: ScriptFields
    ) throws(InputError) -> RecordedCall.What {
        try fields.allow(only: ["t", "kind", "participant", "source", "state"])
        enum State: String { case published, unpublished }
        let source = try fields.choice("source", of: TrackSource.allCases)
        let state = try fields.choice("state", of: [State.published, .unpublished])
        return .observation(
            .track(identity: identity, source, isPublished: state == .published)
        )
    }

    private func line(
        _ identity: String,
        _ fields: ScriptFields
    ) throws(InputError) -> RecordedCall.What {
        try fields.allow(only: ["t", "kind", "participant", "text", "start", "end"])
        let start = try fields.seconds("start")
        let end = try fields.seconds("end")
        guard start <= end, end <= newest else {
            throw fields.error(
                start <= end ? "end" : "start",
                found: "a time after \(start <= end ? "t" : "end")",
                expected: "start ≤ end ≤ t"
            )
        }
        let text = try fields.text("text", longest: RecordingLimits.longestLine)
        let spoken = SpokenLine(text: text, startMicros: start, endMicros: end)
        return .observation(.line(identity: identity, spoken))
    }

    private mutating func frame(
        _ identity: String,
        _ fields: ScriptFields
    ) throws(InputError) -> RecordedCall.What {
        try fields.allow(only: ["t", "kind", "participant", "source", "file"])
        let source = try fields.choice("source", of: TrackSource.allCases)
        let name = try fields.text("file")
        if let known = frameFiles[name] { return .frame(identity: identity, source, known) }
        let file = try FrameFile(named: name, below: frames, fields)
        frameFiles[name] = file
        return .frame(identity: identity, source, file)
    }

    private func feedback(_ fields: ScriptFields) throws(InputError) -> RecordedCall.What {
        try fields.allow(only: ["t", "kind", "nudge", "act"])
        let nudge = try fields.text("nudge")
        let act = try fields.choice("act", of: NudgeFeedback.Act.allCases)
        return .feedback(nudge == "last" ? .newest : .id(nudge), act)
    }
}
