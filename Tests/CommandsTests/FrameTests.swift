import Foundation
import Testing

@Suite struct `Frames of a call script` {
    private static let slides = Aside.package.appendingPathComponent("Examples/calls/frames")

    /// A call in which everyone agreed and the rep shares their screen, with these frames.
    private func replay(_ frames: [(seconds: Int, bytes: Data)]) throws -> [String: Int] {
        let aside = try Aside()
        var script = """
            {"t":0,"kind":"call","id":"frames","rep":"dana","rep_basis":"works-agreement"}
            {"t":1,"kind":"join","participant":"dana","role":"rep"}
            {"t":1,"kind":"join","participant":"lee","role":"prospect"}
            {"t":2,"kind":"notice_shown","participant":"lee"}
            {"t":3,"kind":"consent","participant":"lee","act":"grant"}
            {"t":4,"kind":"track","participant":"dana","source":"screenshare","state":"published"}

            """
        for (place, frame) in frames.enumerated() {
            let name = "frame-\(place).jpg"
            try frame.bytes.write(to: aside.folder.appendingPathComponent(name))
            script += #"{"t":\#(frame.seconds),"kind":"frame","participant":"dana","#
            script += #""source":"screenshare","file":"\#(name)"}"# + "\n"
        }
        script += #"{"t":60,"kind":"end"}"# + "\n"
        let file = aside.folder.appendingPathComponent("call.jsonl")
        try Data(script.utf8).write(to: file)
        #expect(try aside.replay(file.path).exitCode == 0)
        #expect(try aside.run("log", "verify").exitCode == 0)
        return try counts(aside)
    }

    /// How many frames the log has, and how many it says were skipped, by reason.
    private func counts(_ aside: Aside) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for entry in try aside.run("log", "tail", "-n", "200").lines {
            let data = entry["data"] as? [String: Any]
            switch entry["type"] as? String {
            case "aside.screen.frame-sampled": counts["kept", default: 0] += 1
            case "aside.screen.frames-skipped":
                counts.merge(data?["counts"] as? [String: Int] ?? [:]) { $0 + $1 }
            default: break
            }
        }
        return counts
    }

    @Test func `given slides, one of them twice, then each is kept once`() throws {
        let slides = try ["0001", "0002", "0002", "0003"].map {
            try Data(contentsOf: Self.slides.appendingPathComponent($0 + ".jpg"))
        }
        let frames = slides.enumerated().map { (seconds: 10 + $0.offset * 10, bytes: $0.element) }
        #expect(try replay(frames) == ["kept": 3, "unchanged": 1])
    }

    @Test func `given a torn JPEG, then it is counted and the call goes on`() throws {
        let slide = try Data(contentsOf: Self.slides.appendingPathComponent("0001.jpg"))
        let torn = slide.prefix(slide.count / 2)
        let other = try Data(contentsOf: Self.slides.appendingPathComponent("0002.jpg"))
        #expect(
            try replay([(10, slide), (20, torn), (30, other)]) == ["kept": 2, "torn": 1]
        )
    }

    @Test func `given a JPEG of enormous size, then it is refused unread and counted`() throws {
        var slide = try Data(contentsOf: Self.slides.appendingPathComponent("0001.jpg"))
        // The frame header (progressive) holds height and width after five bytes of its own.
        let header = try #require(slide.firstRange(of: [0xFF, 0xC2])).lowerBound
        slide.replaceSubrange((header + 5)..<(header + 9), with: [0x40, 0, 0x40, 0])
        #expect(try replay([(10, slide)]) == ["too-large": 1])
    }
}
