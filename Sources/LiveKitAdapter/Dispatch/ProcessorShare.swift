import Foundation
import Synchronization

/// How busy the machine's processor has been over the last readings, from the kernel's own count.
///
/// It is the whole machine's, since the calls of others slow ours as much. The mutex guards the readings.
public final class ProcessorShare: Sendable {
    private struct Reading {
        var busy: Double
        var total: Double
    }

    /// At two readings a second as long as between two reports; one busy moment is no load.
    private static let window = 6

    private let file: String
    private let readings = Mutex<[Reading]>([])

    /// Reads where Linux counts.
    public convenience init() { self.init(file: "/proc/stat") }

    init(file: String) { self.file = file }

    /// Takes a reading; the share since the oldest one kept, from 0 to 1, and 0 where nothing is counted.
    public func callAsFunction() -> Double {
        guard let newest = reading() else { return 0 }
        return readings.withLock { readings in
            readings = Array((readings + [newest]).suffix(Self.window))
            guard let oldest = readings.first, newest.total > oldest.total else { return 0 }
            return (newest.busy - oldest.busy) / (newest.total - oldest.total)
        }
    }

    /// The first line counts ticks of all processors: user, nice, system, idle, waiting, and so on.
    private func reading() -> Reading? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8),
            let line = text.split(separator: "\n").first, line.hasPrefix("cpu ")
        else { return nil }
        // What guests used is counted among user and nice already.
        let counts = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
        guard counts.count >= 5 else { return nil }
        let total = counts.reduce(0, +)
        return Reading(busy: total - counts[3] - counts[4], total: total)
    }
}
