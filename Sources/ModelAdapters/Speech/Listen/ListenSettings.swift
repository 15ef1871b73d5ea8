/// What a `/v1/listen` service is asked for.
public struct ListenSettings: Hashable, Sendable {
    /// The model, by the service's name; nil where it has only one.
    public var model: String? = "nova-3"
    /// The language that is spoken, as in `en` or `de`; nil for the service's default.
    public var language: String?
    /// Words that the service should know: products, competitors, people.
    public var keyterms: [String] = []
    /// How long a pause ends a line.
    public var endpointingMillis = 300
    /// After how long without words an utterance is over, whatever noise there is; 1,000 to 5,000.
    public var utteranceEndMillis = 1_000
    /// Whether "um" and "uh" are kept, by which hesitation can be told.
    public var keepsFillers = true
    /// Whether the service is told not to keep the sound to improve its models.
    public var isKeptFromTraining = true
    /// Whether the key is called a `Bearer`, as most others but Deepgram call it.
    public var isBearer = false

    /// The settings above.
    public init() {}

    /// The query of the address, for sound of so many samples a second.
    func query(sampleRate: Int) -> String {
        var items: [(String, String)] = []
        if let model { items.append(("model", model)) }
        if let language { items.append(("language", language)) }
        items += [
            ("encoding", "linear16"), ("sample_rate", "\(sampleRate)"), ("channels", "1"),
            ("interim_results", "true"), ("punctuate", "true"), ("smart_format", "true"),
            ("endpointing", "\(endpointingMillis)"), ("utterance_end_ms", "\(utteranceEndMillis)"),
            ("filler_words", "\(keepsFillers)"),
        ]
        if isKeptFromTraining { items.append(("mip_opt_out", "true")) }
        items += keyterms.map { ("keyterm", $0) }
        return items.map { $0 + "=" + Self.encoded($1) }.joined(separator: "&")
    }

    /// Percent-encoded but for what never needs it (RFC 3986 §2.3).
    private static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            let scalar = Unicode.Scalar(byte)
            guard scalar.isASCII,
                scalar.properties.isAlphabetic || "0123456789-._~".unicodeScalars.contains(scalar)
            else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.count == 1 ? "0" : "") + digits
                return
            }
            encoded.unicodeScalars.append(scalar)
        }
    }
}
