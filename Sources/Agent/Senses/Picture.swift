/// A picture as rooms deliver it: planar YUV 4:2:0, checked when it is made.
///
/// Whoever holds one may read `height` rows of `width` bytes from `y` and half as many of each (odd
/// sizes rounded up) from `u` and `v`, at their strides, without looking at their sizes again.
public struct Picture: Hashable, Sendable {
    /// One plane: rows of bytes, each `stride` after the one before it.
    public struct Plane: Hashable, Sendable {
        /// The rows.
        public let bytes: [UInt8]
        /// From the beginning of one row to that of the next.
        public let stride: Int

        /// A plane; a picture checks that it is large enough.
        public init(_ bytes: [UInt8], stride: Int) { (self.bytes, self.stride) = (bytes, stride) }
    }

    /// What the values of luma mean.
    public enum Levels: Sendable {
        /// Black is 16 and white is 235, as in video.
        case video
        /// Black is 0 and white is 255, as in JPEG.
        case full
    }

    /// Pixels across.
    public let width: Int
    /// Pixels down.
    public let height: Int
    /// Brightness, a byte for each pixel.
    public let y: Plane
    /// Blue against brightness, a byte for four pixels.
    public let u: Plane
    /// Red against brightness, a byte for four pixels.
    public let v: Plane
    /// What the values of luma mean.
    public let levels: Levels

    /// A picture of planes that hold what its size promises.
    ///
    /// - Throws: `PictureError` when the size is beyond `PictureLimits` or a plane is too short.
    public init(
        width: Int,
        height: Int,
        y: Plane,
        u: Plane,
        v: Plane,
        levels: Levels
    ) throws(PictureError) {
        try PictureLimits.check(width: width, height: height)
        try y.check(holds: width, by: height)
        try u.check(holds: Self.half(width), by: Self.half(height))
        try v.check(holds: Self.half(width), by: Self.half(height))
        (self.width, self.height, self.levels) = (width, height, levels)
        (self.y, self.u, self.v) = (y, u, v)
    }

    /// The length of a chroma plane along an edge of so many pixels.
    public static func half(_ length: Int) -> Int { (length + 1) / 2 }
}

extension Picture.Plane {
    /// The last row need not be padded to the stride, so it counts by its width alone.
    fileprivate func check(holds width: Int, by height: Int) throws(PictureError) {
        guard (width...PictureLimits.longestStride).contains(stride) else { throw .strideUnusable }
        guard bytes.count >= stride * (height - 1) + width else { throw .planeTooShort }
    }
}

/// How large a picture may be; beyond this it is a mistake or an attack.
public enum PictureLimits {
    /// Two 4K screens side by side, the widest that is sold as one.
    public static let longestEdge = 7_680
    /// A 6K screen; an 8K one has half as many again and would need 50 MB a frame.
    public static let mostPixels = 6_144 * 3_456
    /// Rows are padded to a power of two at the most; more is a stride in other units.
    public static let longestStride = 16_384

    /// Refuses a size that is empty or beyond the limits.
    public static func check(width: Int, height: Int) throws(PictureError) {
        guard width > 0, height > 0 else { throw .empty }
        guard width <= longestEdge, height <= longestEdge, width * height <= mostPixels else {
            throw .tooLarge
        }
    }
}

/// Why bytes are no picture.
public enum PictureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It has no pixels.
    case empty
    /// It is beyond `PictureLimits`.
    case tooLarge
    /// A stride is shorter than its row, or far too long.
    case strideUnusable
    /// A plane ends before its last row does.
    case planeTooShort
    /// The JPEG is torn, or of a form that no screen share has.
    case unreadable
    /// A library that scales or encodes gave up.
    case failed

    /// What was found and expected.
    public var description: String {
        switch self {
        case .empty: "picture refused: found no pixels, expected at least one"
        case .tooLarge: "picture refused: found more pixels than the limits, expected at most 6K"
        case .strideUnusable: "picture refused: found a stride that does not fit its row"
        case .planeTooShort: "picture refused: found a plane that ends before its last row"
        case .unreadable: "picture refused: found a torn or unusual JPEG, expected a whole one"
        case .failed: "picture refused: the library could not scale or encode it"
        }
    }
}

/// A frame of a track as it arrives.
public enum Frame: Sendable {
    /// From a room.
    case picture(Picture)
    /// From a recording; decoded when its moment comes and only if it may be looked at.
    case jpeg([UInt8])
    /// What its source handed over was no picture; it is counted like any other.
    case broken(PictureError)

    /// A frame of a room's planes.
    public init(
        width: Int,
        height: Int,
        y: Picture.Plane,
        u: Picture.Plane,
        v: Picture.Plane,
        levels: Picture.Levels = .video
    ) {
        do {
            self = .picture(
                try Picture(width: width, height: height, y: y, u: u, v: v, levels: levels)
            )
        } catch {
            self = .broken(error)
        }
    }
}
