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
    let workerLog: WorkerLog

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
                workerLog.notJoined(id)
                return .succeeded
            }
            workerLog.joined(id)
            let departure = try await withTaskCancellationHandler {
                try await live.run()
            } onCancel: {
                Task { await live.leave() }
            }
            workerLog.closed(id, departure)
            return .succeeded
        } catch {
            let fault = CallFault(error)
            workerLog.failed(id, fault)
            if error is ResumingError { await closeInterrupted(id) }
            return .failed(fault.failure)
        }
    }

    private func closeInterrupted(_ id: CallID) async {
        do { try await workplace.closeInterrupted(id) } catch {
            workerLog.notClosed(id, CallFault(error))
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
