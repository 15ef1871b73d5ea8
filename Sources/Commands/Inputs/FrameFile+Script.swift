import Agent
import Foundation

extension FrameFile {
    /// The picture that a line of a call script names, in a folder or as the same folder lies flat.
    ///
    /// - Throws: `InputError` at the line when it leads away or is no picture that is read.
    init(named name: String, below folder: URL, _ fields: ScriptFields) throws(InputError) {
        guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
            throw fields.error(
                "file",
                found: "a path that leads away",
                expected: "a path below the script"
            )
        }
        var url = folder.appendingPathComponent(name)
        if !FileManager.default.fileExists(atPath: url.path) {
            url = folder.appendingPathComponent(URL(fileURLWithPath: name).lastPathComponent)
        }
        guard let bytes = try? Data(contentsOf: url) else {
            throw fields.error("file", found: "no file that can be read", expected: "a JPEG")
        }
        guard bytes.count <= RecordingLimits.largestFrame else {
            throw fields.error("file", found: "\(bytes.count) bytes", expected: "at most 16 MiB")
        }
        guard JPEGHeader.size(of: [UInt8](bytes)) != nil else {
            throw fields.error("file", found: "bytes that are no JPEG", expected: "a JPEG")
        }
        self.init(url: url)
    }
}
