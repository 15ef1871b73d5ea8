import Agent

/// How a `/v1/audio/transcriptions` service is asked.
public struct TranscriptionSettings: Hashable, Sendable {
    /// In what form it answers.
    public enum Form: String, Sendable {
        /// The words alone, as newer models give them.
        case json
        /// The words with their times, as `whisper-1` and most servers of one's own give them.
        case timed = "verbose_json"

        /// The form that a model is known to give: OpenAI's newer ones refuse to say times.
        public static func usual(of model: String) -> Self {
            model.hasPrefix("gpt-") ? .json : .timed
        }
    }

    /// The model, by the service's name.
    public var model: String
    /// The form of its answers.
    public var form: Form
    /// The language that is spoken, as in `en` or `de`; nil lets the service find out.
    public var language: String?
    /// Words that the service should know: products, competitors, people.
    public var keyterms: [String] = []

    /// Settings for a model.
    public init(model: String, form: Form) { (self.model, self.form) = (model, form) }
}

/// The upload of one stretch of speech.
struct TranscriptionRequest {
    /// Between the parts; the samples of speech do not spell it.
    private static let boundary = "aside-part-5d0c2f6be1a94d37"

    /// The form, with the sound as a WAV file.
    static func body(_ settings: TranscriptionSettings, _ segment: SpeechSegment) -> [UInt8] {
        var fields = [
            ("model", settings.model), ("response_format", settings.form.rawValue),
        ]
        if let language = settings.language { fields.append(("language", language)) }
        if !settings.keyterms.isEmpty {
            fields.append(("prompt", settings.keyterms.joined(separator: ", ")))
        }
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array(head(name).utf8) + Array("\r\n\r\n\(value)\r\n".utf8)
        }
        let file = head("file") + "; filename=\"speech.wav\"\r\ncontent-type: audio/wav\r\n\r\n"
        body += Array(file.utf8) + wave(segment.samples)
        return body + Array("\r\n--\(boundary)--\r\n".utf8)
    }

    /// The request that carries a body.
    static func request(
        _ body: [UInt8],
        to address: ServiceAddress,
        key: Secret?,
        soundMicros: Int64
    ) -> HTTPRequest {
        var headers = [
            ("content-type", "multipart/form-data; boundary=" + boundary),
            ("accept", "application/json"),
        ]
        if let key { headers.append(("authorization", "Bearer " + key.value)) }
        return HTTPRequest(
            url: address.url(of: "audio/transcriptions", base: "/v1"),
            host: address.host,
            headers: headers,
            body: body,
            soundMicros: soundMicros
        )
    }

    private static func head(_ name: String) -> String {
        "--\(boundary)\r\ncontent-disposition: form-data; name=\"\(name)\""
    }

    /// A WAV file (RIFF) of one channel, 16 bits a sample.
    private static func wave(_ samples: [Int16]) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        let (rate, size) = (VoiceFrame.sampleRate, samples.count * 2)
        let form =
            little(1, 2) + little(1, 2) + little(rate, 4) + little(rate * 2, 4) + little(2, 2)
            + little(16, 2)
        return Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
            + form + Array("data".utf8) + little(size, 4) + samples.linear16
    }
}
