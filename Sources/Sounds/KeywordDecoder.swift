public import Agent
import CPocketSphinx

/// Hears one person's speech on this machine, by PocketSphinx: keyword grade, a third of the words of read
/// speech come out wrong.
///
/// Not to be shared between tasks; sound has to come in order and without holes.
public final class KeywordDecoder {
    /// Samples per second that the model was made for.
    public static let sampleRate = 16_000
    /// How far before it is noticed speech may have begun: the detector wants 0.1 s of it, and the first
    /// stretch may be as long as one that is handed over.
    static let leadMicros: Int64 = 300_000
    /// How long a pause ends a line: what the detector waits for.
    static let trailMicros: Int64 = 500_000
    /// A line is cut here, so that nobody waits for somebody who does not stop.
    static let longestLineMicros: Int64 = 20_000_000
    /// How often what is being said is made out.
    static let partialMicros: Int64 = 500_000

    private let decoder: OpaquePointer
    private var beganAt: Int64?
    private var heardUntil: Int64 = 0
    private var lastPartialAt: Int64 = 0
    private var lastPartial = ""

    /// A decoder that has heard nothing.
    public init(_ model: SpeechModel) throws(SoundError) {
        _ = Self.isSilent
        let words = [
            "aside", "-hmm", model.acoustic, "-lm", model.language, "-dict", model.dictionary,
        ]
        let arguments = words.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        var pointers = arguments
        let config = cmd_ln_parse_r(nil, ps_args(), Int32(words.count), &pointers, 1)
        defer { cmd_ln_free_r(config) }
        guard let config, let decoder = ps_init(config) else { throw .failed }
        self.decoder = decoder
        guard ps_start_utt(decoder) == 0 else {
            ps_free(decoder)
            throw .failed
        }
    }

    deinit { ps_free(decoder) }

    /// Keeps the library from logging, once for the process: it has one log file, and decoders that are
    /// made at once and each name theirs close it under each other.
    private static let isSilent: Void = err_set_logfp(nil)

    /// Hears the next stretch, and gives what it makes out.
    public func hear(_ chunk: SoundChunk) -> [RecognizedSpeech] {
        guard !chunk.samples.isEmpty else { return [] }
        ps_process_raw(decoder, chunk.samples, chunk.samples.count, 0, 0)
        let length = Int64(chunk.samples.count) * 1_000_000 / Int64(Self.sampleRate)
        heardUntil = chunk.startMicros + length
        guard ps_get_in_speech(decoder) != 0 else {
            return beganAt == nil ? [] : endLine(at: heardUntil - Self.trailMicros)
        }
        let began = beganAt ?? max(0, chunk.startMicros - Self.leadMicros)
        beganAt = began
        if heardUntil - began >= Self.longestLineMicros { return endLine(at: heardUntil) }
        return partial(since: began)
    }

    /// The last line, if somebody was speaking when the sound ended.
    public func finish() -> [RecognizedSpeech] {
        beganAt == nil ? [] : endLine(at: heardUntil)
    }

    private func partial(since began: Int64) -> [RecognizedSpeech] {
        guard heardUntil - lastPartialAt >= Self.partialMicros else { return [] }
        lastPartialAt = heardUntil
        let words = hypothesis
        guard !words.isEmpty, words != lastPartial else { return [] }
        lastPartial = words
        return [.partial(.init(text: words, startMicros: began, endMicros: heardUntil))]
    }

    private func endLine(at end: Int64) -> [RecognizedSpeech] {
        ps_end_utt(decoder)
        let words = hypothesis
        let began = beganAt ?? end
        (beganAt, lastPartial) = (nil, "")
        ps_start_utt(decoder)
        guard !words.isEmpty else { return [] }
        let line = SpokenLine(text: words, startMicros: began, endMicros: max(began, end))
        return [.final(line)]
    }

    private var hypothesis: String {
        ps_get_hyp(decoder, nil).map { String(cString: $0) } ?? ""
    }
}
