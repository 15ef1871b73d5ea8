import Crypto
import Synchronization

/// Vectors that were asked for before, by their texts' digests; the oldest go first.
///
/// The mutex guards the state.
final class VectorMemory: Sendable {
    private struct State {
        var vectors: [SHA256.Digest: [Float]] = [:]
        /// The digests in a ring, and where the next one goes.
        var ring: [SHA256.Digest] = []
        var next = 0
    }

    private let most: Int
    private let state = Mutex(State())

    init(most: Int) { self.most = most }

    /// The vectors that are remembered, by digest.
    func vectors(of digests: [SHA256.Digest]) -> [SHA256.Digest: [Float]] {
        state.withLock { state in
            var found: [SHA256.Digest: [Float]] = [:]
            for digest in digests { found[digest] = state.vectors[digest] }
            return found
        }
    }

    /// Remembers vectors.
    func remember(_ pairs: some Sequence<(SHA256.Digest, [Float])>) {
        state.withLock { state in
            for (digest, vector) in pairs
            where state.vectors.updateValue(vector, forKey: digest) == nil {
                if state.ring.count < most {
                    state.ring.append(digest)
                } else {
                    state.vectors[state.ring[state.next]] = nil
                    state.ring[state.next] = digest
                    state.next = (state.next + 1) % most
                }
            }
        }
    }
}
