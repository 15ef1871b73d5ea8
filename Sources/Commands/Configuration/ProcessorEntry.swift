import Agent
import Events

/// A processor of `aside.yaml`: who answers requests, where, and on what terms.
struct ProcessorEntry: Hashable {
    let name: String
    let region: String
    let isOutside: Bool
    let terms: [Processor.Term]
    /// The hosts by which a playbook's `tools.yaml` knows it.
    let hosts: [String]

    static let fields: [String: SettingField] = [
        "name": .text, "region": .text, "outside": .text, "terms": .list,
        "hosts": .list,
    ]

    /// What runs where Aside runs, and hands nothing on.
    static let thisMachine = ProcessorEntry(
        name: "this machine",
        region: "this machine",
        isOutside: false,
        terms: [],
        hosts: []
    )

    private init(
        name: String,
        region: String,
        isOutside: Bool,
        terms: [Processor.Term],
        hosts: [String]
    ) {
        (self.name, self.region, self.isOutside) = (name, region, isOutside)
        (self.terms, self.hosts) = (terms, hosts)
    }

    /// Reads one; it is outside unless it says that it is not.
    init(_ section: SettingSection) throws {
        self.init(
            name: try section.required("name", "the company's name, as people are told it"),
            region: try section.text("region") ?? Disclosure.notStated,
            isOutside: try section.flag("outside") ?? true,
            terms: try section.choices("terms", Processor.Term.self),
            hosts: try Self.hosts(in: section)
        )
    }

    private static func hosts(in section: SettingSection) throws -> [String] {
        let hosts = section.list("hosts")
        guard hosts.allSatisfy(isHost) else {
            throw section.error(
                "hosts",
                "what is no host",
                "hosts alone, as in crm.example.internal"
            )
        }
        return hosts
    }

    /// Whether a text is a name or an address in numbers (of IPv6 with its colons), without scheme, port and
    /// path.
    private static func isHost(_ text: String) -> Bool {
        text.count { $0 == ":" } != 1
            && !text.contains { "/@?#".contains($0) || $0.isWhitespace }
    }

    /// Where requests go, as the log names it.
    var destination: Destination {
        Destination(processor: name, region: region, isOutside: isOutside)
    }

    /// The processor as people are told of it; nil where nothing leaves the controller.
    func disclosed(as service: Processor.Service, for purposes: [Purpose]) -> Processor? {
        guard isOutside else { return nil }
        return Processor(
            name: name,
            service: service,
            region: region,
            purposes: purposes,
            terms: terms
        )
    }
}
