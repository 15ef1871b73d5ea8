public import Agent

/// The codec over libyuv and libjpeg-turbo.
///
/// It keeps C out of every other target: what crosses the border is checked by `Picture.init` on the
/// way in and copied on the way out.
public struct LibraryCodec: PictureCodec {
    /// A codec; it holds nothing.
    public init() {}

    /// The picture of a whole JPEG of brightness and colour, or of brightness alone.
    public func decode(jpeg: [UInt8]) throws(PictureError) -> Picture {
        try JPEGReader.picture(of: jpeg)
    }

    /// The picture as a JPEG that fits within a square.
    public func still(of picture: Picture, fitting edge: Int) throws(PictureError) -> Still {
        let (width, height) = Self.size(of: picture, fitting: edge)
        var canvas = try Scaler.scaled(picture, toWidth: width, height: height)
        if picture.levels == .video {
            canvas = try Scaler.inFullLevels(try canvas.picture(.video))
        }
        return Still(jpeg: try JPEGWriter.jpeg(of: canvas), width: width, height: height)
    }

    /// The picture's brightness, scaled.
    public func luma(
        of picture: Picture,
        width: Int,
        height: Int
    ) throws(PictureError) -> [UInt8] {
        try PictureLimits.check(width: width, height: height)
        return Scaler.scaled(
            picture.y,
            fromWidth: picture.width,
            height: picture.height,
            toWidth: width,
            height: height
        )
    }

    private static func size(of picture: Picture, fitting edge: Int) -> (width: Int, height: Int) {
        let longest = max(picture.width, picture.height)
        guard longest > edge else { return (picture.width, picture.height) }
        func scaled(_ length: Int) -> Int { max(1, (length * edge + longest / 2) / longest) }
        return (scaled(picture.width), scaled(picture.height))
    }
}
