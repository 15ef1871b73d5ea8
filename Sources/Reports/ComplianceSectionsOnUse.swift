internal import Events
internal import Projections

/// Sections 17 and 18: how to check this report, and what it cannot show.
extension ComplianceWriter {
    func exportManifest() -> ReportSection {
        var section = ReportSection(17, "Export, verification and certificate")
        section.fact("report", "Check this report", "aside report verify FILE")
        section.fact("export", "Export the log", "aside log export DIR")
        section.table(
            "manifest",
            "What the export holds",
            ["File", "Content"],
            [
                .init(cells: [
                    "entries.ndjson", "line i is, byte for byte, entry i of the log (from 0)",
                ]),
                .init(cells: [
                    "checkpoint",
                    "the signed tree head when the export was made (C2SP signed note)",
                ]),
                .init(cells: ["log.vkey", "the log's key as Go's x/mod reads it"]),
                .init(cells: ["log.pub.pem", "the same key as OpenSSL reads it"]),
            ]
        )
        section.table(
            "digests",
            "What this call was run with, by SHA-256",
            ["What", "Digest"],
            digests,
            otherwise: "The log holds no opening of this call, so there are no digests to show."
        )
        section.table(
            "commands",
            "How to verify with tools that are not ours",
            ["Tool", "Commands"],
            Self.commands
        )
        section.table(
            "checkpoint",
            "How to find the checkpoint of this report in an export of that day or later",
            ["What is shown", "Command, in the folder of the export"],
            checkpointCommands
        )
        section.say(
            "Chain of custody: the bytes that were signed are the bytes that are kept; nothing is "
                + "encoded again. Views and exports of this call are in section 14."
        )
        section.say(
            "An export made after this report has more entries and a later checkpoint. That the "
                + "checkpoint of this report (section 13) is part of it is shown by its first "
                + "\(context.checkpoint.size.count) entries: their root hash is the one in section "
                + "13, and the signature there is over that root hash."
        )
        for paragraph in certificate { section.say(paragraph) }
        return section
    }

    private var digests: [ReportSection.Row] {
        guard let opened = report.opened else { return [] }
        let fact = opened.fact
        let named = [
            ("Input file", fact.inputDigest), ("Jurisdiction table", fact.tableDigest),
            ("Notice texts", fact.noticesDigest), ("Playbook", fact.playbookDigest),
            ("Configuration", fact.configurationDigest),
        ]
        return named.map { .init(cells: [$0.0, $0.1], index: opened.at.index) }
    }

    private static let commands: [ReportSection.Row] = [
        .init(cells: [
            "OpenSSL 3",
            "sed -n 1,3p checkpoint > body; sed -n 5p checkpoint | cut -d' ' -f3 | base64 -d "
                + "| tail -c 64 > sig; openssl pkeyutl -verify -pubin -inkey log.pub.pem -rawin "
                + "-in body -sigfile sig",
        ]),
        .init(cells: [
            "Go, golang.org/x/mod/sumdb",
            "note.NewVerifier(vkey), note.Open(checkpoint, note.VerifierList(v)), then "
                + "tlog.TreeHash over tlog.RecordHash of each line of entries.ndjson",
        ]),
        .init(cells: [
            "Python 3 with cryptography",
            "python3 verify.py DIR (in Tests/Interop of the source; standard library besides)",
        ]),
    ]

    private var certificate: [String] {
        [
            "Certificate, a template under Federal Rules of Evidence 902(13) and 902(14), to be "
                + "completed and signed by a qualified person:",
            "“I, ________, am ________ at ________ and know how the system named Aside produces "
                + "its log. Call \(context.call.text) was recorded by that system in the ordinary "
                + "course of our work, by a process that gives an accurate result: it appends each "
                + "fact once, signs the head of the log, and refuses to change what was appended.",
            "I copied the log with “aside log export” and computed the root hash over the first "
                + "\(context.checkpoint.size.count) entries of the copy. I found "
                + "\(context.checkpointInDocument.root). \(signedRoot) These entries of the copy are "
                + "therefore the same as those of the original in every bit. I declare under penalty "
                + "of perjury that this is true. Date, place, signature: ________”",
        ]
    }

    private var signedRoot: String {
        guard let signature = context.signature else {
            return "That is the root hash in the checkpoint of this report."
        }
        return "That is the root hash in the checkpoint of this report, and the signature line in "
            + "its section 13 verifies over it with the log's key, whose id is \(signature.keyID)."
    }

    /// What proves that the checkpoint of this report is that of the first entries of an export.
    private var checkpointCommands: [ReportSection.Row] {
        let head = context.checkpointInDocument
        let root = ReportSection.Row(cells: [
            "The root hash over the first \(head.size) entries: it prints \(head.root)",
            "python3 -c 'import base64,hashlib,sys; h=lambda b:hashlib.sha256(b).digest(); "
                + "r=lambda l:l[0] if len(l)==1 else (lambda k:h(b\"\\1\"+r(l[:k])+r(l[k:])))"
                + "(1<<(len(l)-1).bit_length()-1); "
                + "e=open(\"entries.ndjson\",\"rb\").read().split(b\"\\n\")[:\(head.size)]; "
                + "sys.stdout.write(base64.b64encode(r([h(b\"\\0\"+x) for x in e])).decode()+\"\\n\")'",
        ])
        let signatures = (head.signature?.lines ?? []).compactMap { line -> ReportSection.Row? in
            guard let origin = head.signature?.keyName,
                let text = line.split(separator: " ").last
            else { return nil }
            return .init(cells: [
                "The signature over that root hash: it says that it verifies",
                "printf '%s\\n' '\(origin)' \(head.size) '\(head.root)' > body; "
                    + "printf %s '\(text)' | base64 -d | tail -c 64 > sig; openssl pkeyutl -verify "
                    + "-pubin -inkey log.pub.pem -rawin -in body -sigfile sig",
            ])
        }
        return [root] + signatures
    }

    func limits() -> ReportSection {
        var section = ReportSection(18, "Limits: what the log cannot prove")
        section.say(
            "The log proves what was recorded, in which order, and that it was not changed since "
                + "its head was signed. It cannot prove what nobody recorded."
        )
        section.say(
            "It does not prove that a person read or understood a notice, that they were who they "
                + "said, or that they were free to refuse; it shows only that refusing left the "
                + "call going."
        )
        section.say(
            "Times are those of the machine's clock. Whoever holds the signing key and every copy "
                + "of the log could have written another one; a witness or a copy in other hands "
                + "rules that out, and this log names none."
        )
        section.say(
            "It cannot show that no other program listened: recorders of the room, of a phone or "
                + "of a computer are outside its sight unless they join as participants."
        )
        section.say(
            "Card numbers, and codes that follow one, are found by their digits, line by line. What "
                + "was said in words (“four one one one”), is split over lines or has grown together "
                + "with other digits is not found, and is stored as it was said."
        )
        switch report.opened?.fact.capture {
        case .replay:
            section.say(
                "This call is a replay: it shows how Aside treats such a call, and nothing about "
                    + "what the people in it agreed to."
            )
        case .import:
            section.say(
                "This call is a transcript made elsewhere: how it came about, and whether anyone "
                    + "agreed to that, is outside this log."
            )
        case .live, nil: break
        }
        section.say("This report states facts. It is not legal advice.")
        return section
    }
}
