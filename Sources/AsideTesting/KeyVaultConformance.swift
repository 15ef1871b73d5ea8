public import EventLog
import Events

/// What every key vault is held to, as functions that throw what they found.
///
/// One suite for all.
public struct KeyVaultConformance {
    /// What a vault did otherwise than its contract says.
    public struct Failure: Error, CustomStringConvertible {
        /// What was found and expected.
        public let description: String
    }

    private let open: (_ name: String) throws -> any KeyVault
    private let bytes: (DataKey) -> [UInt8]

    /// A suite over one kind of vault.
    ///
    /// - Parameters:
    ///   - open: the vault of a name: empty when it is opened for the first time, and later with all
    ///     that it had when it was closed.
    ///   - bytes: the bytes of a key, which a test may look at.
    public init(
        open: @escaping (_ name: String) throws -> any KeyVault,
        bytes: @escaping (DataKey) -> [UInt8]
    ) {
        (self.open, self.bytes) = (open, bytes)
    }

    /// The whole suite, each check over a vault of its own.
    public func check() throws {
        try checkEmpty()
        try checkCreation()
        try checkDestruction()
        try checkDestructionOfTheAbsent()
    }

    private func demand(_ holds: Bool, _ what: String) throws {
        guard holds else { throw Failure(description: "expected that " + what) }
    }

    private static func id(
        _ subject: String = "p-1",
        of call: String = "a",
        _ keyClass: KeyClass = .content
    ) -> DataKeyID {
        DataKeyID(call: CallID(call), subject: Pseudonym(subject), keyClass: keyClass)
    }

    /// Nil when there is no key, and whether that is because it was destroyed.
    private func found(_ state: KeyState) -> (key: [UInt8]?, isDestroyed: Bool) {
        switch state {
        case .present(let key): (key: bytes(key), isDestroyed: false)
        case .destroyed: (key: nil, isDestroyed: true)
        case .absent: (key: nil, isDestroyed: false)
        }
    }

    private func checkEmpty() throws {
        let vault = try open("empty")
        let state = found(try vault.state(of: Self.id()))
        try demand(state.key == nil && !state.isDestroyed, "an empty vault has no key")
        try demand(try vault.tombstones().isEmpty, "nor a tombstone")
        try vault.close()
    }

    private func checkCreation() throws {
        let vault = try open("creation")
        let made = found(try vault.create(Self.id())).key
        try demand(made?.count == DataKey.byteCount, "a key is made of so many bytes")
        try demand(found(try vault.create(Self.id())).key == made, "and made once")
        try demand(found(try vault.state(of: Self.id())).key == made, "and is found")
        let others = [
            Self.id("p-2"), Self.id("p-1", of: "b"), Self.id("p-1", of: "a", .evidence),
        ]
        var keys: Set<[UInt8]?> = [made]
        for other in others {
            try demand(found(try vault.state(of: other)).key == nil, "it is nobody else's")
            keys.insert(found(try vault.create(other)).key)
        }
        try demand(keys.count == 4, "every key is another")
        try vault.close()
        let again = try open("creation")
        try demand(found(try again.state(of: Self.id())).key == made, "a key is kept")
        try again.close()
    }

    private func checkDestruction() throws {
        let vault = try open("destruction")
        let kept = found(try vault.create(Self.id("p-2"))).key
        _ = try vault.create(Self.id())
        try vault.destroy(Self.id(), at: .epoch)
        try vault.destroy(Self.id(), at: .epoch)
        try demand(found(try vault.state(of: Self.id())).isDestroyed, "a destroyed key is gone")
        try demand(found(try vault.create(Self.id())).isDestroyed, "and is not made again")
        try demand(try vault.tombstones() == [Self.id()], "and leaves one tombstone")
        try vault.close()
        let again = try open("destruction")
        try demand(found(try again.state(of: Self.id())).isDestroyed, "it stays gone")
        try demand(try again.tombstones() == [Self.id()], "its tombstone stays")
        try demand(found(try again.state(of: Self.id("p-2"))).key == kept, "others stay")
        try again.close()
    }

    private func checkDestructionOfTheAbsent() throws {
        let vault = try open("absent")
        try vault.destroy(Self.id(), at: .epoch)
        try demand(found(try vault.create(Self.id())).isDestroyed, "what never was is not made")
        try demand(try vault.tombstones() == [Self.id()], "and has its tombstone")
        try vault.close()
    }
}
