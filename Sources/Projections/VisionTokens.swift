/// What a picture comes to when a vision model reads it.
public enum VisionTokens {
    /// How many pixels come to one token.
    ///
    /// Anthropic's documentation of vision, "Calculate image costs": tokens = width × height / 750.
    /// Others count tiles or patches and come to the same order.
    public static let pixelsPerToken: Int64 = 750

    /// No JPEG is longer; an entry that says so must not make a sum overflow.
    private static let longestEdge = 65_535

    /// The tokens of one picture, rounded up.
    public static func count(width: Int, height: Int) -> Int64 {
        let edges = [width, height].map { Int64(min(max(0, $0), longestEdge)) }
        return (edges[0] * edges[1] + pixelsPerToken - 1) / pixelsPerToken
    }
}
