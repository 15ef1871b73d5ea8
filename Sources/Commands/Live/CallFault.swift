import Agent
import EventLog
import Events
import GRDB
import LiveKitAdapter

/// What stopped a call of a worker, or its upkeep.
struct CallFault {
    /// What was found and what to do, for whoever runs the worker.
    let words: String
    /// The same for the deployment, in words that are fixed for every call.
    let failure: JobFailure

    /// Reads an error; of one that is not known only the type is told, since it may say anything.
    init(_ error: any Error) {
        switch error {
        case let error as ResumingError:
            self.init(
                error.description,
                "the call cannot be carried on; another dispatch begins anew"
            )
        case let error as RoomError:
            self.init(
                error.description,
                error == .overrun
                    ? "more happened in the room than could be recorded in time"
                    : "the room could not be joined"
            )
        case let error as CoreError: self.init(error.description, "the client core failed")
        case let error as InputError: self.init(error.description, "the playbook cannot be read")
        case let error as Failure:
            self.init(error.description, "the call's pack or playbook is not installed")
        case let error as AppendError: self.init(error.description, "the log failed")
        case let error as ConcurrencyError: self.init(error.description, "the log failed")
        case let error as ErasureError: self.init(error.description, "the log failed")
        case let error as HomeError: self.init(error.description, "the log failed")
        case let error as ReadError: self.init(error.description, "the log failed")
        case let error as KeyVaultError: self.init(error.description, "the log failed")
        case let error as StorageError: self.init(error.description, "the log failed")
        case let error as DatabaseError:
            // Its own description may quote what was to be written.
            self.init(StorageError(error).description, "the log failed")
        default:
            self.init(
                "stopped by an error that is not known, of the type \(type(of: error))",
                "the call was stopped by an error that is not known"
            )
        }
    }

    private init(_ words: String, _ failure: StaticString) {
        (self.words, self.failure) = (words, JobFailure(failure))
    }
}
