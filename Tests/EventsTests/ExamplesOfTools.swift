import Events

extension Example {
    private static let toolCall = ToolCallID("019ab2c4-5a10-7004-8d3e-0123456789ab")
    private static let arguments = #"{"percent":"12.5"}"#

    static let tools: [Example] =
        outcomesOfTools + [
            Example(
                ToolCalled(
                    toolCall: toolCall,
                    purpose: .aiAnalysis,
                    acting: false,
                    deadlineMicros: 500_000
                ),
                sealing: .content(
                    .init(tool: "check_discount_authority", arguments: arguments),
                    of: [lee]
                ),
                by: .coach,
                of: rep,
                turn: turn
            ),
            Example(
                ToolApprovalAsked(
                    toolCall: toolCall,
                    purpose: .crmLookup,
                    channel: "recorder",
                    expiresAt: .example.advanced(byMicros: 30_000_000)
                ),
                sealing: .content(
                    .init(
                        tool: "log_outcome",
                        arguments: #"{"outcome":"meeting-booked"}"#,
                        question: "Write down the outcome of this call: meeting-booked?"
                    ),
                    of: [lee, rep]
                ),
                by: .coach,
                of: rep,
                turn: turn
            ),
            Example(
                ToolApprovalGiven(toolCall: toolCall, channel: "livekit", latencyMicros: 4_200_000),
                by: .participant,
                of: rep
            ),
            Example(
                ToolApprovalRefused(
                    toolCall: toolCall,
                    reason: .refused,
                    channel: "livekit",
                    latencyMicros: 4_200_000
                ),
                by: .participant,
                of: rep
            ),
        ]

    private static let outcomesOfTools: [Example] = [
        Example(
            ToolCompleted(
                toolCall: toolCall,
                latencyMicros: 12_000,
                resultBytes: 22,
                origin: .source
            ),
            sealing: .content(.init(result: #"{"approver":"manager"}"#), of: [lee]),
            by: .coach,
            of: rep,
            turn: turn
        ),
        Example(
            ToolFailed(
                toolCall: toolCall,
                reason: .junk,
                latencyMicros: 3,
                missingField: "result.content"
            ),
            by: .coach,
            of: rep
        ),
        Example(ToolTimedOut(toolCall: toolCall, latencyMicros: 500_000), by: .coach, of: rep),
        Example(
            ToolWentStale(toolCall: toolCall, reason: .afterDeadline, latencyMicros: 900_000),
            by: .coach,
            of: rep
        ),
    ]
}
