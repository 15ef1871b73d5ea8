import Events

/// The members of a model file: canonical JSON, one object, no member unknown.
struct ModelFile {
    private let path: String
    private let members: [String: JSON]

    /// The version of the layout that this code reads.
    static let version: Int64 = 1

    /// Reads an object that says of what kind it is.
    init(
        parsing file: SourceFile,
        kind: String,
        fields: Set<String>
    ) throws(InputError) {
        path = file.path
        let value: JSON
        do {
            value = try CanonicalJSON.parse(Self.withoutNewline(file.bytes))
        } catch {
            throw Self.error(path, "no canonical JSON", "a model of the kind \(kind)")
        }
        guard let object = value.object else {
            throw Self.error(path, "no object", "a model of the kind \(kind)")
        }
        members = Dictionary(uniqueKeysWithValues: object.members.map { ($0.name, $0.value) })
        guard members["kind"]?.string == kind else {
            throw Self.error(path, "another kind of model", "a model of the kind \(kind)")
        }
        guard members["version"]?.integer == Self.version else {
            throw Self.error(path, "another version", "version \(Self.version)")
        }
        let known = fields.union(["kind", "version"])
        guard known.isSuperset(of: members.keys) else {
            let names = known.sorted().joined(separator: ", ")
            throw Self.error(path, "an unknown field", "only " + names)
        }
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(InputError) -> Int {
        guard let value = members[name]?.integer, range.contains(value) else {
            throw Self.error(
                path,
                "no usable \(name)",
                "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return Int(value)
    }

    func strings(_ name: String) throws(InputError) -> [String] {
        try Self.strings(members[name], name, path)
    }

    /// The weights that stand in the file itself.
    func weights() throws(InputError) -> WeightTable {
        try Self.weights(members["features"], members["weights"], "the model", path)
    }

    /// The weights that stand under each name of a field.
    func weightsByName(_ field: String) throws(InputError) -> [(String, WeightTable)] {
        guard let object = members[field]?.object else {
            throw Self.error(path, "no usable \(field)", "an object with features and weights each")
        }
        var tables: [(String, WeightTable)] = []
        for member in object.members {
            let inner = member.value.object
            let table = try Self.weights(inner?["features"], inner?["weights"], member.name, path)
            tables.append((member.name, table))
        }
        return tables
    }

    private static func weights(
        _ features: JSON?,
        _ weights: JSON?,
        _ owner: String,
        _ path: String
    ) throws(InputError) -> WeightTable {
        let names = try strings(features, "features of \(owner)", path)
        guard let values = weights?.array?.map(\.integer), !values.contains(nil) else {
            throw error(path, "no usable weights of \(owner)", "a list of whole numbers")
        }
        do {
            return try WeightTable(names: names, weights: values.compactMap { $0 })
        } catch {
            throw Self.error(path, error.found + " (\(owner))", error.expected)
        }
    }

    private static func strings(
        _ value: JSON?,
        _ name: String,
        _ path: String
    ) throws(InputError) -> [String] {
        guard let list = value?.array?.map(\.string), !list.contains(nil) else {
            throw error(path, "no usable \(name)", "a list of texts")
        }
        return list.compactMap { $0 }
    }

    /// A model is one line; the newline at its end is no part of it.
    private static func withoutNewline(_ bytes: [UInt8]) -> [UInt8] {
        bytes.last == 0x0A ? Array(bytes.dropLast()) : bytes
    }

    private static func error(_ path: String, _ found: String, _ expected: String) -> InputError {
        InputError(path: path, line: 1, found: found, expected: expected)
    }
}
