/// What passages are about: one scope for each entity of a domain, and one for each domain's rest.
struct ScopeTable: Sendable {
    /// An entity, or a domain's passages that hold for all its entities.
    struct Scope: Sendable {
        var domain: Int
        /// The entity's name as written; nil for a domain's rest.
        var entity: String?
        /// Its name and its aliases.
        var names: [String]
        var passages: [Int32]
    }

    private struct Key: Hashable {
        var domain: String
        var entity: String?
    }

    /// The domains' names; an empty one for passages without.
    private(set) var domains: [String] = []
    private(set) var scopes: [Scope] = []
    /// The scope of each passage.
    private(set) var scopeOfPassage: [Int32] = []

    init(_ passages: [Passage]) {
        var byKey: [Key: Int] = [:]
        var domainNumbers: [String: Int] = [:]
        for (place, passage) in passages.enumerated() {
            let domain = passage.domain ?? ""
            let entity = passage.entity.flatMap { $0.isEmpty ? nil : $0 }
            let key = Key(domain: domain, entity: entity?.lowercased())
            let number = byKey[key] ?? scopes.count
            if number == scopes.count {
                byKey[key] = number
                let domainNumber = domainNumbers[domain] ?? domains.count
                if domainNumber == domains.count {
                    domainNumbers[domain] = domainNumber
                    domains.append(domain)
                }
                let names = entity.map { [$0] } ?? []
                scopes.append(
                    Scope(domain: domainNumber, entity: entity, names: names, passages: [])
                )
            }
            scopes[number].passages.append(Int32(place))
            for alias in passage.aliases where entity != nil {
                if !scopes[number].names.contains(alias) { scopes[number].names.append(alias) }
            }
            scopeOfPassage.append(Int32(number))
        }
    }
}
