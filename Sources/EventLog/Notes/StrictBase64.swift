import Foundation

/// Base64 in which one value has exactly one spelling.
enum StrictBase64 {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
    }

    /// The bytes; nil unless the text is what `encode` writes for them.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text
        else {
            return nil
        }
        return Array(data)
    }
}
