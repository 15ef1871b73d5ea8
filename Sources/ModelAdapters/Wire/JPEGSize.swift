import Agent
import Projections

/// How large a JPEG is, by its header alone (ITU-T T.81 §B.2.2).
struct JPEGSize: Hashable, Sendable {
    let width: Int
    let height: Int

    /// Reads the frame header; nil when there is none.
    init?(_ jpeg: [UInt8]) {
        guard jpeg.starts(with: [0xFF, 0xD8]) else { return nil }
        var place = 2
        while place + 8 < jpeg.count, jpeg[place] == 0xFF {
            func number(at offset: Int) -> Int {
                Int(jpeg[place + offset]) << 8 | Int(jpeg[place + offset + 1])
            }
            let marker = jpeg[place + 1]
            // SOF0 to SOF15, but for three codes of the range that mean tables.
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                (height, width) = (number(at: 5), number(at: 7))
                return
            }
            place += marker == 0xFF ? 1 : 2 + number(at: 2)
        }
        return nil
    }
}

extension Prompt.Frame {
    /// What the picture comes to in tokens, by its size, where a provider does not count it apart.
    var estimatedTokens: Int {
        JPEGSize(jpeg).map { Int(VisionTokens.count(width: $0.width, height: $0.height)) } ?? 0
    }
}
