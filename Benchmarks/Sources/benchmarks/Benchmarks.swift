import Foundation

/// Measures Aside on the machine it runs on; every figure is a ratio, or a median of five rounds,
/// of one interleaved run.
@main
struct Benchmarks {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let hearing = arguments.last.flatMap(Hearing.init(rawValue:))
        switch arguments.first {
        case "append": try await AppendBenchmark.run()
        case "verify": try await VerifyBenchmark.run()
        case "nudge": try await NudgeBenchmark.run()
        case "all":
            try await AppendBenchmark.run()
            try await VerifyBenchmark.run()
            try await NudgeBenchmark.run()
        case "replay" where arguments.count == 2:
            try ReplayBenchmark.run(binary: arguments[arguments.startIndex + 1])
        case "models" where arguments.count == 2:
            try await ModelBenchmark.run(server: arguments[arguments.startIndex + 1])
        case "room" where arguments.count == 4 && hearing != nil:
            try await RoomBenchmark.run(
                library: arguments[arguments.startIndex + 1],
                repository: arguments[arguments.startIndex + 2],
                hearing: hearing ?? .counting
            )
        default:
            print(
                """
                usage: benchmarks all | append | verify | nudge | replay <path of the release aside>
                       | models <path of models/server.py>
                       | room <path of LiveKit's client core> <path of the repository> counting
                       | room <path of LiveKit's client core> <path of the repository> on-device
                """
            )
            exit(2)
        }
    }
}

/// A table of figures and one line of JSON.
struct Report {
    private let name: String
    private var rows: [(String, String)] = []
    private var fields: [(String, String)] = []

    init(_ name: String) { self.name = name }

    /// Adds a figure, its unit, and the bar that it is held to.
    mutating func add(
        _ key: String,
        _ label: String,
        _ value: Double,
        digits: Int = 2,
        _ unit: String = "",
        bar: String = ""
    ) {
        let text = String(format: "%.\(digits)f", value)
        let behind = [unit, bar.isEmpty ? "" : "(bar \(bar))"].filter { !$0.isEmpty }
        rows.append((label, ([text] + behind).joined(separator: " ")))
        fields.append((key, text))
    }

    func print() {
        let width = rows.map(\.0.count).max() ?? 0
        for (label, value) in rows {
            Swift.print(label.padding(toLength: width + 2, withPad: " ", startingAt: 0) + value)
        }
        let members = fields.map { "\"\($0.0)\":\($0.1)" }
        Swift.print("{\"benchmark\":\"\(name)\"," + members.joined(separator: ",") + "}")
    }
}

extension [Double] {
    /// The value below which this share of the values lies.
    func quantile(_ share: Double) -> Double {
        let sorted = sorted()
        guard !sorted.isEmpty else { return .nan }
        return sorted[Swift.min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }

    var median: Double { quantile(0.5) }
}

/// Seconds that work takes.
func seconds<Value>(_ work: () throws -> Value) rethrows -> (Double, Value) {
    let start = ContinuousClock.now
    let value = try work()
    return ((ContinuousClock.now - start).seconds, value)
}

/// Seconds that work takes.
func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await work()
    return (ContinuousClock.now - start).seconds
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

/// A folder that is deleted with the value: on disk, or in memory where the machine has that.
final class Folder: Sendable {
    let path: String

    init(inMemory: Bool = false) throws {
        let place = inMemory ? "/dev/shm/" : FileManager.default.currentDirectoryPath + "/"
        path = place + "aside-benchmark-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
