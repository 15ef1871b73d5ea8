/// One event of a stream.
struct StreamEvent: Hashable, Sendable {
    /// Its name; empty where the stream gives none.
    var name: String
    /// Its data, lines joined by line feeds.
    var data: [UInt8]
}

/// Reads a stream of server-sent events (WHATWG HTML §9.2) as it comes, cut anywhere.
///
/// It is a pure state machine: the same bytes give the same events, however they are cut.
struct EventStreamDecoder: Sendable {
    /// A line, or the data of one event, is longer than what is read of one.
    struct TooLong: Error, Hashable {}

    private var line: [UInt8] = []
    private var name: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var lastWasReturn = false
    private var isFirstLine = true

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Takes the next bytes, and hands on each event that they complete.
    mutating func take(
        _ bytes: some Sequence<UInt8>,
        _ handOn: (StreamEvent) throws -> Void
    ) throws {
        for byte in bytes {
            let endsPair = lastWasReturn && byte == 0x0A
            lastWasReturn = byte == 0x0D
            if endsPair { continue }
            guard byte == 0x0A || byte == 0x0D else {
                guard line.count < WireLimits.longestLine else { throw TooLong() }
                line.append(byte)
                continue
            }
            if let event = try endLine() { try handOn(event) }
        }
    }

    /// Ends the stream; servers that close without a last empty line still meant their last event.
    mutating func finish(_ handOn: (StreamEvent) throws -> Void) throws {
        if !line.isEmpty, let event = try endLine() { try handOn(event) }
        if let event = try endLine() { try handOn(event) }
    }

    /// Reads the line that is complete; the event, where that was the empty line after it.
    private mutating func endLine() throws -> StreamEvent? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine, line.starts(with: Self.byteOrderMark) { line.removeFirst(3) }
        isFirstLine = false
        guard !line.isEmpty else { return endEvent() }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.count
        var value = line[min(colon + 1, line.count)...]
        if value.first == UInt8(ascii: " ") { value.removeFirst() }
        // A comment has no field name; `id` and `retry` are for streams that are taken up again.
        if line[..<colon].elementsEqual("data".utf8) {
            try add(value)
        } else if line[..<colon].elementsEqual("event".utf8) {
            name = Array(value)
        }
        return nil
    }

    private mutating func add(_ value: ArraySlice<UInt8>) throws {
        guard data.count + value.count < WireLimits.longestAnswer else { throw TooLong() }
        if hasData { data.append(0x0A) }
        data += value
        hasData = true
    }

    private mutating func endEvent() -> StreamEvent? {
        defer {
            name.removeAll(keepingCapacity: true)
            data = []
            hasData = false
        }
        guard !data.isEmpty else { return nil }
        return StreamEvent(name: String(decoding: name, as: UTF8.self), data: data)
    }
}
