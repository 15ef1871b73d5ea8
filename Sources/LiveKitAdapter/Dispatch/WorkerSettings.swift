public import Agent
import SwiftProtobuf

/// What a worker is called and how much it takes on.
public struct WorkerSettings: Hashable, Sendable {
    /// The name by which a dispatch asks for this kind of worker.
    public var agentName: String
    /// The build, for the deployment's dashboard.
    public var version: String
    /// How many rooms make a load of one; a worker is full at 70 % of it.
    public var capacity: Int
    /// The name that people in the room see, unless the call's pack has another.
    public var participantName: String
    /// What packs call the coach, by the pack's id.
    public var packNames: [String: String]
    /// How long a draining worker waits for its running calls.
    public var drainLimitMicros: Int64
    /// How often the deployment is asked whether it is still there.
    public var pingIntervalMicros: Int64

    /// A call seldom lasts longer; what does is ended, so that a shutdown ends too.
    public static let longestDrainMicros: Int64 = 3_600_000_000
    /// As often as LiveKit's server pings by itself.
    public static let usualPingMicros: Int64 = 10_000_000
    /// A few more rooms than one core carries.
    public static let usualCapacity = 10

    /// Settings with the usual limits.
    public init(
        agentName: String,
        version: String,
        capacity: Int = usualCapacity,
        participantName: String = DomainPack.standardCoachName,
        packNames: [String: String] = [:],
        drainLimitMicros: Int64 = longestDrainMicros,
        pingIntervalMicros: Int64 = usualPingMicros
    ) {
        precondition(capacity > 0, "a worker's capacity is at least one room")
        (self.agentName, self.version, self.capacity) = (agentName, version, capacity)
        (self.participantName, self.packNames) = (participantName, packNames)
        (self.drainLimitMicros, self.pingIntervalMicros) = (drainLimitMicros, pingIntervalMicros)
    }
}

extension WorkerSettings {
    /// How a worker makes itself known.
    var registration: WorkerRegisterRequest {
        .with {
            $0.agentName = agentName
            $0.version = version
            // The deployment mints the token for each room with these.
            $0.allowedPermissions = .with {
                $0.canSubscribe = true
                $0.canPublish = false
                $0.canPublishData = true
                $0.hidden = false
                $0.agent = true
            }
        }
    }

    /// What an offer of a job is answered.
    func answer(to job: WorkerJob, isTaken: Bool) -> WorkerAvailabilityResponse {
        .with {
            $0.jobID = job.id
            $0.available = isTaken
            guard isTaken else { return }
            $0.participantIdentity = JobBook.identity(in: job.id)
            let pack = (try? CallMetadata(parsing: job.metadata))?.pack
            $0.participantName = pack.flatMap { packNames[$0] } ?? participantName
        }
    }
}
