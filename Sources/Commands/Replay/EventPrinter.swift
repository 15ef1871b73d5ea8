import EventLog
import Events

/// Prints one JSON object for each event as it becomes durable.
enum EventPrinter {
    /// Does the work and, if wanted, prints every event that it makes the log take.
    static func printing<Value>(
        _ log: SignedLog,
        when isWanted: Bool,
        during work: () async throws -> Value
    ) async throws -> Value {
        guard isWanted else { return try await work() }
        let start = log.checkpoint.size.nextIndex
        let live = Task { try await printEvents(of: log, from: start, until: nil) }
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        live.cancel()
        // That the work failed says more than that nobody reads what it made the log take.
        let value = try result.get()
        let printed = try await live.value
        _ = try await printEvents(of: log, from: printed, until: log.checkpoint.size.nextIndex)
        return value
    }

    /// Prints until an index, or until cancelled; returns the first index not printed.
    private static func printEvents(
        of log: SignedLog,
        from start: EntryIndex,
        until end: EntryIndex?
    ) async throws -> EntryIndex {
        var next = start
        if next == end { return next }
        for try await event in log.subscribe(from: start) {
            try print(event)
            next = EntryIndex(event.index.value + 1)
            if next == end { break }
        }
        return next
    }

    private static func print(_ event: RecordedEvent) throws {
        let object: JSONObject = [
            "index": .integer(Int64(event.index.value)),
            "type": .string(event.type.rawValue),
            "stream": .string(event.envelope.stream.text),
        ]
        try Terminal(isJSON: true).put(CanonicalJSON.encode(object) + [UInt8(ascii: "\n")])
    }
}
