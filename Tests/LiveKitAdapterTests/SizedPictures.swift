import Agent
import AsideTesting

/// A codec to which pictures look alike only if they are of one size, and which notes what it looks at.
struct SizedPictures: PictureCodec {
    /// The width and the height of what it looked at: twice for each picture.
    let seen = WatchedList<[Int]>()

    func decode(jpeg: [UInt8]) throws(PictureError) -> Picture { throw .unreadable }

    func still(of picture: Picture, fitting edge: Int) throws(PictureError) -> Still {
        Still(jpeg: [0xFF], width: picture.width, height: picture.height)
    }

    func luma(of picture: Picture, width: Int, height: Int) throws(PictureError) -> [UInt8] {
        seen.append([[picture.width, picture.height]])
        var noise = SeededGenerator(seed: UInt64(picture.width * 31 + picture.height))
        return (0..<(width * height)).map { _ in UInt8(truncatingIfNeeded: noise.next()) }
    }
}
