/// What turns pictures into one another: JPEG to planes, planes to a smaller JPEG.
///
/// An implementation MUST refuse what it cannot read or write, MUST NOT read beyond a picture's
/// planes, and MUST give the same bytes for the same picture, so that a replay can be repeated.
public protocol PictureCodec: Sendable {
    /// The picture of a whole JPEG.
    func decode(jpeg: [UInt8]) throws(PictureError) -> Picture

    /// The picture as a JPEG that fits within a square, its aspect kept and never enlarged.
    func still(of picture: Picture, fitting edge: Int) throws(PictureError) -> Still

    /// The picture's brightness, scaled to a size: one byte for each cell, row after row.
    func luma(of picture: Picture, width: Int, height: Int) throws(PictureError) -> [UInt8]
}

/// A picture as it is kept.
public struct Still: Hashable, Sendable {
    /// The JPEG.
    public var jpeg: [UInt8]
    /// Pixels across.
    public var width: Int
    /// Pixels down.
    public var height: Int

    /// A JPEG of a size.
    public init(jpeg: [UInt8], width: Int, height: Int) {
        (self.jpeg, self.width, self.height) = (jpeg, width, height)
    }
}

/// The codec of a call that is not to see anything: it refuses every picture.
public struct NoPictures: PictureCodec {
    /// A codec that refuses.
    public init() {}

    /// Refuses.
    public func decode(jpeg: [UInt8]) throws(PictureError) -> Picture { throw .unreadable }

    /// Refuses.
    public func still(of picture: Picture, fitting edge: Int) throws(PictureError) -> Still {
        throw .failed
    }

    /// Refuses.
    public func luma(
        of picture: Picture,
        width: Int,
        height: Int
    ) throws(PictureError) -> [UInt8] { throw .failed }
}
