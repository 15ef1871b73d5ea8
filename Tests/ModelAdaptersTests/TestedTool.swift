import Agent
import AsideTesting
import Events
import Testing

/// One tool, asked as a call asks it.
struct TestedTool {
    let box: ToolBox
    let name: String
    let runner: ToolRunner

    init(_ tool: ConnectedTool, account: String? = nil, by time: any Stopwatch & Alarm) {
        var box = ToolBox()
        box.add([tool], account: account)
        (self.box, name) = (box, tool.name)
        runner = ToolRunner(box, stopwatch: time, alarm: time)
    }

    func ask(
        _ arguments: JSONObject,
        id: String = "call-1",
        through door: EgressDoor = .forNobodysWords
    ) async throws -> ToolOutcome {
        let invocation = try box.invocation(of: name, arguments, id: ToolCallID(id))
        return await runner.run(invocation, through: door)
    }
}

extension ToolOutcome {
    /// Why there is no answer.
    var reason: ToolFailed.Reason? {
        if case .failed(let reason, _, _) = self { reason } else { nil }
    }

    /// What its answer lacked.
    var missing: String? {
        if case .failed(_, _, let field) = self { field?.name } else { nil }
    }
}
