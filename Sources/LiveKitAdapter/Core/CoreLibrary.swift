import CLiveKitCore
import Foundation
import Synchronization

/// The client core as a shared library, found at run time.
///
/// There is one for a process: its callback has no context, and its threads live as long as the process.
struct CoreLibrary: NativeCore {
    /// Where events go.
    ///
    /// A closure needs this coat in a mutex: a bare one is wrapped once more each time that it is looked
    /// at, and an event would have to pass as many wrappings as there were events before it.
    private struct Sink {
        var take: @Sendable ([UInt8]) -> Void
    }

    /// Set once by `start`.
    private static let sink = Mutex<Sink?>(nil)

    /// Opens the library.
    init(path: String) throws(CoreError) {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        switch clk_open(path) {
        case CLK_OPEN: break
        case CLK_NO_FUNCTION: throw .otherABI(path: path)
        default: throw .unloadable(path: path)
        }
    }

    func start(_ events: @escaping @Sendable ([UInt8]) -> Void) {
        Self.sink.withLock { $0 = Sink(take: events) }
        // Its own log is of no use to a call, may hold tokens, and takes eight megabytes as events.
        setenv("RUST_LOG", "off", 1)
        // The name of the SDK is sent to the server; another than "rust" is not known to work.
        clk_initialize(
            { bytes, count in
                guard let sink = CoreLibrary.sink.withLock({ $0 }) else { return }
                sink.take(Array(UnsafeBufferPointer(start: bytes, count: count)))
            },
            false,
            "rust",
            "aside"
        )
    }

    func request(_ request: [UInt8]) -> [UInt8]? {
        var answer: UnsafePointer<UInt8>?
        var count = 0
        let buffer = request.withUnsafeBufferPointer {
            clk_request($0.baseAddress, $0.count, &answer, &count)
        }
        guard buffer != 0 else { return nil }
        defer { clk_drop(buffer) }
        return Array(UnsafeBufferPointer(start: answer, count: count))
    }

    func drop(_ handle: UInt64) -> Bool { clk_drop(handle) }

    func copy(_ count: Int, from address: UInt64) -> [UInt8] {
        let start = UnsafeRawPointer(bitPattern: UInt(address))
        return Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}
