import EventLog
import Events
import Projections

/// What `aside doctor` finds of a home, without writing to its log.
struct HomeDiagnoses {
    private let options: HomeOptions
    private let place: Home

    init(_ options: HomeOptions) { (self.options, place) = (options, options.place) }

    var all: [Diagnosis] { home + [keysPlace] }

    private var part: String { "home \(place.path)" }

    /// Each problem of the home, and how its log stands unless that would hide or repeat one.
    private var home: [Diagnosis] {
        let pair = pair
        let problems = [writing, pair, dataKeys].compactMap { $0 }
        let log = log(isPaired: pair == nil)
        let isTold = problems.contains { $0.found == log.found }
        return isTold || log.state == .fine && !problems.isEmpty ? problems : problems + [log]
    }

    private func problem(_ found: String, mend: String? = nil) -> Diagnosis {
        Diagnosis(part: part, state: .broken, found: found, mend: mend)
    }

    private func log(isPaired: Bool) -> Diagnosis {
        do {
            let size = try options.reading { reader in
                // With another key than the signing key's, that is what is to be mended.
                if isPaired { _ = try reader.checkpoint() }
                return try reader.size().count
            }
            let entries = "a log of \(size) entries"
            let due = try StartupScan(place).retention.due(at: SystemClock().now).count
            return Diagnosis(
                part: part,
                state: due == 0 ? .fine : .warning,
                found: entries + (due == 0 ? "" : "; overdue deletions: \(due)"),
                mend: due == 0 ? nil : "run `aside serve`, or any command that writes"
            )
        } catch HomeError.noLog {
            return Diagnosis(
                part: part,
                state: .warning,
                found: "no log yet",
                mend: "aside demo begins one"
            )
        } catch {
            return problem(String(describing: error))
        }
    }

    private var writing: Diagnosis? {
        do { try place.checkWritable() } catch {
            return problem(
                error.description,
                mend: "make it writable to you, or name another with --home or ASIDE_HOME "
                    + "(ASIDE_KEYS for the keys); until then nothing is recorded here"
            )
        }
        return nil
    }

    private var pair: Diagnosis? {
        do { try place.checkVerifierKey() } catch {
            guard case .foreignVerifierKey(let path, _, _) = error else {
                return problem(error.description)
            }
            return problem(
                "\(path) is not the public half of log.key beside it, so one of them is another log's",
                mend:
                    "put this log's own keys/ back; log.vkey alone may be removed, since the next "
                    + "command that writes makes it again from log.key"
            )
        }
        return nil
    }

    private var dataKeys: Diagnosis? {
        do {
            if let damage = try place.checkDataKeys()?.damage {
                return problem(
                    damage + ", so what is sealed there cannot be read",
                    mend: "put back the newest keys.db of this log in which nothing is damaged"
                )
            }
            try place.checkKeyRoster()
            return nil
        } catch {
            return problem(of: error)
        }
    }

    private func problem(of error: HomeError) -> Diagnosis {
        switch error {
        case .vault(.wrongMasterKey):
            problem(
                "no data key of \(place.keysFile) opens under \(place.keysFolder)/master.key",
                mend: "put those two files of this home together again"
            )
        case .dataKeysMissing(let path, let missing, let expected):
            problem(
                "\(path) lacks \(missing) of the \(expected) data keys that the log has made and not "
                    + "destroyed",
                mend:
                    "put the newest keys.db of this log back, or set ASIDE_KEYS to the folder that "
                    + "holds it"
            )
        default: problem(error.description)
        }
    }

    private var keysPlace: Diagnosis {
        let exposed = place.exposedKeys
        guard exposed.isEmpty else {
            return Diagnosis(
                part: "keys",
                state: .broken,
                found: "open to others on this machine: " + exposed.joined(separator: ", "),
                mend: "chmod go= " + exposed.joined(separator: " ")
            )
        }
        guard place.keysPath == place.path else {
            return Diagnosis(part: "keys", state: .fine, found: "kept apart, in \(place.keysPath)")
        }
        return Diagnosis(
            part: "keys",
            state: .warning,
            found: "kept in the same folder as the log",
            mend: "export ASIDE_KEYS=/another/folder, so that a copy of the log holds no key"
        )
    }
}
