import Agent
import CTurboJPEG
import Pictures
import Testing

/// JPEGs in every form that libjpeg-turbo writes, made here.
@Suite struct `A JPEG of another make` {
    /// An even colour, `across` by `down` pixels.
    private func jpeg(
        _ pixel: [UInt8],
        _ format: TJPF,
        _ sampling: TJSAMP,
        _ across: Int,
        _ down: Int,
        flags: Int32 = 0
    ) throws -> [UInt8] {
        let handle = try #require(tjInitCompress())
        defer { tjDestroy(handle) }
        let pixels = Array(repeatElement(pixel, count: across * down).joined())
        var buffer: UnsafeMutablePointer<UInt8>?
        defer { tjFree(buffer) }
        var size: UInt = 0
        let status = tjCompress2(
            handle,
            pixels,
            Int32(across),
            0,
            Int32(down),
            format.rawValue,
            &buffer,
            &size,
            Int32(sampling.rawValue),
            95,
            flags
        )
        #expect(status == 0)
        return [UInt8](UnsafeBufferPointer(start: buffer, count: Int(size)))
    }

    @Test(arguments: [TJSAMP_444, TJSAMP_422, TJSAMP_420, TJSAMP_440, TJSAMP_411].map(\.rawValue))
    func `of any subsampling becomes 4 to 2 to 0`(sampling: UInt32) throws {
        for (width, height) in [(33, 17), (1, 1), (64, 48), (641, 3)] {
            for flags in [0, TJFLAG_PROGRESSIVE] {
                let bytes = try jpeg(
                    [250, 40, 40],
                    TJPF_RGB,
                    TJSAMP(sampling),
                    width,
                    height,
                    flags: flags
                )
                let red = try LibraryCodec().decode(jpeg: bytes)
                #expect((red.width, red.height) == (width, height))
                // BT.601: 0.299 · 250 + 0.587 · 40 + 0.114 · 40 = 103; red is far above the middle.
                #expect(red.y.bytes.prefix(width).allSatisfy { abs(Int($0) - 103) <= 3 })
                #expect(red.u.bytes.count == Picture.half(width) * Picture.half(height))
                #expect(red.v.bytes.allSatisfy { abs(Int($0) - 233) <= 3 })
            }
        }
    }

    @Test func `without colour has none`() throws {
        let bytes = try jpeg([90], TJPF_GRAY, TJSAMP_GRAY, 33, 17)
        let grey = try LibraryCodec().decode(jpeg: bytes)
        #expect(grey.u.bytes == [UInt8](repeating: 128, count: 17 * 9))
        #expect(grey.y.bytes.prefix(33).allSatisfy { abs(Int($0) - 90) <= 2 })
    }

    @Test func `of four inks is refused`() throws {
        let bytes = try jpeg([9, 99, 199, 29], TJPF_CMYK, TJSAMP_444, 33, 17)
        #expect(throws: PictureError.unreadable) { try LibraryCodec().decode(jpeg: bytes) }
    }
}
