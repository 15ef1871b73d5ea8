import Events

/// Ids of calls as people type them.
extension CallID {
    /// The id that `--call` gives to a new call.
    ///
    /// - Throws: `Failure` where it is none.
    static func given(_ text: String) throws -> CallID {
        guard let id = CallID(checking: text) else {
            throw Failure.usage("--call takes 1 to 64 letters, digits, '.', '_' or '-'")
        }
        return id
    }

    /// The id of a call that the log is to have.
    ///
    /// - Throws: `Failure` where no call has such an id.
    static func known(_ text: String) throws -> CallID {
        guard let id = CallID(checking: text) else {
            throw Failure.failed("there is no such call in the log; `aside calls` lists them")
        }
        return id
    }
}
