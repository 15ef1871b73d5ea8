public import Events

/// What stands behind a tool: a file, a service, a program.
///
/// An implementation MUST send nothing but through the door, MUST honour cancellation, MUST NOT block its thread, MUST NOT do more than its
/// invocation says, and SHOULD throw a `ToolFault`. Nobody relies on any of it: `ToolRunner` stops
/// waiting at the deadline, takes every other error for `ToolFault.unavailable`, and measures what
/// it is given.
public protocol ToolSource: Sendable {
    /// Answers an invocation with the members of a JSON object.
    ///
    /// What the coach may show of it is a text under `line`; a model reads all of it.
    func call(
        _ invocation: ToolInvocation,
        through door: EgressDoor
    ) async throws -> JSONObject
}

/// Why a source has no answer.
public enum ToolFault: Error, Hashable, Sendable {
    /// It cannot be reached, or failed.
    case unavailable
    /// What came back has not the form of an answer.
    case junk
    /// What came back lacks what its form must have.
    case lacking(WireField)
    /// What came back is larger than it may be.
    case tooLarge
    /// It does not take these arguments after all.
    case refusedArguments
    /// It was not asked, since nothing may leave for it, or its answer is not wanted any more: nothing
    /// is known of the tool by that.
    case notAllowed
}
