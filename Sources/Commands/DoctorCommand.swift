import Agent
import ArgumentParser
import ConsentGate
import Events
import Foundation
import LiveKitAdapter
import Sounds

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what is installed, reachable and missing, and how to mend it."
    )

    @Option(
        help: "Install what one part lacks: livekit, speech, sentences, openssl, go or python3."
    )
    var fix: String?

    @Option(help: "A playbook's folder, whose services are tried too.")
    var playbook: String?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var options: HomeOptions

    func run() async throws {
        if let fix { try install(fix) }
        let folder = playbook.map { URL(fileURLWithPath: $0) }
        let services = ServiceChecks(settings, playbook: folder)
        let diagnoses = checks() + (await services.diagnoses())
        let terminal = options.terminal
        for diagnosis in diagnoses {
            try terminal.say(options.json ? diagnosis.json.line : diagnosis.words)
        }
        guard diagnoses.allSatisfy({ $0.state != .broken }) else {
            throw Failure.failed("something is broken; see above")
        }
    }

    private func checks() -> [Diagnosis] {
        [table] + packs + HomeDiagnoses(options).all + [livekit, speech, sentences]
            + IndependentCheck.all.map(\.diagnosis)
    }

    private var table: Diagnosis {
        switch Installation.jurisdictions() {
        case .success(let table):
            Diagnosis(
                part: "jurisdiction table",
                state: .fine,
                found: "readable, digest \(table.digest.prefix(16))…"
            )
        case .failure(let error):
            Diagnosis(
                part: "jurisdiction table",
                state: .broken,
                found: error.description,
                mend: "install Aside again; until then every gate stays shut"
            )
        }
    }

    private var packs: [Diagnosis] {
        Installation.packs.map { id in
            do {
                let folder = Installation.playbookFolder(of: try Installation.pack(id))
                let count = try Installation.playbook(in: folder).entries.count
                return Diagnosis(part: "\(id) pack", state: .fine, found: "\(count) plays")
            } catch {
                return Diagnosis(
                    part: "\(id) pack",
                    state: .broken,
                    found: String(describing: error),
                    mend: "mend the file at the line named, or install Aside again"
                )
            }
        }
    }

    private var livekit: Diagnosis {
        let part = "LiveKit's client core"
        let usual = installed(ClientLibrary.pinned, as: part, for: "live rooms")
        let isNamed = ClientLibrary.named != nil
        guard isNamed || usual.state == .fine else { return usual }
        do throws(CoreError) {
            try RoomClient.check(libraryAt: ClientLibrary.path)
        } catch {
            let bring = "aside doctor --fix livekit"
            return Diagnosis(
                part: part,
                state: .broken,
                found: error.description,
                mend: isNamed ? "unset LIVEKIT_FFI_PATH, then " + bring : bring
            )
        }
        guard isNamed else { return usual }
        return Diagnosis(
            part: part,
            state: ClientLibrary.isTested ? .fine : .warning,
            found: ClientLibrary.isTested
                ? "named in LIVEKIT_FFI_PATH"
                : "named in LIVEKIT_FFI_PATH; not the one of \(ClientLibrary.pinned.package), "
                    + "with which Aside was tested"
        )
    }

    private var sentences: Diagnosis {
        installed(
            SentenceFiles.pinned,
            as: "sentences as vectors on this machine",
            for: "a sharper coach"
        )
    }

    private func installed(
        _ package: PinnedPackage,
        as part: String,
        for use: String
    ) -> Diagnosis {
        let isInstalled = package.isInstalled
        return Diagnosis(
            part: part,
            state: isInstalled ? .fine : .warning,
            found: isInstalled ? "installed, \(package.package)" : "not installed (\(use))",
            mend: isInstalled ? nil : "aside doctor --fix \(package.fix)"
        )
    }

    private var speech: Diagnosis {
        let isThere = (try? SpeechModel()) != nil
        return Diagnosis(
            part: "speech on this machine (keyword grade)",
            state: isThere ? .fine : .warning,
            found: isThere ? "PocketSphinx, English" : "no speech model",
            mend: isThere ? nil : "aside doctor --fix speech"
        )
    }

    private func install(_ part: String) throws {
        let pinned = [ClientLibrary.pinned, SentenceFiles.pinned]
        if let package = pinned.first(where: { $0.fix == part }) { return try package.install() }
        let brought =
            IndependentCheck.all.map { (name: $0.tool, packages: $0.packages) }
            + [(name: "speech", packages: ["pocketsphinx-en-us"])]
        guard let tool = brought.first(where: { $0.name == part }) else {
            let names = brought.map(\.name).joined(separator: ", ")
            throw Failure.usage("--fix takes one of livekit, sentences, \(names)")
        }
        let asRoot = geteuid() == 0 ? [] : ["sudo"]
        try ShellCommand.run(
            asRoot + ["apt-get", "install", "-y"] + tool.packages,
            orElse: "installing \(tool.packages.joined(separator: " ")) failed; "
                + "apt-get says why above"
        )
    }
}
