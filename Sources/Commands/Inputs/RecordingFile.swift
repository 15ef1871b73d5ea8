import Agent
import Events
import Foundation

/// A recorded call on disk, told apart by its name's ending.
struct RecordingFile {
    let url: URL

    /// What the command line adds to the file.
    struct Options {
        var frames: URL?
        var rep: String?
        var assertion: String?
        var playbook: URL?
        /// Whose channels a recording of sound has, in order.
        var channels: [String]?
        /// What hears them; nil for the recogniser on this machine.
        var recognizer: (any SpeechRecognizer)?
        /// The pack that is taken in place of the file's own.
        var pack: String?
    }

    init(_ path: String) { url = URL(fileURLWithPath: path, isDirectory: false) }

    /// Whether its name says that it is a recording of sound.
    var isSound: Bool { ["wav", "flac"].contains(url.pathExtension.lowercased()) }

    /// Parses the file whole.
    func parse(_ options: Options) throws -> RecordedCall {
        let path = url.relativePath
        if isSound {
            return try SoundParser(path: url.path, options).parse()
        }
        let file = try Installation.sourceFile(url, mostBytes: RecordingLimits.mostBytes)
        let lines = file.bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        guard lines <= RecordingLimits.mostLines else {
            throw Failure.failed(
                "reading \(path) failed: found \(lines) line ends, expected at most "
                    + "\(RecordingLimits.mostLines)"
            )
        }
        switch url.pathExtension.lowercased() {
        case "jsonl":
            guard options.assertion == nil, options.rep == nil else {
                throw Failure.usage(
                    "--rep and --assert-consent are for transcripts; a call script says both itself"
                )
            }
            let call = try CallScriptParser.parse(file.bytes, path: path, frames: options.frames)
            if options.pack == nil { try demandPack(of: call, in: path) }
            return call
        case "vtt", "srt":
            guard options.assertion == nil || options.rep != nil else {
                throw Failure.usage("--assert-consent needs --rep VOICE, the voice to coach")
            }
            return try TranscriptParser.parse(
                file.bytes,
                path: path,
                form: url.pathExtension.lowercased() == "vtt" ? .webVTT : .subRip,
                rep: options.rep,
                assertion: options.assertion
            )
        default:
            throw Failure.usage(
                "\(path) is no recorded call: expected .jsonl, .vtt, .srt, .wav or .flac"
            )
        }
    }

    /// Refuses a script that names a pack which is not installed.
    private func demandPack(of call: RecordedCall, in path: String) throws(InputError) {
        let known = Installation.packs
        guard let line = call.packLine, !known.contains(call.pack) else { return }
        throw InputError(
            path: path,
            line: line,
            found: "pack: one that is not installed",
            expected: "one of " + known.joined(separator: ", ")
        )
    }
}
