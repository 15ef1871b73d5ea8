import Agent
import CYUV

/// Scales and converts planes with libyuv.
enum Scaler {
    /// How much one step may shrink a plane.
    ///
    /// libyuv divides the sum of a box by a rounded reciprocal, so white shrunk 71 times comes out as
    /// 248, and adds up its rows in 16 bits, which hold 257. Boxes of 8 by 8 are exact to a level.
    private static let mostShrinking = 8

    /// A picture on a canvas of another size, or of the same.
    static func scaled(
        _ picture: Picture,
        toWidth width: Int,
        height: Int
    ) throws(PictureError) -> Canvas {
        var canvas = Canvas(width: width, height: height)
        let status = picture.lend { source in
            canvas.lend { target in
                I420Scale(
                    source.y,
                    source.lumaStride,
                    source.u,
                    source.chromaStrides.u,
                    source.v,
                    source.chromaStrides.v,
                    Int32(picture.width),
                    Int32(picture.height),
                    target.y,
                    target.lumaStride,
                    target.u,
                    target.chromaStride,
                    target.v,
                    target.chromaStride,
                    Int32(width),
                    Int32(height),
                    kFilterBox
                )
            }
        }
        guard status == 0 else { throw .failed }
        canvas.pad()
        return canvas
    }

    /// A picture in the levels of JPEG: by way of RGB, since libyuv has no shorter way.
    static func inFullLevels(_ picture: Picture) throws(PictureError) -> Canvas {
        let rowBytes = 4 * picture.width
        var pixels = [UInt8](repeating: 0, count: rowBytes * picture.height)
        var canvas = Canvas(width: picture.width, height: picture.height)
        let (width, height) = (Int32(picture.width), Int32(picture.height))
        // `pixels` has four bytes for each pixel and outlives both calls.
        let status = pixels.withUnsafeMutableBufferPointer { pixels in
            let there = picture.lend { source in
                I420ToARGB(
                    source.y,
                    source.lumaStride,
                    source.u,
                    source.chromaStrides.u,
                    source.v,
                    source.chromaStrides.v,
                    pixels.baseAddress,
                    Int32(rowBytes),
                    width,
                    height
                )
            }
            guard there == 0 else { return there }
            return canvas.lend { target in
                ARGBToJ420(
                    pixels.baseAddress,
                    Int32(rowBytes),
                    target.y,
                    target.lumaStride,
                    target.u,
                    target.chromaStride,
                    target.v,
                    target.chromaStride,
                    width,
                    height
                )
            }
        }
        guard status == 0 else { throw .failed }
        canvas.pad()
        return canvas
    }

    /// One plane in another size, its rows side by side, shrunk in steps.
    static func scaled(
        _ plane: Picture.Plane,
        fromWidth width: Int,
        height: Int,
        toWidth newWidth: Int,
        height newHeight: Int
    ) -> [UInt8] {
        var (plane, size) = (plane, (width: width, height: height))
        while true {
            let next = (
                width: max(newWidth, size.width / mostShrinking),
                height: max(newHeight, size.height / mostShrinking)
            )
            let scaled = step(plane, size, to: next)
            if next == (newWidth, newHeight) { return scaled }
            (plane, size) = (.init(scaled, stride: next.width), next)
        }
    }

    /// The caller's plane holds `size.height` rows of `size.width` bytes at its stride.
    private static func step(
        _ plane: Picture.Plane,
        _ size: (width: Int, height: Int),
        to newSize: (width: Int, height: Int)
    ) -> [UInt8] {
        var scaled = [UInt8](repeating: 0, count: newSize.width * newSize.height)
        // Both arrays outlive the call; `scaled` was made for the new size.
        plane.bytes.withUnsafeBufferPointer { source in
            scaled.withUnsafeMutableBufferPointer { target in
                ScalePlane(
                    source.baseAddress,
                    Int32(plane.stride),
                    Int32(size.width),
                    Int32(size.height),
                    target.baseAddress,
                    Int32(newSize.width),
                    Int32(newSize.width),
                    Int32(newSize.height),
                    kFilterBox
                )
            }
        }
        return scaled
    }
}
