import Events
import Testing

@testable import EventLog

private let vectorKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

@Suite struct NoteTests {
    @Test func `The specification's key parses, and only with its own id`() throws {
        let key = try #require(VerifierKey(vectorKey))
        #expect(key.name == "example.com/foo")
        #expect(key.id == 0x530d_903a)
        #expect(key.description == vectorKey)
        #expect(VerifierKey(vectorKey.replacing("530d903a", with: "530d903b")) == nil)
    }

    @Test func `A signed note comes back, and any changed byte is refused`() throws {
        let signer = Ed25519Signer.create()
        let note = try SignedNote.sign("This is an example message.\n", by: signer)
        try SignedNote(parsing: note).verify(with: [signer.verifierKey])
        let bytes = Array(note.utf8)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                guard let text = String(validating: changed, as: UTF8.self) else { continue }
                #expect(throws: SignedNote.Rejection.self) {
                    try SignedNote(parsing: text).verify(with: [signer.verifierKey])
                }
            }
        }
    }

    @Test func `Unknown signers are passed over, a failing known one is not`() throws {
        let (ours, other) = (Ed25519Signer.create(), Ed25519Signer.create())
        let body = "text\n"
        let own = try SignedNote.sign(body, by: ours)
        let foreign = try SignedNote.sign(body, by: other)
        let line = foreign.dropFirst(body.count + 1)
        let many = own + String(repeating: String(line), count: 20)
        try SignedNote(parsing: many).verify(with: [ours.verifierKey])
        #expect(throws: SignedNote.Rejection.noKnownSignature) {
            try SignedNote(parsing: foreign).verify(with: [ours.verifierKey])
        }
        let wrong = try SignedNote.sign("other\n", by: other).dropFirst("other\n".count + 1)
        #expect(throws: SignedNote.Rejection.badSignature) {
            try SignedNote(parsing: own + wrong).verify(
                with: [ours.verifierKey, other.verifierKey]
            )
        }
    }

    @Test func `A tree head is taken with its own signature lines, and with no others`() throws {
        let identity = LogIdentity.create()
        let key = identity.signer.verifierKey
        let root = try #require(TreeHash([UInt8](repeating: 7, count: 32)))
        let signed = try Checkpoint.sign(size: 27, root: root, identity: identity)
        let lines = signed.signatureLines
        #expect(lines.count == 1)
        let again = try Checkpoint(size: TreeSize(27), root: root, signedBy: lines, key: key)
        #expect(again == signed)

        let foreign = try SignedNote.sign("other\n", by: Ed25519Signer.create())
            .split(separator: "\n").map { String($0) }.suffix(1)
        let others: [[String]] = [
            [], ["no line"], lines + foreign, Array(foreign), ["\n" + lines[0]],
        ]
        for wrong in others {
            #expect(throws: SignedNote.Rejection.self) {
                try Checkpoint(size: TreeSize(27), root: root, signedBy: wrong, key: key)
            }
        }
        #expect(throws: SignedNote.Rejection.badSignature) {
            try Checkpoint(size: TreeSize(26), root: root, signedBy: lines, key: key)
        }
    }

    @Test func `A private key survives its file, and its origin names nobody`() throws {
        let signer = Ed25519Signer.create()
        let again = try #require(Ed25519Signer(encoded: signer.encoded))
        #expect(again.verifierKey == signer.verifierKey)
        #expect(signer.verifierKey.name.hasPrefix("aside.example/log/"))
        #expect(signer.verifierKey.name.count == "aside.example/log/".count + 32)
        #expect(Ed25519Signer(encoded: signer.encoded + "x") == nil)
    }

    @Test func `A proof file says what it proves and parses strictly`() async throws {
        let home = MemoryHome()
        let log = try home.open()
        let events = try await log.append((0..<5).map { home.remark($0) }, to: streamA)
        let reader = home.reader()
        let file = try #require(try reader.proof(of: EntryIndex(3)))
        #expect(try reader.proof(of: EntryIndex(5)) == nil)
        let parsed = try #require(ProofFile(file.description))
        #expect(parsed == file)
        let entry = events[3].envelope.encoded()
        try parsed.verify(entry: entry, key: log.verifierKey)
        #expect(throws: ProofError.self) {
            try parsed.verify(entry: events[2].envelope.encoded(), key: log.verifierKey)
        }
        #expect(ProofFile(file.description.replacing("index 3", with: "index 03")) == nil)
        #expect(ProofFile("x" + file.description) == nil)
        try log.close()
    }
}
