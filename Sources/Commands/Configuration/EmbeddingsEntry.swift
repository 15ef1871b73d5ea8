/// The service that turns words into vectors.
struct EmbeddingsEntry: Hashable {
    let service: ServiceEntry
    let model: String
    let dimensions: Int?

    /// More would make every turn slower and find nothing more.
    private static let mostDimensions: Int64 = 4_096

    static let fields = ServiceEntry.fields.merging(
        ["model": .text, "dimensions": .text]
    ) { field, _ in field }

    init(_ section: SettingSection, among processors: [String: ProcessorEntry]) throws {
        service = try ServiceEntry(section, among: processors)
        model = try section.required("model", "the model's name at the service")
        dimensions = try section.number("dimensions", in: 1...Self.mostDimensions).map { Int($0) }
    }
}
