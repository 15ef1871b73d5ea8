import Configuration

/// Where a setting stands, as in `models.fast.url`.
struct SettingPath: Hashable, Comparable {
    let parts: [String]

    init(_ parts: [String]) { self.parts = parts }

    /// As people write it.
    var text: String { parts.joined(separator: ".") }
    /// As the configuration library takes it.
    var key: ConfigKey { ConfigKey(["aside"] + parts) }
    /// The variable of the environment that stands before the file.
    var variable: String {
        let name = parts.joined(separator: "_").uppercased()
        return "ASIDE_" + String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    static func / (path: SettingPath, name: String) -> SettingPath {
        SettingPath(path.parts + [name])
    }

    static func < (one: SettingPath, other: SettingPath) -> Bool {
        one.parts.lexicographicallyPrecedes(other.parts)
    }

    /// Whether an operator may call something so: it must be told apart in a variable's name.
    static func isName(_ name: String) -> Bool {
        (1...32).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
            }
    }
}
