package import Events
import Foundation

/// Any JSON, as people and models write it: nobody's canonical form.
///
/// A fraction, or a number larger than every reader holds exactly, has no form in the log, so whatever holds
/// one is not whole.
package struct LooseJSON: Decodable {
    /// What it is; of an object, its whole members alone.
    private let value: JSON
    private let isWhole: Bool

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The object that a text is; nil when it is none, or not whole.
    package static func object(in bytes: [UInt8]) -> JSONObject? {
        let read = try? JSONDecoder().decode(LooseJSON.self, from: Data(bytes))
        return read?.isWhole == true ? read?.value.object : nil
    }

    /// The whole members of the object that a text is; nil when it is none.
    package static func wholeMembers(in bytes: [UInt8]) -> JSONObject? {
        (try? JSONDecoder().decode(LooseJSON.self, from: Data(bytes)))?.value.object
    }

    package init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Name.self) {
            var members = JSONObject()
            for key in object.allKeys {
                let member = try object.decode(LooseJSON.self, forKey: key)
                if member.isWhole { members[key.stringValue] = member.value }
            }
            (value, isWhole) = (.object(members), members.members.count == object.allKeys.count)
        } else if var array = try? decoder.unkeyedContainer() {
            var (elements, areWhole) = ([JSON](), true)
            while !array.isAtEnd {
                let element = try array.decode(LooseJSON.self)
                elements.append(element.value)
                areWhole = areWhole && element.isWhole
            }
            (value, isWhole) = (.array(elements), areWhole)
        } else {
            let scalar = Self.scalar(try decoder.singleValueContainer())
            (value, isWhole) = (scalar ?? .null, scalar != nil)
        }
    }

    /// A value that holds no other; nil where it is a number that has no form.
    private static func scalar(_ single: any SingleValueDecodingContainer) -> JSON? {
        if single.decodeNil() { return .null }
        if let flag = try? single.decode(Bool.self) { return .bool(flag) }
        if let number = try? single.decode(Int64.self), number.magnitude <= JSON.largestInteger {
            return .integer(number)
        }
        return (try? single.decode(String.self)).map { .string($0) }
    }
}
