import Agent

/// How often the rep's shared screen is looked at, and how often in a call.
enum ScreenEntry {
    static let fields: [String: SettingField] = [
        "interval_while_speaking": .text, "interval": .text, "budget": .text,
    ]

    /// A picture stands still for a quarter of a second before it is kept: no shorter pause can be kept to.
    private static let shortestMicros = SamplingSettings.standard.settleMicros
    /// A slide that is shown for less would not be seen at all.
    private static let longestMicros: Int64 = 600_000_000
    /// One a second for an hour.
    private static let mostPictures: Int64 = 3_600

    /// Reads the section; what it leaves out stays standard.
    static func sampling(_ section: SettingSection) throws -> SamplingSettings {
        var settings = SamplingSettings.standard
        if let micros = try interval("interval_while_speaking", in: section) {
            settings.intervalWhileSpeakingMicros = micros
        }
        if let micros = try interval("interval", in: section) { settings.intervalMicros = micros }
        if let budget = try section.number("budget", in: 0...mostPictures) {
            settings.budget = Int(budget)
        }
        return settings
    }

    private static func interval(_ name: String, in section: SettingSection) throws -> Int64? {
        guard let micros = try section.duration(name, atMost: longestMicros) else { return nil }
        guard micros >= shortestMicros else {
            throw section.error(
                name,
                "no such duration",
                "at least \(shortestMicros / 1_000) ms, for which a picture stands still first"
            )
        }
        return micros
    }
}
