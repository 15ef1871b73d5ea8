/// Cuts bytes into lines, none of them longer than is read of one.
struct LineSplitter {
    struct TooLong: Error {}
    private var line: [UInt8] = []

    mutating func take(
        _ bytes: some Collection<UInt8>,
        _ handOn: ([UInt8]) -> Void
    ) throws {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            guard line.count + rest[..<end].count <= WireLimits.longestLine else { throw TooLong() }
            handOn(line + rest[..<end])
            line = []
            rest = rest[rest.index(after: end)...]
        }
        guard line.count + rest.count <= WireLimits.longestLine else { throw TooLong() }
        line += rest
    }
}
