import Agent
import CTurboJPEG

/// Reads one JPEG with libjpeg-turbo.
struct JPEGReader {
    /// A torn JPEG is an error and not half a picture, and one of endless scans is given up.
    private static let flags = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS

    private let handle: tjhandle
    private let jpeg: [UInt8]
    private var width: Int32 = 0
    private var height: Int32 = 0
    private var subsampling: Int32 = 0
    private var colours: Int32 = 0

    /// The picture of a whole JPEG.
    static func picture(of jpeg: [UInt8]) throws(PictureError) -> Picture {
        guard let handle = tjInitDecompress() else { throw .failed }
        defer { tjDestroy(handle) }
        var reader = JPEGReader(handle: handle, jpeg: jpeg)
        try reader.readHeader()
        return try reader.picture()
    }

    private init(handle: tjhandle, jpeg: [UInt8]) { (self.handle, self.jpeg) = (handle, jpeg) }

    /// Refuses what is too large before any of it is unpacked.
    private mutating func readHeader() throws(PictureError) {
        // The array outlives the call, which reads no more than its count.
        let status = jpeg.withUnsafeBufferPointer { bytes in
            tjDecompressHeader3(
                handle,
                bytes.baseAddress,
                UInt(bytes.count),
                &width,
                &height,
                &subsampling,
                &colours
            )
        }
        guard status == 0, (0..<TJ_NUMSAMP).contains(subsampling) else { throw .unreadable }
        // Red, green and blue, or four inks, would be read as if they were brightness and colour.
        guard [TJCS_YCbCr.rawValue, TJCS_GRAY.rawValue].contains(UInt32(bitPattern: colours))
        else { throw .unreadable }
        try PictureLimits.check(width: Int(width), height: Int(height))
    }

    private func picture() throws(PictureError) -> Picture {
        var (y, u, v) = (plane(0), plane(1), plane(2))
        // libjpeg-turbo's own functions gave the sizes of the three arrays, which outlive the call;
        // without strides it lays the rows side by side. It does not touch the chroma of a grey JPEG.
        let status = y.bytes.withUnsafeMutableBufferPointer { luma in
            u.bytes.withUnsafeMutableBufferPointer { blue in
                v.bytes.withUnsafeMutableBufferPointer { red in
                    unpack([luma.baseAddress, blue.baseAddress, red.baseAddress])
                }
            }
        }
        guard status == 0 else { throw .unreadable }
        return try Picture(
            width: Int(width),
            height: Int(height),
            y: .init(y.bytes, stride: y.width),
            u: chroma(u),
            v: chroma(v),
            levels: .full
        )
    }

    private func unpack(_ planes: [UnsafeMutablePointer<UInt8>?]) -> Int32 {
        var planes = planes
        return jpeg.withUnsafeBufferPointer { bytes in
            tjDecompressToYUVPlanes(
                handle,
                bytes.baseAddress,
                UInt(bytes.count),
                &planes,
                width,
                nil,
                height,
                Self.flags
            )
        }
    }

    /// Rows side by side, in the JPEG's own subsampling.
    private struct Plane {
        var bytes: [UInt8]
        var width: Int
        var height: Int
    }

    private func plane(_ number: Int32) -> Plane {
        guard number == 0 || subsampling != Int32(TJSAMP_GRAY.rawValue) else {
            return Plane(bytes: [], width: 0, height: 0)
        }
        let width = Int(tjPlaneWidth(number, width, subsampling))
        let height = Int(tjPlaneHeight(number, height, subsampling))
        return Plane(
            bytes: [UInt8](repeating: 0, count: width * height),
            width: width,
            height: height
        )
    }

    /// A chroma plane as 4:2:0 has it, whatever the JPEG has.
    private func chroma(_ plane: Plane) -> Picture.Plane {
        let (width, height) = (Picture.half(Int(width)), Picture.half(Int(height)))
        guard !plane.bytes.isEmpty else { return Canvas.noColour(width: width, height: height) }
        let own = Picture.Plane(plane.bytes, stride: plane.width)
        if (plane.width, plane.height) == (width, height) { return own }
        let scaled = Scaler.scaled(
            own,
            fromWidth: plane.width,
            height: plane.height,
            toWidth: width,
            height: height
        )
        return .init(scaled, stride: width)
    }
}
