import Events
import Testing

@Suite("Bytes are written as hex digits")
struct HexTests {
    @Test func `each byte has two digits in lower case, in order`() {
        #expect(Hex.text(of: [0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
        #expect(Hex.text(of: []).isEmpty)
    }

    @Test func `every byte is read back as itself`() {
        for byte in UInt8.min...UInt8.max {
            let text = Hex.text(of: [byte])
            #expect(text.utf8.count == 2)
            #expect(UInt8(text, radix: 16) == byte)
        }
    }
}
