import Agent
import Foundation
import Pictures
import Testing

@Suite struct `Bad pictures` {
    private let codec = LibraryCodec()

    private func planes(
        _ width: Int,
        _ height: Int,
        luma: Int,
        stride: Int,
        chroma: Int? = nil
    ) throws(PictureError) -> Picture {
        let half = Picture.half(width)
        let chroma = chroma ?? half * Picture.half(height)
        return try Picture(
            width: width,
            height: height,
            y: .init([UInt8](repeating: 0, count: luma), stride: stride),
            u: .init([UInt8](repeating: 0, count: half * Picture.half(height)), stride: half),
            v: .init([UInt8](repeating: 0, count: chroma), stride: half),
            levels: .video
        )
    }

    @Test(arguments: [(0, 10), (10, 0), (-1, 10), (10, Int.min)])
    func `without pixels are refused`(width: Int, height: Int) {
        let nothing = Picture.Plane([], stride: 0)
        #expect(throws: PictureError.empty) {
            try Picture(
                width: width,
                height: height,
                y: nothing,
                u: nothing,
                v: nothing,
                levels: .full
            )
        }
    }

    @Test(arguments: [(7_680, 4_320), (7_681, 1), (1, 7_681), (Int.max, Int.max)])
    func `beyond the limits are refused before anything is read`(width: Int, height: Int) {
        #expect(throws: PictureError.tooLarge) {
            try PictureLimits.check(width: width, height: height)
        }
    }

    @Test func `that end before their last row are refused`() throws {
        _ = try planes(9, 5, luma: 9 * 5, stride: 9)
        #expect(throws: PictureError.planeTooShort) {
            try self.planes(9, 5, luma: 9 * 5 - 1, stride: 9)
        }
        #expect(throws: PictureError.planeTooShort) {
            try self.planes(9, 5, luma: 45, stride: 9, chroma: 14)
        }
    }

    @Test func `may leave the last row without its padding`() throws {
        let picture = try planes(9, 5, luma: 16 * 4 + 9, stride: 16)
        #expect(try codec.still(of: picture, fitting: 1_024).width == 9)
        #expect(throws: PictureError.planeTooShort) {
            try self.planes(9, 5, luma: 16 * 4 + 8, stride: 16)
        }
    }

    @Test(arguments: [8, -9, 0, 1 << 20, Int.max])
    func `of a stride that does not fit are refused`(stride: Int) {
        #expect(throws: PictureError.strideUnusable) {
            try self.planes(9, 5, luma: 45, stride: stride)
        }
    }

    @Test func `arrive as broken frames, which say why`() {
        let short = Picture.Plane([0], stride: 2)
        guard case .broken(let error) = Frame(width: 2, height: 2, y: short, u: short, v: short)
        else {
            Issue.record("a frame of one byte is no picture")
            return
        }
        #expect(error == .planeTooShort)
    }

    @Test func `that are no JPEG are refused`() {
        for bytes in [[], [0xFF], [0xFF, 0xD8], Array("not a picture at all".utf8)] as [[UInt8]] {
            #expect(throws: PictureError.unreadable) { try codec.decode(jpeg: bytes) }
        }
    }

    @Test func `that are torn anywhere are refused, never half read`() throws {
        let jpeg = try codec.still(of: try Patterns.ramp(640, 360), fitting: 640).jpeg
        for part in 1..<20 {
            let torn = Array(jpeg.prefix(jpeg.count * part / 20))
            #expect(throws: PictureError.unreadable) { try codec.decode(jpeg: torn) }
        }
    }

    @Test func `whose bytes were changed are refused or read, and nothing else happens`() throws {
        let jpeg = try codec.still(of: try Patterns.ramp(64, 36), fitting: 64).jpeg
        for place in jpeg.indices {
            var changed = jpeg
            changed[place] ^= 0x5A
            do {
                let picture = try codec.decode(jpeg: changed)
                _ = try codec.still(of: picture, fitting: 64)
            } catch {
                #expect([.unreadable, .tooLarge, .empty].contains(error), "byte \(place)")
            }
        }
    }

    @Test func `whose header promises an enormous size are refused unread`() throws {
        var jpeg = try codec.still(of: try Patterns.ramp(64, 36), fitting: 64).jpeg
        let header = try #require(jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        for offset in [5, 7] { (jpeg[header + offset], jpeg[header + offset + 1]) = (0x40, 0) }
        #expect(throws: PictureError.tooLarge) { try codec.decode(jpeg: jpeg) }
    }
}
