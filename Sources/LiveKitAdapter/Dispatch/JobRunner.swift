/// Sits in the rooms that a deployment sends a worker to.
///
/// An implementation MUST return soon after its task is cancelled, and is called for many rooms at once.
public protocol JobRunner: Sendable {
    /// Takes part in one room until the call is over, and says how it went.
    func run(_ job: DispatchedJob) async -> JobResult
}

/// One room to sit in.
public struct DispatchedJob: Hashable, Sendable {
    /// The deployment's id of the job.
    public let id: String
    /// The room's name.
    public let room: String
    /// Where the room is joined.
    public let url: String
    /// What joins it, as our own identity; minted by the deployment under the permissions that the
    /// worker registered with.
    public let token: String
    /// Our identity in the room.
    public let identity: String
    /// What whoever arranged the call settled of it; it was accepted by the worker's reader.
    public let metadata: String
}

extension DispatchedJob: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// That there is one: its token opens the room, and its metadata names people.
    public var description: String { "(job)" }
    /// That there is one.
    public var debugDescription: String { description }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// How a job went.
public enum JobResult: Hashable, Sendable {
    /// The call is over, as it should be.
    case succeeded
    /// The coach could not take part, or not to the end.
    case failed(JobFailure)
}

/// Why a job failed, for the deployment's dashboard.
///
/// Made of a literal only, so that it can hold nothing of the call.
public struct JobFailure: Hashable, Sendable {
    let text: String

    /// A reason, in words that are the same for every call.
    public init(_ text: StaticString) { self.text = text.description }

    /// An assignment that nobody waits for.
    static let notAccepted = JobFailure("not accepted, or assigned too late")
}
