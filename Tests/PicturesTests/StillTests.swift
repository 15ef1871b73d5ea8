import Agent
import Foundation
import Pictures
import Testing

@Suite struct `A still` {
    private let codec = LibraryCodec()

    @Test(arguments: [
        (1280, 720, 1024, 576), (720, 1280, 576, 1024), (1920, 1080, 1024, 576),
        (1024, 1024, 1024, 1024), (801, 601, 801, 601), (3, 5, 3, 5), (1, 1, 1, 1),
        (2000, 1, 1024, 1), (1, 1999, 1, 1024), (3840, 2161, 1024, 576),
    ])
    func `fits within the square, keeps its aspect and is never enlarged`(
        width: Int,
        height: Int,
        newWidth: Int,
        newHeight: Int
    ) throws {
        let still = try codec.still(of: try Patterns.ramp(width, height), fitting: 1_024)
        #expect((still.width, still.height) == (newWidth, newHeight))
        let again = try codec.decode(jpeg: still.jpeg)
        #expect((again.width, again.height) == (newWidth, newHeight))
    }

    @Test func `has twice the edge when it is asked for in detail`() throws {
        let still = try codec.still(of: try Patterns.ramp(3_840, 2_160), fitting: 2_048)
        #expect((still.width, still.height) == (2_048, 1_152))
    }

    @Test(arguments: [(640, 360), (641, 361), (17, 9)])
    func `shows what the picture showed`(width: Int, height: Int) throws {
        let picture = try Patterns.ramp(width, height)
        let again = try codec.decode(
            jpeg: try codec.still(of: picture, fitting: 1_024).jpeg
        )
        for x in Swift.stride(from: 0, to: width, by: max(1, width / 16)) {
            let (was, is_) = (Int(picture.y.bytes[x]), Int(again.y.bytes[x]))
            #expect(abs(was - is_) <= 6, "column \(x)")
        }
        #expect(again.u.bytes.allSatisfy { abs(Int($0) - 128) <= 2 })
    }

    @Test func `is the same bytes for the same picture`() throws {
        let picture = try Patterns.ramp(1_281, 721)
        #expect(
            try codec.still(of: picture, fitting: 1_024) == codec.still(of: picture, fitting: 1_024)
        )
    }

    @Test func `of video has the black and the white of a JPEG`() throws {
        for (video, full) in [(16, 0), (235, 255)] {
            let picture = try Patterns.grey(33, 17, levels: .video) { _, _ in UInt8(video) }
            let still = try codec.still(of: picture, fitting: 1_024)
            let again = try codec.decode(jpeg: still.jpeg)
            #expect(abs(Int(again.y.bytes[0]) - full) <= 2)
        }
    }

    @Test func `never shows what lies between the rows of a padded plane`() throws {
        let padded = try Patterns.grey(100, 60, stride: 192) { _, _ in 0 }
        let again = try codec.decode(jpeg: try codec.still(of: padded, fitting: 64).jpeg)
        for row in 0..<again.height {
            let line = again.y.bytes[(row * again.y.stride)...].prefix(again.width)
            #expect(line.allSatisfy { $0 <= 2 })
        }
    }

    /// Another library's eyes; skipped where there is none.
    @Test(.enabled(if: Pillow.isThere, "needs python3 with Pillow"))
    func `opens in Pillow`() throws {
        let still = try codec.still(of: try Patterns.ramp(1_921, 1_081), fitting: 1_024)
        #expect(try Pillow.describe(still.jpeg) == "JPEG RGB 1024x576")
    }
}

/// Python's imaging library, if this machine has it.
enum Pillow {
    static let isThere = (try? run("import PIL", with: []))?.status == 0

    static func describe(_ jpeg: [UInt8]) throws -> String {
        let script = """
            import sys, io; from PIL import Image
            p = Image.open(io.BytesIO(sys.stdin.buffer.read())); p.load()
            print(p.format, p.mode, f"{p.width}x{p.height}", end="")
            """
        return try run(script, with: jpeg).output
    }

    private static func run(
        _ script: String,
        with input: [UInt8]
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let (stdin, stdout) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (stdin, stdout)
        process.standardError = FileHandle.nullDevice
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input))
        try stdin.fileHandleForWriting.close()
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
