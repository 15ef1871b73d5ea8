import Agent
import CTurboJPEG

/// Writes one JPEG with libjpeg-turbo.
enum JPEGWriter {
    /// Small type stays sharp, at about a tenth of a byte for each pixel of a slide.
    private static let quality: Int32 = 85

    /// What is on a canvas as a JPEG; its levels are full.
    static func jpeg(of canvas: Canvas) throws(PictureError) -> [UInt8] {
        guard let handle = tjInitCompress() else { throw .failed }
        defer { tjDestroy(handle) }
        var buffer: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        defer { tjFree(buffer) }
        let (width, height) = (Int32(canvas.width), Int32(canvas.height))
        var canvas = canvas
        let status = canvas.lend { planes in
            var pointers: [UnsafePointer<UInt8>?] = [
                UnsafePointer(planes.y), UnsafePointer(planes.u), UnsafePointer(planes.v),
            ]
            let strides = [planes.lumaStride, planes.chromaStride, planes.chromaStride]
            return tjCompressFromYUVPlanes(
                handle,
                &pointers,
                width,
                strides,
                height,
                Int32(TJSAMP_420.rawValue),
                &buffer,
                &size,
                quality,
                0
            )
        }
        guard status == 0, let buffer else { throw .failed }
        // The library allocated `buffer` and filled `size` bytes of it; they are copied before it is
        // freed.
        return [UInt8](UnsafeBufferPointer(start: buffer, count: Int(size)))
    }
}
