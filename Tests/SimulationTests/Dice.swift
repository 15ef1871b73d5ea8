import AsideTesting

/// Draws everything that a run leaves to chance from its one seed.
struct Dice: Sendable {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Dice of its own for another part of the run.
    mutating func split() -> Dice { Dice(seed: generator.next()) }

    mutating func chance(_ percent: Int) -> Bool { number(in: 1...100) <= percent }

    mutating func number(in range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }

    mutating func micros(in milliseconds: ClosedRange<Int>) -> Int64 {
        Int64(number(in: milliseconds)) * 1000
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[number(in: 0...values.count - 1)]
    }

    /// One of some values, each as likely as its weight.
    mutating func pick<Value>(weighing values: [(weight: Int, value: Value)]) -> Value {
        var left = number(in: 1...values.reduce(0) { $0 + $1.weight })
        for (weight, value) in values {
            left -= weight
            if left <= 0 { return value }
        }
        preconditionFailure("the weights cover every draw")
    }
}
