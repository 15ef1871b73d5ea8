import AsideTesting
import Events
import Testing

@testable import EventLog

@Suite("Damaged notes, proofs and keys", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedNoteTests {
    private let identity = LogIdentity(signer: Ed25519Signer.create())
    private let other = Ed25519Signer.create()

    private func checkpoint() throws -> Checkpoint {
        let root = try #require(TreeHash([UInt8](repeating: 7, count: 32)))
        return try Checkpoint.sign(size: 1_234, root: root, identity: identity)
    }

    @Test func `a checkpoint is taken only as it was signed`() async throws {
        let genuine = try checkpoint()
        let foreign = try SignedNote.sign("other\n", by: other).split(separator: "\n").last ?? ""
        let samples = [genuine.note, genuine.note + foreign + "\n"]
        let key = identity.signer.verifierKey
        try await Mutations.each(of: samples) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self) else { return }
            do throws(SignedNote.Rejection) {
                let read = try Checkpoint(parsing: text, key: key)
                #expect(read.reference == genuine.reference && read.origin == genuine.origin)
            } catch {
                #expect(!error.description.contains(key.name))
            }
        }
    }

    @Test func `a note has one form: what is read is written again as it was`() async throws {
        let note = try SignedNote.sign("A text.\n\nOf two parts.\n", by: other)
        try await Mutations.each(of: [note, try checkpoint().note]) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self),
                let read = try? SignedNote(parsing: text)
            else { return }
            let lines = read.signatures.map { signature in
                let id = (0..<4).map { UInt8(truncatingIfNeeded: signature.keyID >> (24 - 8 * $0)) }
                return "\u{2014} \(signature.name) " + StrictBase64.encode(id + signature.bytes)
            }
            let written = read.body + "\n" + lines.joined(separator: "\n") + "\n"
            #expect(Array(written.utf8) == bytes)
        }
    }

    @Test func `a proof's file and a verifier's key have one form as well`() async throws {
        let hash = try #require(TreeHash([UInt8](repeating: 9, count: 32)))
        let proof = InclusionProof(
            index: EntryIndex(5),
            size: TreeSize(1_234),
            hashes: [hash, hash]
        )
        let file = ProofFile(proof: proof, checkpoint: try checkpoint()).description
        let key = other.verifierKey.description
        let extra = file.replacing("index 5", with: "extra AAAA\nindex 18446744073709551615")
        try await Mutations.each(of: [file, extra, key]) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self) else { return }
            if let read = ProofFile(text) { #expect(Array(read.description.utf8) == bytes) }
            if let read = VerifierKey(text) { #expect(Array(read.description.utf8) == bytes) }
        }
    }

    @Test func `so has the path of a tile`() async throws {
        try await Mutations.each(of: ["tile/0/x001/x234/067", "tile/entries/000.p/5"]) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self),
                let path = TilePath(text)
            else { return }
            #expect(Array(path.description.utf8) == bytes)
        }
    }
}
