import Agent
import Events
import Foundation
import LiveKitAdapter

/// Sits in the rooms that a deployment sends the worker to, each with a call of its own in one log.
struct RoomRunner: JobRunner {
    let workplace: Workplace
    let client: RoomClient
    let services: Services
    let shelf: PlaybookShelf
    let openCalls: OpenCalls
    let recognizer: (any SpeechRecognizer)?
    /// Where outcomes are written down.
    let outcomes: URL
    let tell: @Sendable (String) -> Void

    func run(_ job: DispatchedJob) async -> JobResult {
        var id = workplace.ids.callID()
        do {
            let metadata = try CallMetadata(parsing: job.metadata)
            let open = await openCalls.take(room: job.room, rep: metadata.rep)
            id = open?.id ?? id
            let live: RoomCall
            do { live = try await join(job, metadata, open, as: id) } catch {
                // The deployment may send us there again.
                if let open { await openCalls.putBack(open) }
                guard error is CancellationError else { throw error }
                tell("call \(id): not joined, since the job was ended before that")
                return .succeeded
            }
            tell("call \(id): joined")
            let departure = try await withTaskCancellationHandler {
                try await live.run()
            } onCancel: {
                Task { await live.leave() }
            }
            tell("call \(id): closed; \(departure)")
            return .succeeded
        } catch {
            let fault = CallFault(error)
            tell("call \(id): \(fault.words)")
            if error is ResumingError { await closeInterrupted(id) }
            return .failed(fault.failure)
        }
    }

    private func closeInterrupted(_ id: CallID) async {
        do { try await workplace.closeInterrupted(id) } catch {
            tell("call \(id): not closed: \(CallFault(error).words)")
        }
    }

    private func join(
        _ job: DispatchedJob,
        _ metadata: CallMetadata,
        _ open: OpenCall?,
        as id: CallID
    ) async throws -> RoomCall {
        let maker = LiveCallMaker(
            workplace: workplace,
            services: services,
            knowledge: try await shelf.knowledge(for: metadata),
            metadata: metadata,
            outcomes: outcomes
        )
        return try await RoomCall.join(
            job.url,
            .given(job.token),
            as: job.identity,
            through: client,
            metadata: metadata,
            setup: open.map(maker.setup(of:)) ?? maker.setup(id, room: job.room),
            resuming: open,
            recognizer: metadata.transcriber == nil ? recognizer : nil,
            clock: workplace.clock,
            alarm: SystemAlarm(),
            ports: maker.ports(of: id)
        )
    }
}
