#!/usr/bin/env python3
"""Checks an exported Aside log with nothing of Aside's: Python's standard library and `cryptography`.

    python3 verify.py DIR [--json]

DIR holds `entries.ndjson`, `checkpoint`, `log.vkey` and `log.pub.pem`; `tile/` and `proofs/` are checked
where they are present. Entry i is line i of `entries.ndjson`, counted from 0, without its line feed: leaf i
of the tree. Each check prints one line. Exit code: 0 everything holds; 3 something does not, and the first
bad entry is named where there is one; 1 a file is missing; 2 wrong use.

`signed.py` checks what was signed, this file what the entries are, `consent.py` whether they were allowed.
"""
import argparse
import base64
import hashlib
import json
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # leave nothing behind in a folder that may be evidence

from consent import check_consent, microseconds
from signed import (Violation, check_origin, check_pem, check_proofs, check_root, check_signature, check_size,
                    check_tiles, demand, leaf_hash, parse_head, parse_key)

MAX_ENTRY_BYTES = 65_535  # the length of an entry travels in 16 bits
INTEGER_BOUND = 2**53     # from here on, JSON readers disagree about integers
ATTRIBUTE = re.compile(r"[a-z0-9]+")


# ---- The entries: RFC 8785 JSON, CloudEvents 1.0, streams and seals ---------------------------------------


def refuse_number(text):
    raise ValueError("a number that is not an integer")


def bounded_integer(text):
    if len(text) > 17 or abs(int(text)) >= INTEGER_BOUND:
        raise ValueError("an integer of 2^53 or beyond")
    return int(text)


def ordered_object(pairs):
    keys = [key.encode("utf-16-be") for key, _ in pairs]
    if any(left >= right for left, right in zip(keys, keys[1:])):
        raise ValueError("keys that are repeated or not sorted by UTF-16 code units")
    return dict(pairs)


def read_canonical(entry):
    """Reads canonical JSON: sorted keys, bounded integers, and re-encoding gives the same bytes."""
    value = json.loads(entry.decode("utf-8"), object_pairs_hook=ordered_object, parse_int=bounded_integer,
                       parse_float=refuse_number, parse_constant=refuse_number)
    if json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8") != entry:
        raise ValueError("bytes that are not the canonical ones for their content")
    return value


def check_canonical(entries, events):
    """Reads every entry into `events`, which holds the good ones if a bad one ends the reading."""
    for index, entry in enumerate(entries):
        demand(len(entry) <= MAX_ENTRY_BYTES,
               f"{len(entry)} bytes, expected at most {MAX_ENTRY_BYTES}", index)
        try:
            events.append(read_canonical(entry))
        except json.JSONDecodeError:
            raise Violation("not JSON", index) from None
        except UnicodeError:
            raise Violation("text that is not Unicode", index) from None
        except RecursionError:
            raise Violation("nested too deeply to be read", index) from None
        except ValueError as error:
            raise Violation(str(error), index) from None
    return "canonical JSON, no number but integers below 2^53, at most 65,535 bytes each"


def check_envelopes(events, origin):
    seen = set()
    for index, event in enumerate(events):
        demand(isinstance(event, dict), "not an object", index)
        for name, value in event.items():
            demand(ATTRIBUTE.fullmatch(name), "an attribute is not of lower-case letters and digits", index)
            demand(isinstance(value, (str, int)) or name == "data", f"{name} is not a scalar", index)
        for name in ("id", "source", "type", "stream", "time", "recordedtime"):
            demand(isinstance(event.get(name), str) and event[name], f"no {name}", index)
        demand(event.get("specversion") == "1.0", "specversion is not 1.0", index)
        demand(event["id"] not in seen, "its id was used before", index)
        demand(event["source"] == origin, "its source is not the checkpoint's origin", index)
        demand(event["type"].startswith("aside."), "its type does not start with aside.", index)
        demand(isinstance(event.get("subject", ""), str), "its subject is not a string", index)
        demand(isinstance(event.get("data", {}), dict), "its data is not an object", index)
        demand(type(event.get("version")) is int, "no version", index)
        demand(list(event)[-1] == "version", "version is not the last key", index)
        microseconds(event["time"], index)
        microseconds(event["recordedtime"], index)
        seen.add(event["id"])
    return "CloudEvents 1.0 from this origin, ids unique, times in UTC, version last"


def holds(stream, kind):
    """Whether an event of a type may stand in a stream."""
    family = kind.split(".")[1]
    if stream == "custody":
        return family == "custody"
    if stream.startswith("after/"):
        return family in ("tool", "egress")
    return not stream.startswith("call/") or family != "custody"


def check_streams(events):
    """Versions run 1, 2, 3 … in each stream, which holds its own kinds of events, and nothing follows a seal."""
    versions, sealed = {}, set()
    for index, event in enumerate(events):
        stream = event["stream"]
        expected = versions.get(stream, 0) + 1
        demand(event["version"] == expected, f"version {event['version']} where {expected} is next", index)
        demand(stream not in sealed, "it follows the seal of its stream", index)
        demand(holds(stream, event["type"]), "it is of a kind that its stream does not hold", index)
        versions[stream] = expected
        if event["type"] == "aside.call.sealed":
            sealed.add(stream)
    calls = {stream for stream in versions if stream.startswith("call/")}
    return f"{len(versions)} streams without a gap; {len(calls & sealed)} of {len(calls)} calls are sealed"


