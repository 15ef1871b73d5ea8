import Foundation

/// One thing that speaks for or against interrupting, as a number.
package struct NudgeSign: Sendable {
    /// Its name in the weights and, where it is a ground, in the log.
    package var name: String
    /// 0 when it is not there.
    package var value: Double
    /// Whether it is told as a ground when it is there.
    var isGround = false

    /// The log-odds of a chance, so that chances add up.
    static func odds(_ name: String, _ chance: Float) -> NudgeSign {
        let chance = Double(min(max(chance, Self.least), Self.most))
        return NudgeSign(name: name, value: log(chance / (1 - chance)))
    }

    /// Something that holds or does not.
    static func ground(_ name: String, _ holds: Bool) -> NudgeSign {
        NudgeSign(name: name, value: holds ? 1 : 0, isGround: true)
    }

    /// Surer than this nobody is.
    private static let least: Float = 0.003
    private static let most: Float = 0.98
}
