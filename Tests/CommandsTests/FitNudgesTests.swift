import Foundation
import Testing

@Suite("Fitting when to interrupt")
struct FitNudgesTests {
    private let calls = Aside.package
        .appendingPathComponent("Benchmarks/nudges/e-learning/set-1").path

    @Test func `writes weights as source and tells how they do in calls they were not fitted on`()
        throws
    {
        let aside = try Aside()
        let out = aside.folder.appendingPathComponent("Weights.swift")
        let playbook = try aside.thinned("e-learning", to: 40)
        let run = try aside.run(
            ["eval", "fit", "nudges", calls, "--playbook", playbook, "--out", out.path, "--json"]
        )
        #expect(run.exitCode == 0, "\(run.errors)")
        let figures = try #require(run.lines.first)
        #expect(figures["moments"] as? Int == 16)
        let first = try #require(figures["first"] as? Double)
        let three = try #require(figures["first_three"] as? Double)
        #expect(first > 0.3 && first <= three && three <= 1)
        let source = try String(contentsOf: out, encoding: .utf8)
        #expect(source.contains("static let learnt: [String: Double] = ["))
        #expect(source.contains("\"start\": "))
        #expect(!source.contains("meant-") && !source.contains("\"alone\""))
    }

    @Test func `fits the weights of phrases on calls with a playbook of their own`() throws {
        let aside = try Aside()
        let out = aside.folder.appendingPathComponent("Weights.swift")
        let calls = Aside.package
            .appendingPathComponent("Benchmarks/nudges/training/foreign/robots").path
        let run = try aside.run(
            [
                "eval", "fit", "nudges", "--unread", calls, "--by-phrase", "--out", out.path,
                "--json",
            ]
        )
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.lines.first?["moments"] as? Int == 35)
        let source = try String(contentsOf: out, encoding: .utf8)
        #expect(source.contains("static let learntByPhrase: [String: Double] = ["))
        #expect(source.contains("\"like-a-need\": "))
    }

    @Test func `a folder without calls is refused, and nothing is written`() throws {
        let aside = try Aside()
        let out = aside.folder.appendingPathComponent("Weights.swift")
        let run = try aside.run("eval", "fit", "nudges", aside.folder.path, "--out", out.path)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("found no call script with gold beside it"))
        #expect(!FileManager.default.fileExists(atPath: out.path))
    }
}
