import Foundation

/// What a command says: results on standard output, progress and errors on standard error.
struct Terminal: Sendable {
    /// Whether results are JSON.
    let isJSON: Bool
    /// Whether somebody is watching standard error.
    private let isWatched = isatty(FileHandle.standardError.fileDescriptor) == 1

    /// One line of the result.
    ///
    /// A reader that has gone has had enough, and loses the rest.
    ///
    /// - Throws: a `Failure` where nobody takes it, since the disk is full, say.
    func say(_ line: String) throws(Failure) {
        do { try FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8)) } catch {
            guard Self.isForWantOfReader(error) else { throw Self.untaken }
        }
    }

    /// Part of the result as it is, byte for byte.
    ///
    /// - Throws: a `Failure` where nobody takes it: the disk is full, or the reader has gone.
    func put(_ bytes: some Sequence<UInt8>) throws(Failure) {
        do { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) } catch {
            throw Self.untaken
        }
    }

    private static let untaken = Failure.failed(
        "writing the result failed: found standard output full or closed, expected it to be taken; "
            + "what the log acknowledged is kept all the same"
    )

    private static func isForWantOfReader(_ error: any Error) -> Bool {
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        return cause?.domain == NSPOSIXErrorDomain && cause?.code == Int(EPIPE)
    }

    /// One line beside the result, for people only; where nobody takes it, it is lost.
    func remark(_ line: String) {
        guard !isJSON else { return }
        write(line + "\n", to: .standardOutput)
    }

    /// One line about what went wrong.
    func complain(_ line: String) {
        write(line + "\n", to: .standardError)
    }

    /// How far long work has come; shown only where a person watches, never beside JSON, and wiped by
    /// `progressDone`.
    func progress(_ what: String, _ done: some BinaryInteger, of all: some BinaryInteger) {
        guard isWatched, !isJSON, all > 0 else { return }
        write("\r\u{1B}[K\(what) \(Int(done) * 100 / Int(all)) %", to: .standardError)
    }

    /// What long work calls with how much of it is done, and of how much.
    func progress(_ what: String) -> (UInt64, UInt64) -> Void {
        { done, all in progress(what, done, of: all) }
    }

    /// Wipes the progress line.
    func progressDone() {
        guard isWatched, !isJSON else { return }
        write("\r\u{1B}[K", to: .standardError)
    }

    private func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
