/// LiveKit's client core as the adapter sees it: bytes in, bytes out, handles to drop.
///
/// An implementation MUST deliver the events of one room, and of one stream, in order and one at a time;
/// it MAY deliver those of different ones at once, on any thread. It MUST keep memory that an event
/// points to until the handle beside it is dropped.
protocol NativeCore: Sendable {
    /// Starts the core; every event goes to the closure, which MUST NOT block.
    func start(_ events: @escaping @Sendable ([UInt8]) -> Void)

    /// Answers a request at once; nil when the core refuses it. It never waits for the network.
    func request(_ request: [UInt8]) -> [UInt8]?

    /// Drops a handle; false when the core does not know it.
    func drop(_ handle: UInt64) -> Bool

    /// Copies memory that belongs to a handle not yet dropped.
    func copy(_ count: Int, from address: UInt64) -> [UInt8]
}

/// Why the client core cannot be used.
public enum CoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no library at the path.
    case missing(path: String)
    /// The file cannot be loaded: torn, or for another machine.
    case unloadable(path: String)
    /// The library lacks a function of the C ABI that is called.
    case otherABI(path: String)
    /// The core refused a request.
    case refused(request: String)
    /// The core's own task died; nothing of it can be trusted any more.
    case dead

    /// What was tried, found and expected, and what to do.
    public var description: String {
        switch self {
        case .missing(let path):
            "loading LiveKit's client core failed: found no file at \(path); "
                + "aside doctor --fix livekit brings it, or name yours in LIVEKIT_FFI_PATH"
        case .unloadable(let path):
            "loading LiveKit's client core failed: found a file at \(path) that is no library for "
                + "this machine; aside doctor --fix livekit brings the right one"
        case .otherABI(let path):
            "loading LiveKit's client core failed: \(path) lacks its C functions; expected a "
                + "build with room APIs; aside doctor --fix livekit brings one"
        case .refused(let request):
            "LiveKit's client core refused \(request): the room or the track is gone"
        case .dead:
            "LiveKit's client core has died; end the process and start it again"
        }
    }
}
