import Agent
import ConsentGate
import Examples
import Foundation

/// The data that comes with Aside: the jurisdiction table, packs, prices and examples.
enum Installation {
    static var data: URL {
        (Bundle.module.resourceURL ?? Bundle.module.bundleURL).appendingPathComponent("Data")
    }

    /// The jurisdiction table; a table that cannot be read keeps every gate shut.
    static func jurisdictions() -> Result<JurisdictionTable, JurisdictionTable.TableError> {
        let url = data.appendingPathComponent("jurisdictions.json")
        guard let bytes = try? Data(contentsOf: url) else {
            return .failure(.notATable("no file"))
        }
        return Result { () throws(JurisdictionTable.TableError) in
            try JurisdictionTable(parsing: [UInt8](bytes))
        }
    }

    /// The ids of the domain packs that are installed, in the order of the alphabet.
    static var packs: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: packFolder.path)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// A domain pack by its id.
    static func pack(_ id: String) throws -> DomainPack {
        let known = packs
        guard known.contains(id) else {
            throw Failure.failed(
                "the call's pack is not installed, expected one of "
                    + known.joined(separator: ", ")
            )
        }
        let file = try sourceFile(packFolder.appendingPathComponent(id + ".yaml"))
        let pack = try DomainPack(parsing: file)
        guard pack.id == id else {
            throw InputError(
                path: file.path,
                line: 1,
                found: "another id than the file's name",
                expected: "id: \(id)"
            )
        }
        return pack
    }

    private static var packFolder: URL { data.appendingPathComponent("packs") }

    /// The prices of the meters.
    static var prices: URL { data.appendingPathComponent("prices.yaml") }

    /// The bundled call.
    static var demoCall: URL { Examples.folder.appendingPathComponent("calls/demo.jsonl") }

    /// The playbook that comes with a pack.
    static func playbookFolder(of pack: DomainPack) -> URL {
        Examples.folder.appendingPathComponent("playbooks").appendingPathComponent(pack.playbook)
    }

    /// Reads a playbook's folder; plays without examples borrow those of the pack's own playbook.
    static func playbook(in folder: URL, of pack: DomainPack) throws -> Playbook {
        let (playbook, own) = (try playbook(in: folder), playbookFolder(of: pack))
        // Reading the pack's own takes as long again as most playbooks do.
        guard playbook.wantsExamples, own.standardizedFileURL != folder.standardizedFileURL else {
            return playbook
        }
        return playbook.borrowing(from: try Self.playbook(in: own))
    }

    /// Reads a playbook's folder.
    static func playbook(in folder: URL) throws -> Playbook {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw Failure.failed(
                "reading the playbook \(folder.path) failed: found no folder, expected Markdown files"
            )
        }
        let files = try names.filter { $0.hasSuffix(".md") }.sorted()
            .map { try sourceFile(folder.appendingPathComponent($0)) }
        guard !files.isEmpty else {
            throw Failure.failed(
                "reading the playbook \(folder.path) failed: found no .md file, expected plays"
            )
        }
        return try Playbook(parsing: files)
    }

    /// Reads what stands beside a playbook's plays: rules of prices, accounts and services.
    static func facts(in folder: URL) throws -> PlaybookFacts {
        func names(in place: URL) -> [String] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
            return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".csv") }.sorted()
        }
        var files: [String: SourceFile] = [:]
        for name in names(in: folder) {
            let file = try sourceFile(folder.appendingPathComponent(name))
            guard besidePlays.contains(name) else {
                throw InputError(
                    path: file.path,
                    line: 1,
                    found: "a file that nothing reads",
                    expected: besidePlays.joined(separator: ", ") + ", or a file of accounts/"
                )
            }
            files[name] = file
        }
        if let table = files["pricing.csv"], files["pricing.yaml"] != nil {
            throw InputError(
                path: table.path,
                line: 1,
                found: "a second file of the same rules",
                expected: "pricing.yaml or pricing.csv, not both"
            )
        }
        let accounts = folder.appendingPathComponent("accounts")
        let single = try names(in: accounts).map {
            try sourceFile(accounts.appendingPathComponent($0))
        }
        return try PlaybookFacts(
            pricing: files["pricing.yaml"] ?? files["pricing.csv"],
            accounts: single + [files["accounts.csv"]].compactMap { $0 },
            tools: files["tools.yaml"]
        )
    }

    /// The files that are read beside a playbook's plays.
    static let besidePlays = [
        "pricing.yaml", "pricing.csv", "accounts.csv", "tools.yaml",
    ]

    /// Reads a file that somebody wrote, of which no more than the limit is taken into memory.
    static func sourceFile(_ url: URL, mostBytes: Int = .max - 1) throws -> SourceFile {
        let bytes: Data
        do {
            let file = try FileHandle(forReadingFrom: url)
            defer { try? file.close() }
            bytes = try file.read(upToCount: mostBytes + 1) ?? Data()
        } catch {
            throw Failure.failed(
                "reading \(url.relativePath) failed: found no file that can be read"
            )
        }
        guard bytes.count <= mostBytes else {
            throw Failure.failed(
                "reading \(url.relativePath) failed: found more than \(mostBytes) bytes, "
                    + "expected at most those"
            )
        }
        return SourceFile(path: url.relativePath, bytes: [UInt8](bytes))
    }

    /// The build that runs, as every call records it.
    static let build = "aside 0.1.0"
}
