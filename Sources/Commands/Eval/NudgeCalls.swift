import Foundation

/// Finds call scripts that have gold beside them.
enum NudgeCalls {
    static let scriptEnding = ".jsonl"
    static let goldEnding = ".gold.jsonl"
    /// A folder of this name holds what weights are fitted on: it comes into no figure by accident.
    static let trainingName = "training"
    /// The set of the calls that lie in the folder itself.
    static let folderItself = "."

    /// What was found in a folder and below it.
    struct Found {
        /// Paths from the folder without their ending, in order.
        var names: [String]
        /// How many calls were passed over, since they are for training.
        var leftOut: Int
    }

    /// The names of the calls that lie in a folder itself, without their ending, in order.
    ///
    /// - Throws: `Failure` where there is none.
    static func names(in folder: String) throws -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let names = Self.names(among: files)
        guard !names.isEmpty else { throw none(in: folder) }
        return names
    }

    /// The calls in a folder and below it; what is for training counts only in such a folder itself.
    ///
    /// - Throws: `Failure` where there is none.
    static func found(below folder: String) throws -> Found {
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
        let all = Self.names(among: files)
        let measured = all.filter { name in
            !name.split(separator: "/").dropLast().contains(trainingName[...])
        }
        guard !all.isEmpty else { throw none(in: folder) }
        guard !measured.isEmpty else {
            throw Failure.failed(
                "reading \(folder) failed: found only calls in folders named \(trainingName), which "
                    + "come into no figure by accident; name one of those folders"
            )
        }
        return Found(names: measured, leftOut: all.count - measured.count)
    }

    /// The set that a call belongs to: the folder in which it lies, as a path from the one that was asked for.
    static func set(of name: String) -> String {
        let parts = name.split(separator: "/").dropLast()
        return parts.isEmpty ? folderItself : parts.joined(separator: "/")
    }

    /// The nearest folder named playbook from a set of calls up to the one above the folder asked for.
    static func playbook(of set: String, below folder: String) -> URL? {
        let here = URL(fileURLWithPath: folder)
        var places = [here.deletingLastPathComponent(), here]
        for part in set.split(separator: "/") where set != folderItself {
            places.append(places[places.count - 1].appendingPathComponent(String(part)))
        }
        return places.reversed().map { $0.appendingPathComponent("playbook") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }

    private static func names(among files: [String]) -> [String] {
        let known = Set(files)
        return files.filter { $0.hasSuffix(goldEnding) }
            .map { String($0.dropLast(goldEnding.count)) }
            .filter { known.contains($0 + scriptEnding) }
            .sorted()
    }

    private static func none(in folder: String) -> Failure {
        Failure.failed(
            "reading \(folder) failed: found no call script with gold beside it, expected "
                + "NAME.jsonl and NAME.gold.jsonl"
        )
    }
}
