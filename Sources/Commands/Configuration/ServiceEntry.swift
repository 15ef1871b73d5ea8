import Agent
import Foundation
import ModelAdapters

/// Where one service is and how it is entered.
struct ServiceEntry: Hashable {
    let url: String
    let processor: ProcessorEntry
    let key: SecretSource?
    /// Where the settings name the key, as a person finds it.
    let keyPlace: String
    /// The header that carries the key; nil for the usual one.
    let keyHeader: String?
    let headers: [Header]

    /// A header that every request carries.
    struct Header: Hashable {
        let name: String
        let value: String
    }

    static let fields: [String: SettingField] = [
        "url": .text, "processor": .text, "key_from": .text, "key_file": .text,
        "key_header": .text, "headers": .words,
    ]

    /// Reads one.
    ///
    /// What is not on this machine has to name its processor: people are told who gets their data.
    init(_ section: SettingSection, among processors: [String: ProcessorEntry]) throws {
        url = try section.required(
            "url",
            "the address of the service, as in https://api.example.com"
        )
        try Self.check(url, in: section)
        let host = URLComponents(string: url)?.host ?? ""
        processor = try Self.processor(in: section, at: host, among: processors)
        key = try SecretSource(in: section)
        keyPlace = section.place(section.section("key_file").isSet ? "key_file" : "key_from")
        keyHeader = try section.text("key_header")
        guard key != nil || keyHeader == nil else {
            throw section.error("key_header", "a header without a key", "key_from or key_file")
        }
        guard keyHeader.map(HeaderName.isFree) ?? true else {
            throw section.error("key_header", "a header that cannot be set", HeaderName.expected)
        }
        headers = try Self.headers(in: section)
    }

    private static func headers(in section: SettingSection) throws -> [Header] {
        let headers = section.section("headers")
        return try section.words("headers").map { name, value in
            guard !secretHeaders.contains(name.lowercased()) else {
                throw headers.error(
                    name,
                    "a header that carries a key",
                    "key_from or key_file, with key_header where the name is another"
                )
            }
            guard HeaderName.isFree(name), HeaderName.isValue(value) else {
                throw headers.error(name, "a header that cannot be set", HeaderName.expected)
            }
            return Header(name: name, value: value)
        }
    }

    private static func check(_ url: String, in section: SettingSection) throws {
        do {
            _ = try ServiceAddress(url)
        } catch .plain {
            throw section.error("url", "http to another machine", "https")
        } catch .credentials {
            throw section.error(
                "url",
                "a user or a password",
                "an address alone; give a key as a key"
            )
        } catch .noScheme {
            throw section.error(
                "url",
                "no https:// at its start",
                "https://api.example.com/v1, say"
            )
        } catch .otherScheme {
            throw section.error("url", "another scheme", "https")
        } catch .port {
            throw section.error("url", "no such port", "one of 1 to 65535")
        } catch {
            throw section.error("url", "no address", "one such as https://api.example.com/v1")
        }
    }

    /// Headers that carry keys: what stands in `aside.yaml` is no secret.
    private static let secretHeaders: Set<String> = [
        "authorization", "proxy-authorization", "x-api-key", "api-key", "cookie",
    ]

    private static func processor(
        in section: SettingSection,
        at host: String,
        among processors: [String: ProcessorEntry]
    ) throws -> ProcessorEntry {
        if let named = try processor(in: section, among: processors) { return named }
        guard Destination.isThisMachine(host) else {
            throw section.error(
                "processor",
                "nothing",
                "the name of one below processors: people are told who gets their data"
            )
        }
        return .thisMachine
    }

    /// The processor that is named; nil where none is.
    static func processor(
        in section: SettingSection,
        among processors: [String: ProcessorEntry]
    ) throws -> ProcessorEntry? {
        guard let name = try section.text("processor") else { return nil }
        guard let processor = processors[name] else {
            throw section.error("processor", "another name", "one of those below processors")
        }
        return processor
    }
}
