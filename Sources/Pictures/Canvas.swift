import Agent

/// Planes that a library fills and another reads: 4:2:0, padded to whole chroma cells.
///
/// libjpeg-turbo reads luma in pairs of columns and rows, so an odd size has one of each more than
/// its picture shows (its "YUV Image Format Notes").
struct Canvas {
    let width: Int
    let height: Int
    var y: [UInt8]
    var u: [UInt8]
    var v: [UInt8]

    /// An empty canvas of a size that `PictureLimits` allow.
    init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        let cells = Picture.half(width) * Picture.half(height)
        y = [UInt8](repeating: 0, count: 4 * cells)
        u = [UInt8](repeating: 0, count: cells)
        v = u
    }

    /// A chroma plane of a grey picture: the middle of its scale is no colour at all.
    static func noColour(width: Int, height: Int) -> Picture.Plane {
        .init([UInt8](repeating: 128, count: width * height), stride: width)
    }

    var lumaStride: Int { 2 * Picture.half(width) }
    var chromaStride: Int { Picture.half(width) }

    /// Repeats the last column and row of luma where an odd size has one more.
    mutating func pad() {
        let stride = lumaStride
        if width < stride {
            for row in 0..<height { y[row * stride + width] = y[row * stride + width - 1] }
        }
        if height % 2 == 1 {
            let last = y[((height - 1) * stride)..<(height * stride)]
            y.replaceSubrange((height * stride)..<((height + 1) * stride), with: last)
        }
    }

    /// What is on it.
    func picture(_ levels: Picture.Levels) throws(PictureError) -> Picture {
        try Picture(
            width: width,
            height: height,
            y: .init(y, stride: lumaStride),
            u: .init(u, stride: chromaStride),
            v: .init(v, stride: chromaStride),
            levels: levels
        )
    }
}

/// Three planes as C reads them.
struct ReadPlanes {
    let y: UnsafePointer<UInt8>
    let u: UnsafePointer<UInt8>
    let v: UnsafePointer<UInt8>
    let lumaStride: Int32
    let chromaStrides: (u: Int32, v: Int32)
}

/// Three planes as C writes them.
struct WritePlanes {
    let y: UnsafeMutablePointer<UInt8>
    let u: UnsafeMutablePointer<UInt8>
    let v: UnsafeMutablePointer<UInt8>
    let lumaStride: Int32
    let chromaStride: Int32
}

extension Picture {
    /// Lends the planes to C for the length of a call; `-1` stands for failure, as in both libraries.
    ///
    /// The pointers are to arrays that outlive the call, and `Picture.init` has checked that each
    /// array holds every row of its plane at its stride; strides are small enough for `Int32`.
    func lend(_ body: (ReadPlanes) -> Int32) -> Int32 {
        y.bytes.withUnsafeBufferPointer { luma in
            u.bytes.withUnsafeBufferPointer { blue in
                v.bytes.withUnsafeBufferPointer { red in
                    guard let y = luma.baseAddress, let u = blue.baseAddress,
                        let v = red.baseAddress
                    else { return -1 }
                    return body(
                        ReadPlanes(
                            y: y,
                            u: u,
                            v: v,
                            lumaStride: Int32(self.y.stride),
                            chromaStrides: (Int32(self.u.stride), Int32(self.v.stride))
                        )
                    )
                }
            }
        }
    }
}

extension Canvas {
    /// Lends the planes to C for the length of a call; `-1` stands for failure, as in both libraries.
    ///
    /// The pointers are to arrays that outlive the call and that nobody else can touch meanwhile; each
    /// was made for `width` by `height` pixels at its stride.
    mutating func lend(_ body: (WritePlanes) -> Int32) -> Int32 {
        let (lumaStride, chromaStride) = (Int32(lumaStride), Int32(chromaStride))
        return y.withUnsafeMutableBufferPointer { luma in
            u.withUnsafeMutableBufferPointer { blue in
                v.withUnsafeMutableBufferPointer { red in
                    guard let y = luma.baseAddress, let u = blue.baseAddress,
                        let v = red.baseAddress
                    else { return -1 }
                    return body(
                        WritePlanes(
                            y: y,
                            u: u,
                            v: v,
                            lumaStride: lumaStride,
                            chromaStride: chromaStride
                        )
                    )
                }
            }
        }
    }
}
