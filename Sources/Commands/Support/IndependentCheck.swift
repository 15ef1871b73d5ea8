import Foundation

/// A program that we did not write and with which a stranger checks an exported log, as
/// `Tests/Interop/README.md` says.
///
/// That a program of the name is there is not enough: it is tried whether it can do its part.
struct IndependentCheck {
    /// The program, and the word after `aside doctor --fix`.
    let tool: String
    /// The Debian packages that bring it and what it needs.
    let packages: [String]
    /// What it checks.
    let part: String
    /// What it needs beside itself.
    let need: String
    /// A command that succeeds where the need is met; of openssl its output says so.
    private let trial: [String]
    private var word = ""

    /// How far the check can be made here.
    enum State: Equatable { case ready, lacking, missing }

    static let all = [
        IndependentCheck(
            tool: "openssl",
            packages: ["openssl"],
            part: "a checkpoint's signature",
            need: "pkeyutl -rawin, as from OpenSSL 3.0",
            trial: ["openssl", "pkeyutl", "-help"],
            word: "-rawin"
        ),
        IndependentCheck(
            tool: "go",
            packages: ["golang-go", "golang-golang-x-mod-dev"],
            part: "signature, tree and proofs",
            need: "golang.org/x/mod in /usr/share/gocode",
            trial: ["GO111MODULE=off", "GOPATH=/usr/share/gocode", "go", "list"]
                + ["golang.org/x/mod/sumdb/note", "golang.org/x/mod/sumdb/tlog"]
        ),
        IndependentCheck(
            tool: "python3",
            packages: ["python3", "python3-cryptography", "python3-pip"],
            part: "all that, the entries and consent",
            need: "the package cryptography",
            trial: ["python3", "-c"]
                + ["from cryptography.hazmat.primitives.asymmetric import ed25519"]
        ),
    ]

    var state: State {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let isThere = path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
        }
        guard isThere else { return .missing }
        guard let said = ShellCommand.output(of: trial) else { return .lacking }
        return word.isEmpty || said.contains(word) ? .ready : .lacking
    }

    var diagnosis: Diagnosis {
        let state = state
        let found =
            switch state {
            case .ready: "can check \(part), with \(need)"
            case .lacking: "is there without \(need), so it cannot check \(part)"
            case .missing: "not installed; it would check \(part)"
            }
        return Diagnosis(
            part: "independent check with \(tool)",
            state: state == .ready ? .fine : .warning,
            found: found,
            mend: state == .ready ? nil : "aside doctor --fix \(tool)"
        )
    }
}
