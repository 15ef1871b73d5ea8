import Agent
import Projections
import Yams

/// The prices of the meters, from a YAML file that a deployment replaces.
enum PriceFile {
    private struct Fields: Decodable {
        var participant_minute_micro_usd: Int64
        var agent_minute_micro_usd: Int64
        var speech_minute_micro_usd: Int64
        var text_million_tokens_micro_usd: Int64
        var vision_million_tokens_micro_usd: Int64

        var all: [Int64] {
            [
                participant_minute_micro_usd, agent_minute_micro_usd, speech_minute_micro_usd,
                text_million_tokens_micro_usd, vision_million_tokens_micro_usd,
            ]
        }
    }

    static func parse(_ file: SourceFile) throws(InputError) -> Prices {
        guard let text = String(validating: file.bytes, as: UTF8.self),
            let fields = try? YAMLDecoder().decode(Fields.self, from: text),
            fields.all.allSatisfy({ $0 >= 0 })
        else {
            throw InputError(
                path: file.path,
                line: 1,
                found: "no price list",
                expected: "five whole numbers of micro-USD, one for each meter"
            )
        }
        return Prices(
            participantMinuteMicroUSD: fields.participant_minute_micro_usd,
            agentMinuteMicroUSD: fields.agent_minute_micro_usd,
            speechMinuteMicroUSD: fields.speech_minute_micro_usd,
            textMillionTokensMicroUSD: fields.text_million_tokens_micro_usd,
            visionMillionTokensMicroUSD: fields.vision_million_tokens_micro_usd
        )
    }
}
