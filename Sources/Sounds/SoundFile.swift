import CSoundFile
import CSoxr
import Foundation

/// A recording with one person on each channel, read a stretch at a time and brought to one rate.
///
/// Not to be shared between tasks; reading goes on from where it stopped.
public final class SoundFile {
    /// From a telephone's to a studio's.
    public static let rates = 8_000...192_000
    /// More than sit around a table.
    public static let mostChannels = 8
    /// A day: no longer recording is of one meeting, and a header without a length says much more.
    public static let longestMicros: Int64 = 86_400 * 1_000_000

    /// Samples per second that are given out.
    public let rate: Int
    /// How many people there are.
    public let channels: Int
    /// How long it is.
    public let lengthMicros: Int64

    private let file: OpaquePointer
    private let sourceRate: Int
    private var resamplers: [soxr_t] = []

    /// Opens a recording.
    ///
    /// - Parameters:
    ///   - rate: samples per second that are wanted.
    ///   - longestMicros: how long it may be, by what its header says.
    public init(
        path: String,
        channels expected: Int,
        rate: Int,
        longestMicros: Int64 = SoundFile.longestMicros
    ) throws(SoundError) {
        var info = SF_INFO()
        try Self.demandWhole(path)
        guard let file = sf_open(path, Int32(SFM_READ), &info) else { throw .unreadable }
        (self.file, self.rate) = (file, rate)
        (channels, sourceRate) = (Int(info.channels), Int(info.samplerate))
        lengthMicros = Self.micros(frames: Int64(info.frames), rate: Int64(max(1, info.samplerate)))
        guard channels == expected, channels <= Self.mostChannels else {
            throw .channels(found: channels, expected: expected)
        }
        guard Self.rates.contains(sourceRate) else { throw .rate(sourceRate) }
        guard (0...longestMicros).contains(lengthMicros) else {
            throw .tooLong(seconds: longestMicros / 1_000_000)
        }
        guard sourceRate != rate else { return }
        // Planes of 16-bit samples in and out, one channel each, at the quality that speech needs.
        var form = soxr_io_spec(SOXR_INT16_I, SOXR_INT16_I)
        var quality = soxr_quality_spec(UInt(SOXR_LQ), 0)
        for _ in 0..<channels {
            let made = soxr_create(Double(sourceRate), Double(rate), 1, nil, &form, &quality, nil)
            guard let made else { throw .failed }
            resamplers.append(made)
        }
    }

    /// Throws where a WAV file ends before the length that its first chunk states, which the library reads
    /// without a word.
    private static func demandWhole(_ path: String) throws(SoundError) {
        guard let file = FileHandle(forReadingAtPath: path) else { throw .unreadable }
        defer { try? file.close() }
        guard let head = try? file.read(upToCount: 8), head.count == 8,
            head.starts(with: "RIFF".utf8),
            let size = try? file.seekToEnd()
        else { return }
        let stated = head.suffix(4).reversed().reduce(0) { $0 << 8 | UInt64($1) } + 8
        // One byte less is a last one of padding that many leave out.
        guard stated <= size + 1 || stated >= unstatedLength else {
            throw .cut(found: size, expected: stated)
        }
    }

    /// From here on a length stands for one that was not known when the file was begun.
    private static let unstatedLength: UInt64 = 0x7FFF_0000

    /// How long so many frames are; the most there is where a header says more than can be counted.
    private static func micros(frames: Int64, rate: Int64) -> Int64 {
        let (micros, isTooMany) = frames.multipliedReportingOverflow(by: 1_000_000)
        return isTooMany ? .max : micros / rate
    }

    deinit {
        for resampler in resamplers { soxr_delete(resampler) }
        sf_close(file)
    }

    /// The next stretch of about so many milliseconds, a row of samples for each channel; nil at the end.
    public func next(millis: Int) throws(SoundError) -> [[Int16]]? {
        let wanted = sourceRate * millis / 1_000
        var samples = [Int16](repeating: 0, count: wanted * channels)
        let read = Int(sf_readf_short(file, &samples, sf_count_t(wanted)))
        guard read > 0 else { return nil }
        var rows = (0..<channels).map { channel in
            (0..<read).map { samples[$0 * channels + channel] }
        }
        for channel in resamplers.indices {
            rows[channel] = try resampled(rows[channel], by: resamplers[channel])
        }
        return rows
    }

    private func resampled(_ row: [Int16], by resampler: soxr_t) throws(SoundError) -> [Int16] {
        // Two more, since what a resampler keeps back comes out later.
        let room = row.count * rate / sourceRate + rate / 10
        var output = [Int16](repeating: 0, count: room)
        var (taken, given) = (0, 0)
        let error = soxr_process(resampler, row, row.count, &taken, &output, room, &given)
        guard error == nil, taken == row.count else { throw .failed }
        return Array(output.prefix(given))
    }
}
