import Agent
import Foundation

/// What lies in a playbook's folder as if it were part of it, and is read by nothing for its name.
///
/// Files that are nothing of a playbook's, such as a text or a picture, and hidden ones are left alone.
struct UnreadFiles {
    private static let read: Set<String> = ["md", "yaml", "csv"]
    private static let accounts = "accounts"

    /// One error for each, in the order of the alphabet.
    let errors: [InputError]

    /// Looks at the names in a playbook's folder; none are found where there is no folder.
    init(in folder: URL) {
        let below = folder.appendingPathComponent(Self.accounts)
        let own = Self.names(in: folder).compactMap { name in
            Self.expected(name, isFolder: Self.isFolder(name, in: folder))
                .map { Self.error(name, in: folder, expected: $0) }
        }
        let ofAccounts = Self.names(in: below).compactMap { name in
            Self.expectedAmongAccounts(name, isFolder: Self.isFolder(name, in: below))
                .map { Self.error(name, in: below, expected: $0) }
        }
        errors = own + ofAccounts
    }

    /// The name that would be read in place of one; nil where it is read, or is nothing of a playbook's.
    private static func expected(_ name: String, isFolder: Bool) -> String? {
        if isFolder {
            return name == accounts ? nil : "\(accounts), or its files beside the plays"
        }
        let (mended, ending) = mended(name)
        guard let ending, mended != name else { return nil }
        if ending == "md" { return mended }
        let known = Installation.besidePlays
        let usual = mended.lowercased()
        return known.contains(usual) ? usual : known.joined(separator: ", ")
    }

    private static func expectedAmongAccounts(_ name: String, isFolder: Bool) -> String? {
        guard !isFolder else { return "its files in \(accounts) itself" }
        let (mended, ending) = mended(name)
        guard let ending else { return nil }
        guard ending != "md" else { return "an account, as in <id>.yaml" }
        return mended == name ? nil : mended
    }

    /// A name with the ending as it is read, and that ending; no ending where it is another kind of file.
    private static func mended(_ name: String) -> (name: String, ending: String?) {
        let url = URL(fileURLWithPath: name)
        let written = url.pathExtension.lowercased()
        let ending = ["yml": "yaml", "markdown": "md"][written] ?? written
        guard read.contains(ending) else { return (name, nil) }
        return (url.deletingPathExtension().lastPathComponent + "." + ending, ending)
    }

    private static func names(in folder: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    private static func isFolder(_ name: String, in folder: URL) -> Bool {
        var isFolder: ObjCBool = false
        let path = folder.appendingPathComponent(name).path
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    private static func error(_ name: String, in folder: URL, expected: String) -> InputError {
        InputError(
            path: folder.appendingPathComponent(name).relativePath,
            line: 1,
            found: isFolder(name, in: folder)
                ? "a folder that nothing reads" : "a file that nothing reads",
            expected: expected
        )
    }
}
