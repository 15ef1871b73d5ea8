/// Turns the fields of facts into JSON members and back, by their `Codable` conformance.
///
/// Absent optionals are left out; integers are those of `JSON`; floating-point fields are refused.
public enum JSONCoding {
    /// The members of a value that encodes as an object.
    public static func members(of value: some Encodable) throws -> JSONObject {
        let slot = Slot()
        try value.encode(to: TreeEncoder(slot: slot, codingPath: []))
        guard case .object(let object) = slot.value else {
            throw EncodingError.invalidValue(
                value,
                .init(
                    codingPath: [],
                    debugDescription: "expected a value that encodes as an object"
                )
            )
        }
        return object
    }

    /// The value whose members these are; unknown members are passed over.
    public static func value<Value: Decodable>(
        _ type: Value.Type,
        from object: JSONObject
    ) throws -> Value {
        try Value(from: TreeDecoder(value: .object(object), codingPath: []))
    }
}

private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int?
    init(stringValue: String) { self.stringValue = stringValue }
    init(intValue: Int) { (stringValue, self.intValue) = (String(intValue), intValue) }
}

/// Where an encoder leaves what it made: `Encoder` hands out containers that outlive its calls.
private final class Slot {
    var value: JSON = .object([:])
}

private struct TreeEncoder: Encoder {
    let slot: Slot
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.value = .object([:])
        return KeyedEncodingContainer(KeyedWriter<Key>(slot: slot, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.value = .array([])
        return UnkeyedWriter(slot: slot, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleWriter(slot: slot, codingPath: codingPath)
    }
}

private func json(_ value: some Encodable, at path: [any CodingKey]) throws -> JSON {
    switch value {
    case let value as String: return .string(value)
    case let value as Bool: return .bool(value)
    case let value as any BinaryInteger:
        guard let number = Int64(exactly: value), number.magnitude <= JSON.largestInteger else {
            throw EncodingError.invalidValue(
                value,
                .init(codingPath: path, debugDescription: "expected an integer below 2^53")
            )
        }
        return .integer(number)
    case is Double, is Float:
        throw EncodingError.invalidValue(
            value,
            .init(codingPath: path, debugDescription: "expected no floating-point number")
        )
    default:
        let slot = Slot()
        try value.encode(to: TreeEncoder(slot: slot, codingPath: path))
        return slot.value
    }
}

private struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: Slot
    let codingPath: [any CodingKey]

    private func set(_ value: JSON, _ key: Key) {
        guard case .object(var object) = slot.value else { return }
        slot.value = .null
        object[key.stringValue] = value
        slot.value = .object(object)
    }

    mutating func encodeNil(forKey key: Key) throws { set(.null, key) }
    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        set(try json(value, at: codingPath + [key]), key)
    }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        preconditionFailure("facts do not encode by nested containers")
    }
    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        preconditionFailure("facts do not encode by nested containers")
    }
    mutating func superEncoder() -> any Encoder {
        preconditionFailure("facts are not classes")
    }
    mutating func superEncoder(forKey key: Key) -> any Encoder {
        preconditionFailure("facts are not classes")
    }
}

private struct UnkeyedWriter: UnkeyedEncodingContainer {
    let slot: Slot
    let codingPath: [any CodingKey]
    var count: Int { slot.value.array?.count ?? 0 }

    mutating func encodeNil() throws { append(.null) }
    mutating func encode(_ value: some Encodable) throws {
        append(try json(value, at: codingPath + [Name(intValue: count)]))
    }

    private func append(_ value: JSON) {
        guard case .array(var elements) = slot.value else { return }
        slot.value = .null
        elements.append(value)
        slot.value = .array(elements)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        preconditionFailure("facts do not encode by nested containers")
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("facts do not encode by nested containers")
    }
    mutating func superEncoder() -> any Encoder {
        preconditionFailure("facts are not classes")
    }
}

private struct SingleWriter: SingleValueEncodingContainer {
    let slot: Slot
    let codingPath: [any CodingKey]

    mutating func encodeNil() throws { slot.value = .null }
    mutating func encode(_ value: some Encodable) throws {
        slot.value = try json(value, at: codingPath)
    }
}

private struct TreeDecoder: Decoder {
    let value: JSON
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let object) = value else { throw mismatch("an object") }
        return KeyedDecodingContainer(KeyedReader<Key>(object: object, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else { throw mismatch("an array") }
        return UnkeyedReader(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        SingleReader(decoder: self)
    }

    func mismatch(_ expected: String) -> DecodingError {
        .typeMismatch(
            JSON.self,
            .init(codingPath: codingPath, debugDescription: "expected \(expected)")
        )
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        switch type {
        case is String.Type:
            if let text = value.string as? Value { return text }
            throw mismatch("a string")
        case is Bool.Type:
            if let flag = value.bool as? Value { return flag }
            throw mismatch("true or false")
        case let integer as any FixedWidthInteger.Type:
            guard let number = value.integer, let fitting = integer.init(exactly: number) as? Value
            else { throw mismatch("an integer that fits") }
            return fitting
        case is Double.Type, is Float.Type:
            throw mismatch("no floating-point number")
        default:
            return try Value(from: self)
        }
    }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: JSONObject
    let codingPath: [any CodingKey]
    var allKeys: [Key] { object.members.compactMap { Key(stringValue: $0.name) } }

    func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try member(key) == .null }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try TreeDecoder(value: try member(key), codingPath: codingPath + [key]).decode(type)
    }

    private func member(_ key: Key) throws -> JSON {
        guard let value = object[key.stringValue] else {
            throw DecodingError.keyNotFound(
                key,
                .init(codingPath: codingPath, debugDescription: "expected this member")
            )
        }
        return value
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try TreeDecoder(value: try member(key), codingPath: codingPath + [key])
            .container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try TreeDecoder(value: try member(key), codingPath: codingPath + [key]).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder {
        preconditionFailure("facts are not classes")
    }
    func superDecoder(forKey key: Key) throws -> any Decoder {
        preconditionFailure("facts are not classes")
    }
}

private struct UnkeyedReader: UnkeyedDecodingContainer {
    let elements: [JSON]
    let codingPath: [any CodingKey]
    var currentIndex = 0
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }

    init(elements: [JSON], codingPath: [any CodingKey]) {
        (self.elements, self.codingPath) = (elements, codingPath)
    }

    mutating func decodeNil() throws -> Bool {
        guard try next().value == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try next().decode(type)
        currentIndex += 1
        return value
    }

    private func next() throws -> TreeDecoder {
        let path = codingPath + [Name(intValue: currentIndex)]
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                JSON.self,
                .init(codingPath: path, debugDescription: "expected another element")
            )
        }
        return TreeDecoder(value: elements[currentIndex], codingPath: path)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try next().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next().unkeyedContainer()
    }
    mutating func superDecoder() throws -> any Decoder {
        preconditionFailure("facts are not classes")
    }
}

private struct SingleReader: SingleValueDecodingContainer {
    let decoder: TreeDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    func decodeNil() -> Bool { decoder.value == .null }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try decoder.decode(type)
    }
}
