import Agent
import AsideTesting
import Events
import Foundation
import Testing

@testable import Commands

@Suite("Damaged files of an operator", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedInputTests {
    /// What was damaged is read, or the error names a line of the file.
    private func check(
        _ texts: [String],
        as path: String,
        _ read: ([UInt8]) throws -> Void
    ) async throws {
        // What is refused as it is would be damaged in vain.
        for text in texts { try read(Array(text.utf8)) }
        try await Mutations.each(of: texts) { bytes, _ in
            do {
                try read(bytes)
            } catch let error as InputError {
                let lines = 2 + bytes.count { $0 == 0x0A || $0 == 0x0D || $0 >= 0x80 }
                #expect(error.path == path && (1...lines).contains(error.line), "\(error)")
            }
        }
    }

    @Test func `settings are read whole, or the first mistake is named by its line`() async throws {
        try await check([OperatorSettingsTests.whole, Self.tools], as: "aside.yaml") { bytes in
            let settings = try OperatorSettings(SourceFile(path: "aside.yaml", bytes: bytes))
            #expect(settings.digest.count == 64)
            _ = settings.disclosure
        }
    }

    private static let tools = """
        tools:
          order_status:
            url: http://127.0.0.1:8000/orders/{order}?detail=short
            method: POST
            summary: Says where an order is
            access: read-only
            purpose: crm_lookup
            deadline: 800ms
            cache: 60s
            line: /summary
            body: '{"order": "{order}", "seats": "{seats}"}'
            inputs:
              order: {kind: text, longest: 20, summary: the number of the order}
              seats: {kind: integer, least: 1, most: 50, required: false, summary: how many}
        mcp:
          crm:
            program: /usr/bin/python3
            arguments: [/srv/crm/server.py]
            environment: [CRM_KEY]
            tools:
              find_order: {access: read-only, purpose: crm_lookup, line: /line}
        embeddings: {url: "http://127.0.0.1:9000/v1", model: embed-1, dimensions: 256}
        coach: {turn_deadline: 2s, cost_cap_micro_usd: 500000}
        """

    @Test func `a call script`() async throws {
        let script = #"""
            {"t":0,"kind":"call","id":"c-1","rep":"dana","pack":"sales","at":"2026-11-02T10:00:00+01:00"}
            {"t":1,"kind":"join","participant":"dana","role":"rep","region":"DE"}
            {"t":1.5,"kind":"join","participant":"lee","role":"prospect","shared":true,"head_count":2}
            {"t":2,"kind":"consent","participant":"lee","act":"grant","purposes":["ai_analysis"]}
            {"t":3,"kind":"track","participant":"lee","source":"microphone","state":"published"}
            {"t":9,"kind":"line","participant":"lee","text":"Too expensive.","start":7.25,"end":8}
            {"t":9.5,"kind":"nudge_feedback","nudge":"last","act":"used"}
            {"t":10,"kind":"end"}
            """#
        try await check([script], as: "call.jsonl") { bytes in
            try Self.isInOrder(try CallScriptParser.parse(bytes, path: "call.jsonl"))
        }
    }

    @Test(arguments: [
        (
            TranscriptParser.Form.webVTT,
            """
            WEBVTT

            NOTE by hand

            1
            00:00:01.000 --> 00:00:03.500 align:start
            <v Dana>Hello &amp; welcome</v> <v.loud Lee>Hi</v>

            00:59.000 --> 01:00.000
            <v Lee>Too <i>expensive</i>.
            """
        ),
        (
            .subRip,
            "1\r\n00:00:01,000 --> 00:00:03,500\r\nDana: Hello\r\n\r\n2\r\n"
                + "00:00:04,000 --> 00:00:05,000\r\nLee: Hi\r\nthere\r\n"
        ),
    ])
    func `a transcript`(form: TranscriptParser.Form, text: String) async throws {
        try await check([text], as: "call.vtt") { bytes in
            let call = try TranscriptParser.parse(
                bytes,
                path: "call.vtt",
                form: form,
                rep: nil,
                assertion: nil
            )
            try Self.isInOrder(call)
        }
    }

    private static func isInOrder(_ call: RecordedCall) throws {
        let times = call.moments.map(\.micros)
        #expect(times == times.sorted() && times.first ?? 0 >= 0)
        #expect(call.endMicros >= times.last ?? 0)
    }

    @Test func `a list of prices`() async throws {
        let prices = """
            participant_minute_micro_usd: 400
            agent_minute_micro_usd: 10_000
            speech_minute_micro_usd: 4300
            text_million_tokens_micro_usd: 3000000
            vision_million_tokens_micro_usd: 3000000
            """
        try await check([prices], as: "prices.yaml") { bytes in
            _ = try PriceFile.parse(SourceFile(path: "prices.yaml", bytes: bytes))
        }
    }
}
