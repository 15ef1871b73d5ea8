internal import Events

/// JSON inside a `<script>` element, where `</script` and `<!--` would end it or change its reading.
///
/// Every `<` is written as the escape `\u003c`, which JSON readers take for the same text.
enum ScriptSafeJSON {
    private static let backslash = UInt8(ascii: "\\")
    private static let escape = Array("\\u003c".utf8)

    /// Canonical JSON without any `<`.
    static func encode(_ object: JSONObject) -> String {
        String(decoding: CanonicalJSON.encode(object), as: UTF8.self)
            .replacing("<", with: "\\u003c")
    }

    /// The canonical JSON that was encoded.
    static func canonical(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.first {
            if byte == backslash, rest.starts(with: escape) {
                result.append(UInt8(ascii: "<"))
                rest = rest.dropFirst(escape.count)
            } else {
                let length = byte == backslash ? 2 : 1
                result.append(contentsOf: rest.prefix(length))
                rest = rest.dropFirst(length)
            }
        }
        return result
    }
}
