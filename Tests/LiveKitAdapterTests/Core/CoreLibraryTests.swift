import Foundation
import Testing

@testable import LiveKitAdapter

@Suite("Loading the client core") struct CoreLibraryTests {
    @Test func `from where nothing is fails, and says what brings it`() {
        let path = "/nowhere/liblivekit_ffi.so"
        let error = #expect(throws: CoreError.self) { try CoreLibrary(path: path) }
        #expect(error == .missing(path: path))
        #expect(error?.description.contains("found no file at \(path)") == true)
        #expect(error?.description.contains("aside doctor --fix livekit") == true)
    }

    @Test func `from a file that is no library fails`() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("aside-\(UUID().uuidString).so")
        try Data("no library at all\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let error = #expect(throws: CoreError.self) { try CoreLibrary(path: file.path) }
        #expect(error == .unloadable(path: file.path))
        #expect(error?.description.contains("no library for this machine") == true)
    }

    @Test func `from a library without its functions fails`() throws {
        // The C library of this process.
        let file = try #require(FileHandle(forReadingAtPath: "/proc/self/maps"))
        let maps = String(decoding: try #require(try file.readToEnd()), as: UTF8.self)
        let line = try #require(maps.split(separator: "\n").first { $0.hasSuffix("/libc.so.6") })
        let path = try #require(line.split(separator: " ").last.map(String.init))
        let error = #expect(throws: CoreError.self) { try CoreLibrary(path: path) }
        #expect(error == .otherABI(path: path))
        #expect(error?.description.contains("lacks its C functions") == true)
    }
}
