import Agent
import Testing

/// Pictures that are drawn here.
enum Patterns {
    /// A picture whose brightness is a function of place, without colour.
    static func grey(
        _ width: Int,
        _ height: Int,
        stride: Int? = nil,
        levels: Picture.Levels = .full,
        _ level: (_ x: Int, _ y: Int) -> UInt8
    ) throws -> Picture {
        let stride = stride ?? width
        // What lies between the rows must never be seen, so it is as loud as can be.
        var luma = [UInt8](repeating: 255, count: stride * (height - 1) + width)
        for y in 0..<height {
            for x in 0..<width { luma[y * stride + x] = level(x, y) }
        }
        return try Picture(
            width: width,
            height: height,
            y: .init(luma, stride: stride),
            u: chroma(width, height),
            v: chroma(width, height),
            levels: levels
        )
    }

    static func chroma(_ width: Int, _ height: Int, _ level: UInt8 = 128) -> Picture.Plane {
        let (across, down) = (Picture.half(width), Picture.half(height))
        return .init([UInt8](repeating: level, count: across * down), stride: across)
    }

    /// Dark at the left, bright at the right.
    static func ramp(_ width: Int, _ height: Int) throws -> Picture {
        try grey(width, height) { x, _ in UInt8(x * 255 / max(1, width - 1)) }
    }
}
