import Agent
import Testing

@Suite struct PaymentMaskTests {
    @Test(arguments: [
        ("My card is 4111 1111 1111 1111, code 123.", "My card is [card number], code [code].", 2),
        ("4111-1111-1111-1111", "[card number]", 1),
        (
            "4111111111111111 and the code at the back is 1234",
            "[card number] and the code at the back is 1234", 1
        ),
        ("4111111111111111 one two three four 123", "[card number] one two three four [code]", 2),
        ("Call 555 123 4567 in 2026.", "Call 555 123 4567 in 2026.", 0),
        ("4111 1111 1111 1112", "4111 1111 1111 1112", 0),
        ("4111  1111 1111 1111", "4111  1111 1111 1111", 0),
        ("7 4111 1111 1111 1111", "7 4111 1111 1111 1111", 0),
        ("Amex 378282246310005 1234", "Amex 378282246310005 1234", 0),
        ("Amex 378282246310005, 1234", "Amex [card number], [code]", 2),
        ("code 123 then 4111111111111111", "code 123 then [card number]", 1),
        ("abc4111111111111111", "abc[card number]", 1),
        ("", "", 0),
    ])
    func `a run of 13 to 19 digits that passes Luhn as a whole is hidden with its code`(
        said: String,
        stored: String,
        masked: Int
    ) {
        let result = PaymentMask.masking(said)
        #expect(result.text == stored)
        #expect(result.masked == masked)
    }
}
