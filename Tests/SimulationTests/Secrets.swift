import Events

@testable import EventLog

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension Invariants {
    /// No byte of the store is a word that somebody said, and no opened word is a card number or
    /// one of a line that was not heard.
    func checkSecrets(_ events: [RecordedEvent]) throws {
        let needles = ["canary", "Canaryname", "4111 1111", "411111111111"].map { Array($0.utf8) }
        try world.storage.read { snapshot in
            func scan(_ bytes: [UInt8], _ what: String) {
                guard needles.contains(where: bytes.hold) else { return }
                world.records.problem("plain words stand in \(what)")
            }
            try snapshot.forEachEntry(in: 0..<(try snapshot.size())) { entry in
                scan(entry.body, "an entry")
                if let content = try snapshot.content(at: entry.index) {
                    scan(content.ciphertext, "a ciphertext")
                }
                if let attachment = try snapshot.attachment(at: entry.index) {
                    scan(attachment.bytes.ciphertext, "an attachment")
                }
            }
        }
        checkOpened(events)
    }

    private func checkOpened(_ events: [RecordedEvent]) {
        let unheard = world.records.unheard.map { Array($0.utf8) } + [Array("4111 1111".utf8)]
        for event in world.records.events + events {
            guard case .opened(let fields) = event.content else { continue }
            let bytes = CanonicalJSON.encode(fields)
            guard unheard.contains(where: bytes.hold) else { continue }
            world.records.problem("\(event.type) holds what must not be kept")
        }
    }
}

extension [UInt8] {
    /// Whether other bytes stand somewhere in these.
    fileprivate func hold(_ other: [UInt8]) -> Bool {
        withUnsafeBytes { bytes in
            other.withUnsafeBytes { other in
                guard var place = bytes.baseAddress, let needle = other.baseAddress else {
                    return false
                }
                let end = place + bytes.count
                // Both functions read only between `place` and `end`, of arrays that outlive the call.
                while place + other.count <= end,
                    let found = memchr(place, Int32(other[0]), end - place - other.count + 1)
                {
                    if memcmp(found, needle, other.count) == 0 { return true }
                    place = UnsafeRawPointer(found) + 1
                }
                return false
            }
        }
    }
}
