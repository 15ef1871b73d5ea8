public import Agent

/// A codec without C: any bytes are the "JPEG" of a picture one pixel high that holds them as they are.
///
/// Two pictures look alike only if they are the same. What it was given to decode stands in what it
/// writes, so a simulation can look for it in the log.
public struct PlainPictures: PictureCodec {
    /// A codec.
    public init() {}

    /// A picture of the bytes; no bytes are torn.
    public func decode(jpeg: [UInt8]) throws(PictureError) -> Picture {
        guard !jpeg.isEmpty else { throw .unreadable }
        let half = Picture.half(jpeg.count)
        let chroma = Picture.Plane([UInt8](repeating: 128, count: half), stride: half)
        return try Picture(
            width: jpeg.count,
            height: 1,
            y: .init(jpeg, stride: jpeg.count),
            u: chroma,
            v: chroma,
            levels: .full
        )
    }

    /// The bytes themselves.
    public func still(of picture: Picture, fitting edge: Int) throws(PictureError) -> Still {
        Still(jpeg: picture.y.bytes, width: min(picture.width, edge), height: 1)
    }

    /// Noise that follows from the bytes.
    public func luma(
        of picture: Picture,
        width: Int,
        height: Int
    ) throws(PictureError) -> [UInt8] {
        var seed: UInt64 = 0
        for byte in picture.y.bytes { seed = seed &* 31 &+ UInt64(byte) }
        var generator = SeededGenerator(seed: seed)
        return (0..<(width * height)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }
}