def check_seals(events, leaves):
    """Each `call.sealed` counts the entries before it and digests their leaf hashes: none was left out."""
    digests, seals = {}, 0
    for index, event in enumerate(events):
        digest = digests.setdefault(event["stream"], hashlib.sha256())
        if event["type"] == "aside.call.sealed":
            data, expected = event.get("data", {}), base64.b64encode(digest.digest()).decode()
            last = data.get("lastVersion")
            demand(type(last) is int and last == event["version"] - 1,
                   "lastVersion is not its own version less one", index)
            demand(data.get("leafHashesDigest") == expected, "leafHashesDigest is not this stream's", index)
            seals += 1
        digest.update(leaves[index])
    return f"{seals} seals agree with their streams"


# ---- The report -------------------------------------------------------------------------------------------


class Report:
    """The results, one row a check: holds, fails, not judged (what it rests on failed) or absent."""

    def __init__(self):
        self.rows = []

    def add(self, name, result, what, index=None):
        shown = "".join(c if c.isprintable() else "?" for c in what)  # the log does not drive the terminal
        self.rows.append({"check": name, "result": result, "what": shown, "index": index})

    def check(self, name, function, *arguments):
        """Runs one check; its value, or None if it fails or rests on one that failed."""
        if any(argument is None for argument in arguments):
            return self.add(name, "not judged", "it rests on a check that fails")
        try:
            value = function(*arguments)
        except Violation as violation:
            return self.add(name, "fails", str(violation), violation.index)
        self.add(name, "holds", str(value))
        return value

    def check_events(self, name, function, events, total, *arguments):
        """Runs one check over the entries that could be read, which may not be all of them."""
        value, read = self.check(name, function, events, *arguments), len(events)
        if value is not None and read < total:
            self.rows[-1].update(result="not judged", what=f"holds before entry {read}, not read further")

    @property
    def ok(self):
        return all(row["result"] in ("holds", "absent") for row in self.rows)

    @property
    def first_bad_index(self):
        return min((row["index"] for row in self.rows if row["index"] is not None), default=None)


def verify(folder):
    """Runs every check over an export; the report, the number of entries, and the tree head if it reads."""
    ndjson, note, vkey, pem = ((folder / name).read_bytes()
                               for name in ("entries.ndjson", "checkpoint", "log.vkey", "log.pub.pem"))
    entries = ndjson.removesuffix(b"\n").split(b"\n") if ndjson else []
    leaves = [leaf_hash(entry) for entry in entries]
    report = Report()
    key = report.check("key", parse_key, vkey)
    report.check("pem", check_pem, pem, key)
    head = report.check("checkpoint", parse_head, note)
    report.check("origin", check_origin, key, head)
    report.check("signature", check_signature, note, key)
    report.check("size", check_size, ndjson, entries, head)
    report.check("root", check_root, leaves, head)

    events, total = [], len(entries)
    report.check("canonical", check_canonical, entries, events)
    report.check_events("envelope", check_envelopes, events, total, head and head.origin)
    if report.rows[-1]["result"] != "holds":
        del events[report.rows[-1]["index"] or 0:]
    report.check_events("streams", check_streams, events, total)
    report.check_events("seals", check_seals, events, total, leaves)
    report.check_events("consent", check_consent, events, total)

    for name, function, part, rest in (("tiles", check_tiles, "tile", (entries, leaves)),
                                       ("proofs", check_proofs, "proofs", (key, leaves))):
        if (folder / part).is_dir():
            report.check(name, function, folder / part, *rest)
        else:
            report.add(name, "absent", f"this export has no {part}/")
    return report, total, head


def main():
    parser = argparse.ArgumentParser(description="Checks an exported Aside log.")
    parser.add_argument("dir", type=Path, metavar="DIR", help="what `aside log export DIR` wrote")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
    options = parser.parse_args()
    try:
        report, total, head = verify(options.dir)
    except OSError as error:
        print(f"verify.py: cannot read {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    bad = report.first_bad_index
    if options.json:
        root = base64.b64encode(head.root).decode() if head else None
        tree = {"origin": head.origin, "size": head.size, "root": root} if head else None
        print(json.dumps({"ok": report.ok, "entries": total, "first_bad_index": bad, "checkpoint": tree,
                          "checks": report.rows}, indent=1))
    else:
        for row in report.rows:
            place = "" if row["index"] is None else f"entry {row['index']}: "
            print(f"{row['result']:<12}{row['check']:<12}{place}{row['what']}")
        print(f"\n{total} entries verify." if report.ok else
              "\nThis export does not verify." + ("" if bad is None else f" The first bad entry is {bad}."))
    return 0 if report.ok else 3


if __name__ == "__main__":
    sys.exit(main())
