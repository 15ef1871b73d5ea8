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
        ("code 123 then 4111111111111111", "code 123 then [card number]", 1),
        ("abc4111111111111111", "abc[card number]", 1),
        ("Amex 3782 822463 10005, then 1234", "Amex [card number], then [code]", 2),
    ])
    func `a card number is hidden with its code`(said: String, stored: String, masked: Int) {
        let result = PaymentMask.masking(said)
        #expect(result.text == stored)
        #expect(result.masked == masked)
    }

    @Test(arguments: [
        "4111 1111 1111 1111 12/29 123", "4111 1111 1111 1111 123", "7 4111 1111 1111 1111",
        "4111 1111 1111 1111 4111 1111 1111 1111", "378282246310005 1234", "378282246310005, 1234",
        "12/29, 4111 1111 1111 1111",
    ])
    func `digits that stand in a row with a card number are hidden with it`(run: String) {
        let result = PaymentMask.masking("order \(run) please")
        #expect(result.text == "order [card number] please")
        #expect(result.masked == 1)
    }

    @Test(arguments: [
        "4111.1111.1111.1111", "4111/1111/1111/1111", "4111  1111  1111  1111",
        "4111\u{A0}1111\u{A0}1111\u{A0}1111", "4111, 1111, 1111, 1111", "4111\n1111 1111\t1111",
        "4111 - 1111 - 1111 - 1111", "4111–1111–1111–1111",
        "4111\u{2011}1111\u{2011}1111\u{2011}1111",
        "4111\u{200B}1111\u{200B}1111\u{200B}1111", "４１１１ １１１１ １１１１ １１１１",
        "٤١١١ ١١١١ ١١١١ ١١١١",
    ])
    func `a card number is one however its groups are parted, and in whatever digits`(run: String) {
        #expect(PaymentMask.masking(run + "-").text == "[card number]-")
    }

    @Test(arguments: [
        "Call 555 123 4567 in 2026.", "Or +1 415 555 2671, 415 555 2672.", "0049 30 12345678",
        "4111 1111 1111 1112", "order 1234567890123456", "order 4000 1234 5678 9011, code 123",
        "It is 1,299.00 a month, 15,588.00 a year, or 12.5 % less.",
        "From 10/11/2024 - 12/12/2024, then 2025.",
        "In 2019, 2020, 2021, 2022 we paid 100, 200, 300.",
        "The ISBN is 978-3-16-148410-0.", "4111 1111 1111 and 1111", "4111 1111 1111    1111",
        "", "No number at all.", "½ of 10²",
    ])
    func `other numbers stay as they are`(said: String) {
        let result = PaymentMask.masking(said)
        #expect(result.text == said)
        #expect(result.masked == 0)
    }
}
