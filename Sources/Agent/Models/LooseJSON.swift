package import Events
import Foundation

/// Any JSON without fractions, as people and models write it: nobody's canonical form.
package struct LooseJSON: Decodable {
    package let value: JSON

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The object that a text is; nil when it is none.
    package static func object(in bytes: [UInt8]) -> JSONObject? {
        (try? JSONDecoder().decode(LooseJSON.self, from: Data(bytes)))?.value.object
    }

    package init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Name.self) {
            var members = JSONObject()
            for key in object.allKeys {
                members[key.stringValue] = try object.decode(LooseJSON.self, forKey: key).value
            }
            value = .object(members)
        } else if var array = try? decoder.unkeyedContainer() {
            var elements: [JSON] = []
            while !array.isAtEnd { elements.append(try array.decode(LooseJSON.self).value) }
            value = .array(elements)
        } else {
            value = try Self.scalar(try decoder.singleValueContainer())
        }
    }

    private static func scalar(_ single: any SingleValueDecodingContainer) throws -> JSON {
        if single.decodeNil() { return .null }
        if let flag = try? single.decode(Bool.self) { return .bool(flag) }
        if let number = try? single.decode(Int64.self), number.magnitude <= JSON.largestInteger {
            return .integer(number)
        }
        return .string(try single.decode(String.self))
    }
}
