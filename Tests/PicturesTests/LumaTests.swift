import Foundation
import Pictures
import Testing

@testable import Agent

@Suite struct `Brightness for the hash` {
    private let codec = LibraryCodec()

    @Test(arguments: [
        (1, 1), (2, 9), (9, 8), (641, 361), (3_840, 2_160), (7_680, 2_160), (1, 7_680),
    ])
    func `of a white picture is white at any size`(width: Int, height: Int) throws {
        let white = try Patterns.grey(width, height) { _, _ in 255 }
        for (columns, rows) in [(9, 8), (64, 64)] {
            let luma = try codec.luma(of: white, width: columns, height: rows)
            #expect(luma.count == columns * rows)
            let darkest = luma.min() ?? 0
            #expect(darkest >= 253)
        }
    }

    @Test func `is the mean of what a cell covers`() throws {
        let stripes = try Patterns.grey(1_800, 800) { x, _ in x % 2 == 0 ? 0 : 200 }
        let luma = try codec.luma(of: stripes, width: 9, height: 8)
        let isGrey = luma.allSatisfy { abs(Int($0) - 100) <= 2 }
        #expect(isGrey)
    }

    @Test func `a ramp darkens to the left in every cell`() throws {
        let look = try Look(at: try Patterns.ramp(1_280, 720), through: codec)
        #expect(look.hash.hex == "ffffffffffffffff")
        #expect(look.emptiness == nil)
    }

    @Test(arguments: [(0, true), (16, true), (255, false), (128, false)] as [(UInt8, Bool)])
    func `a picture of one level is black or blank`(level: UInt8, isBlack: Bool) throws {
        let flat = try Patterns.grey(1_280, 720) { _, _ in level }
        let look = try Look(at: flat, through: codec)
        #expect(look.emptiness == (isBlack ? .black : .blank))
    }

    /// A terminal: one line of small type on black.
    @Test func `a dark screen with a line of type is not black`() throws {
        let terminal = try Patterns.grey(1_280, 720) { x, y in
            (300..<314).contains(y) && x < 700 && (x / 4 + y / 3) % 3 == 0 ? 220 : 12
        }
        #expect(try Look(at: terminal, through: codec).emptiness == nil)
    }

    /// A page of type with a cursor of 2 by 18 pixels, shown and hidden.
    @Test func `a blinking cursor leaves a page what it was`() throws {
        func page(cursor: Bool) throws -> Picture {
            try Patterns.grey(1_280, 720) { x, y in
                if cursor, (640..<642).contains(x), (300..<318).contains(y) { return 0 }
                return y % 24 < 12 && (x * 7 + y / 24 * 31) % 11 < 5 && x > 80 ? 40 : 250
            }
        }
        let (hidden, shown) = (try page(cursor: false), try page(cursor: true))
        let looks = (
            try Look(at: hidden, through: codec), try Look(at: shown, through: codec)
        )
        #expect(looks.0.resembles(looks.1))
    }

    /// The bundled slides share one template, which is the hard case for a hash of 64 bits.
    @Test func `every slide of the bundled call looks like itself and like no other`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Examples/calls/frames").standardized
        let slides = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let looks = try slides.map { name in
            let jpeg = [UInt8](try Data(contentsOf: folder.appending(path: name)))
            return try Look(at: try codec.decode(jpeg: jpeg), through: codec)
        }
        #expect(looks.count == 9)
        for (one, other) in looks.indices.flatMap({ one in looks.indices.map { (one, $0) } }) {
            let distance = looks[one].hash.distance(to: looks[other].hash)
            #expect(
                looks[one].resembles(looks[other]) == (one == other),
                "\(slides[one]) and \(slides[other]) are \(distance) bits apart"
            )
        }
    }
}
