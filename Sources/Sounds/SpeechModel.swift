import Foundation

/// Where the speech model of this machine lies: acoustic model, language model and dictionary.
public struct SpeechModel: Hashable, Sendable {
    let folder: String

    /// Where Debian's `pocketsphinx-en-us` puts it.
    public static let debianFolder = "/usr/share/pocketsphinx/model/en-us"

    /// The model in a folder.
    ///
    /// - Throws: `SoundError.noModel` when a part is missing.
    public init(folder: String = Self.debianFolder) throws(SoundError) {
        self.folder = folder
        for part in parts where !FileManager.default.fileExists(atPath: part) {
            throw .noModel(folder: folder)
        }
    }

    var acoustic: String { folder + "/en-us" }
    var language: String { folder + "/en-us.lm.bin" }
    var dictionary: String { folder + "/cmudict-en-us.dict" }
    private var parts: [String] { [acoustic, language, dictionary] }
}
