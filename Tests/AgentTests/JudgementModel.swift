import Foundation
import Testing

@testable import Agent

/// Models as they lie in the project, and models that are broken.
enum JudgementModel {
    /// A model that comes with Aside.
    static func file(_ name: String) throws -> SourceFile {
        let url = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Commands/Data/models/\(name).json")
        return SourceFile(path: "\(name).json", bytes: [UInt8](try Data(contentsOf: url)))
    }

    /// A model that must not load, and how its error begins to say why.
    struct Broken: Sendable, CustomTestStringConvertible {
        var json: String
        var found: String
        var testDescription: String { found }
    }

    /// Broken models of a kind; `tail` is what only this kind holds, last in the object but one.
    static func broken(kind: String, tail: String) -> [Broken] {
        func model(
            _ features: String,
            _ weights: String,
            kind: String = kind,
            version: Int = 1,
            threshold: Int = 500
        ) -> String {
            let tailFirst = tail < #""version""#
            let head =
                #"{"bias":0,"features":[\#(features)],"kind":"\#(kind)","#
                + #""threshold_per_mille":\#(threshold),"#
            let version = #""version":\#(version)"#
            return head + (tailFirst ? tail + "," + version : version + "," + tail)
                + #","weights":[\#(weights)]}"#
        }
        return [
            Broken(json: "nonsense", found: "no canonical JSON"),
            Broken(json: "[]", found: "no object"),
            Broken(json: model("", "", kind: "other"), found: "another kind of model"),
            Broken(json: model("", "", version: 2), found: "another version"),
            Broken(json: model("", "", threshold: 0), found: "no usable threshold_per_mille"),
            Broken(json: model(#""t how""#, ""), found: "0 weights of 1 features"),
            Broken(json: model(#""how""#, "1"), found: "no usable feature or weight at place 0"),
            Broken(json: model(#""t how","t how""#, "1,1"), found: "a repeated feature at place 1"),
            Broken(json: model(#""t how""#, #""1""#), found: "no usable weights"),
            Broken(
                json: #"{"aim":1,"# + model("", "").dropFirst(),
                found: "an unknown field"
            ),
        ]
    }
}
