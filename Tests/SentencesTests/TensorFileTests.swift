import Foundation
import Testing

@testable import Sentences

@Suite struct `A file of numbers` {
    /// Two numbers called `a` and a matrix of two by two called `b`, or what a test makes of that.
    private func file(
        header: String = #"""
        {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
        "b":{"dtype":"F32","shape":[2,2],"data_offsets":[8,24]}}
        """#,
        length: UInt64? = nil,
        numbers: [Float] = [1, 2, 3, 4, 5, 6]
    ) -> [UInt8] {
        var header = Array(header.utf8)
        while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
        let length = length ?? UInt64(header.count)
        let prefix = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
        let body = numbers.flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * UInt32($0))) }
        }
        return prefix + header + body
    }

    @Test func `gives each by its name and shape`() throws {
        let folder = try TemporaryModel()
        let tensors = try TensorFile(folder.write(file()))
        let place = try tensors.place(of: "b", shape: [2, 2])
        #expect(tensors.read { numbers in (0..<4).map { numbers[place + $0] } } == [3, 4, 5, 6])
        #expect(throws: SentenceError.self) { _ = try tensors.place(of: "b", shape: [4]) }
        #expect(throws: SentenceError.self) { _ = try tensors.place(of: "c", shape: [1]) }
    }

    @Test(arguments: [
        #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[20,28]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[2,10]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775807,9223372036854775807]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[1,-9223372036854775808]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[]}}"#,
    ])
    func `lends nothing that lies outside it or is of another form`(header: String) throws {
        let folder = try TemporaryModel()
        let tensors = try TensorFile(folder.write(file(header: header)))
        #expect(throws: SentenceError.self) { _ = try tensors.place(of: "a", shape: [2]) }
    }

    @Test func `is refused where its header is none`() throws {
        let folder = try TemporaryModel()
        for bytes in [
            [], [1, 2, 3], file(length: 1 << 40), file(length: .max), file(header: "[1]"),
            file(header: "{"), file(header: #"{"a":7}"#),
        ] {
            let place = try folder.write(bytes)
            #expect(throws: SentenceError.self) { _ = try TensorFile(place) }
        }
        #expect(throws: SentenceError.noModel(folder: "/nowhere")) {
            _ = try TensorFile(URL(fileURLWithPath: "/nowhere/model.safetensors"))
        }
    }

    @Test func `never lends what is not there, whichever byte of its header is another`() throws {
        let folder = try TemporaryModel()
        let whole = file()
        for place in 0..<whole.count - 24 {
            var bytes = whole
            bytes[place] ^= UInt8(1 << (place % 8))
            guard let tensors = try? TensorFile(folder.write(bytes)),
                let first = try? tensors.place(of: "b", shape: [2, 2])
            else { continue }
            #expect(tensors.read { numbers in (0..<4).map { numbers[first + $0] } } != nil)
            #expect(first >= 0 && first <= 2)
        }
    }
}
