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
    }

    init(_ path: String) { url = URL(fileURLWithPath: path, isDirectory: false) }

    /// Parses the file whole.
    func parse(_ options: Options) throws -> RecordedCall {
        let path = url.relativePath
        if ["wav", "flac"].contains(url.pathExtension.lowercased()) {
            return try SoundParser(path: url.path, options).parse()
        }
        let size = (try? FileManager.default.attributesOfItem(atPath: url.path)[.size]) as? Int
        guard let size else {
            throw Failure.failed("reading \(path) failed: found no file that can be read")
        }
        guard size <= RecordingLimits.mostBytes else {
            throw Failure.failed(
                "reading \(path) failed: found \(size) bytes, expected at most 64 MiB"
            )
        }
        let file = try Installation.sourceFile(url)
        switch url.pathExtension.lowercased() {
        case "jsonl":
            guard options.assertion == nil, options.rep == nil else {
                throw Failure.usage(
                    "--rep and --assert-consent are for transcripts; a call script says both itself"
                )
            }
            return try CallScriptParser.parse(file.bytes, path: path, frames: options.frames)
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
}
