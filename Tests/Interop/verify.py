#!/usr/bin/env python3
"""Checks an exported Aside log with nothing of Aside's: Python's standard library and `cryptography`.

    python3 verify.py DIR [--json]

DIR holds `entries.ndjson`, `checkpoint`, `log.vkey` and `log.pub.pem`; `tile/` and `proofs/` are checked
where they are present. Entry i is line i of `entries.ndjson`, counted from 0, without its line feed: leaf i
of the tree. Each check prints one line. Exit code: 0 everything holds; 3 something does not, and the first
bad entry is named where there is one; 1 a file is missing; 2 wrong use.
"""
import argparse
import base64
import hashlib
import json
import re
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MAX_ENTRY_BYTES = 65_535  # the length of an entry travels in 16 bits
INTEGER_BOUND = 2**53     # from here on, JSON readers disagree about integers
TILE_WIDTH = 256
DECIMAL = re.compile(r"0|[1-9][0-9]{0,17}")
NAME = re.compile(r"[^\s+\x00-\x1f\x7f-\x9f]+")
ATTRIBUTE = re.compile(r"[a-z0-9]+")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
TILE = re.compile(r"([0-9]|entries)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Violation(Exception):
    """What was found against what was expected, and the entry it concerns (None: no single entry)."""

    def __init__(self, what, index=None):
        super().__init__(what)
        self.index = index


def demand(condition, what, index=None):
    if not condition:
        raise Violation(what, index)


# ---- The signed checkpoint: C2SP signed-note and tlog-checkpoint ------------------------------------------


@dataclass
class Key:
    name: str
    id: bytes      # 4 bytes, recomputed from the name and the public key
    public: bytes  # 32 bytes, Ed25519

    def __str__(self):
        return f"log.vkey is an Ed25519 key, id {self.id.hex()} as recomputed"


@dataclass
class Head:
    origin: str
    size: int
    root: bytes

    def __str__(self):
        return f"three lines: {self.origin}, {self.size} entries, root {self.root.hex()}"


def text_of(data, what):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Violation(f"{what} is not UTF-8") from None


def strict_base64(text, what):
    """Decodes base64 that re-encodes to itself, so that one value has one spelling."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Violation(f"{what} is not base64") from None
    demand(base64.b64encode(raw).decode() == text, f"{what} is base64 that does not re-encode to itself")
    return raw


def parse_key(data):
    """Reads a verifier key, `name+hex8(key id)+base64(type and public key)`, and recomputes its id."""
    parts = text_of(data, "log.vkey").removesuffix("\n").split("+", 2)  # the base64 may contain a plus
    demand(len(parts) == 3 and NAME.fullmatch(parts[0]), "log.vkey is not of the form name+id+key")
    raw = strict_base64(parts[2], "the key in log.vkey")
    demand(len(raw) == 33 and raw[0] == 1, "log.vkey does not hold an Ed25519 key (type 1, 32 bytes)")
    key_id = hashlib.sha256(parts[0].encode() + b"\n" + raw).digest()[:4]
    demand(parts[1] == key_id.hex(), f"log.vkey gives another key id than the recomputed {key_id.hex()}")
    return Key(parts[0], key_id, raw[1:])


def parse_note(data):
    """Splits a signed note at its last empty line: its text, and (name, key id + signature) of each line."""
    body, gap, lines = text_of(data, "the checkpoint").rpartition("\n\n")
    demand(gap and lines.endswith("\n"), "the checkpoint has no signature lines after an empty line")
    signatures = []
    for line in lines[:-1].split("\n"):
        parts = line.split(" ")
        demand(len(parts) == 3 and parts[0] == "\u2014" and NAME.fullmatch(parts[1]),
               "a signature line is not a dash, a name and base64")
        raw = strict_base64(parts[2], "a signature")
        demand(len(raw) >= 5, "a signature line is too short for a key id and a signature")
        signatures.append((parts[1], raw))
    return body.encode() + b"\n", signatures


def parse_head(data):
    """Reads the tree head: exactly three lines, origin, size and root."""
    lines = parse_note(data)[0].decode().split("\n")
    demand(len(lines) == 4, f"the checkpoint has {len(lines) - 1} lines before its signatures, expected 3")
    demand(NAME.fullmatch(lines[0]), "the checkpoint's origin is empty or has a space in it")
    demand(DECIMAL.fullmatch(lines[1]), "the tree size is not a decimal without leading zeros")
    root = strict_base64(lines[2], "the root hash")
    demand(len(root) == 32, f"the root hash has {len(root)} bytes, expected 32")
    return Head(lines[0], int(lines[1]), root)


def check_origin(key, head):
    demand(key.name == head.origin, "the key's name is not the checkpoint's origin")
    return "the key's name is the checkpoint's origin"


def check_signature(data, key):
    """Verifies every line by this key, of which there must be one. Lines by other keys are not ours."""
    body, signatures = parse_note(data)
    ours = [raw[4:] for name, raw in signatures if (name, raw[:4]) == (key.name, key.id)]
    demand(ours, "the checkpoint has no signature by the key in log.vkey")
    for signature in ours:
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, body)
        except InvalidSignature:
            raise Violation("the checkpoint's signature by the key in log.vkey is wrong") from None
    return f"Ed25519, by the key in log.vkey; lines by other keys, not judged: {len(signatures) - len(ours)}"


def check_pem(data, key):
    try:
        public = serialization.load_pem_public_key(data)
    except Exception:  # the library's kinds of error differ between its versions
        raise Violation("log.pub.pem cannot be read as a public key") from None
    demand(isinstance(public, Ed25519PublicKey), "log.pub.pem is not an Ed25519 key")
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    demand(raw == key.public, "log.pub.pem and log.vkey hold different keys")
    return "log.pub.pem is the key in log.vkey"


# ---- The Merkle tree: RFC 6962 section 2.1, C2SP tlog-tiles and tlog-proof --------------------------------


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_hash(hashes):
    """Joins neighbours row by row and carries an odd last one up as it is: RFC 6962's tree."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        row = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2])]
        hashes = row + hashes[2 * len(row):]
    return hashes[0]


def check_size(data, entries, head):
    demand(data == b"" or data.endswith(b"\n"), "entries.ndjson ends inside a line", len(entries) - 1)
    demand(len(entries) == head.size, f"{len(entries)} entries, the checkpoint says {head.size}",
           min(len(entries), head.size))
    return f"{head.size} entries, as the checkpoint says"


def check_root(leaves, head):
    demand(root_hash(leaves) == head.root, "the root of these entries is not the checkpoint's")
    return "the root of these entries is the checkpoint's"


def tile_path(level, number, width):
    name = f"{number % 1000:03}"
    while number >= 1000:
        number //= 1000
        name = f"x{number % 1000:03}/{name}"
    return f"{level}/{name}" if width == TILE_WIDTH else f"{level}/{name}.p/{width}"


def check_tiles(folder, entries, leaves):
    """Every tile of this tree is there, and each tile and entry bundle that is there has the right bytes."""
    rows = [leaves]  # rows[n]: the hashes that tiles of level n hold
    while len(rows[-1]) >= TILE_WIDTH:
        starts = range(0, len(rows[-1]) - TILE_WIDTH + 1, TILE_WIDTH)
        rows.append([root_hash(rows[-1][start:start + TILE_WIDTH]) for start in starts])
    needed = {tile_path(level, start // TILE_WIDTH, min(TILE_WIDTH, len(row) - start))
              for level, row in enumerate(rows) for start in range(0, len(row), TILE_WIDTH)}
    held = {str(level): row for level, row in enumerate(rows)}
    held["entries"] = [(len(entry) % 65_536).to_bytes(2, "big") + entry for entry in entries]
    present = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    for path in present:
        match = TILE.fullmatch(path)
        demand(match, "a file under tile/ is not named like a tile")
        level, number, width = match[1], int(re.sub("[x/]", "", match[2])), int(match[3] or TILE_WIDTH)
        first = TILE_WIDTH * number
        pieces = held.get(level, [])[first:first + width]
        demand(path == tile_path(level, number, width) and len(pieces) == width,
               f"tile/{path} is no tile of this tree")
        found, wrong = (folder / path).read_bytes(), []
        if level == "0":  # here a hash stands for one entry, so the bad one can be named
            wrong = [first + i for i in range(width) if found[32 * i:32 * i + 32] != pieces[i]]
        demand(found == b"".join(pieces), f"tile/{path} differs from the entries", wrong[0] if wrong else None)
    demand(needed <= set(present), f"{len(needed - set(present))} of this tree's tiles are missing")
    return f"{len(present)} files under tile/ agree with the entries"


def check_proof(data, key, leaves, roots):
    """One `.tlog-proof`: its checkpoint is this log's, and its hashes lead from the entry to that root."""
    top, _, note = data.partition(b"\n\n")
    lines = text_of(top, "the proof").split("\n")
    demand(lines.pop(0) == "c2sp.org/tlog-proof@v1", "its first line is not c2sp.org/tlog-proof@v1")
    if lines and lines[0].startswith("extra "):
        strict_base64(lines.pop(0).removeprefix("extra "), "its extra line")
    word, _, number = lines.pop(0).partition(" ") if lines else ("", "", "")
    demand(word == "index" and DECIMAL.fullmatch(number), "it has no index line")
    path = [strict_base64(line, "one of its hashes") for line in lines]
    demand(all(len(sibling) == 32 for sibling in path), "one of its hashes has not 32 bytes")

    index, head = int(number), parse_head(note)
    check_signature(note, key)
    check_origin(key, head)
    demand(index < head.size <= len(leaves), "its index or its tree size is beyond this log")
    if head.size not in roots:
        roots[head.size] = root_hash(leaves[:head.size])
    demand(head.root == roots[head.size], "its checkpoint's root is not the root of these entries")

    # RFC 9162 section 2.1.3.2: climb row by row, with the entry's position and the last one in each row.
    position, last, climbed = index, head.size - 1, leaves[index]
    for sibling in path:
        demand(last > 0, "it has too many hashes", index)
        if position % 2 == 1 or position == last:
            climbed = node_hash(sibling, climbed)
            while position % 2 == 0 and position != 0:  # rows where it was the odd last one
                position, last = position // 2, last // 2
        else:
            climbed = node_hash(climbed, sibling)
        position, last = position // 2, last // 2
    demand(last == 0 and climbed == head.root, "it does not lead from the entry to the root", index)


def check_proofs(folder, key, leaves):
    files, roots = sorted(folder.glob("*.tlog-proof")), {}
    for file in files:
        try:
            check_proof(file.read_bytes(), key, leaves, roots)
        except Violation as violation:
            raise Violation(f"{file.name!r}: {violation}", violation.index) from None
    return f"{len(files)} inclusion proofs lead to the root"


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
        demand(len(entry) <= MAX_ENTRY_BYTES, f"{len(entry)} bytes, expected at most {MAX_ENTRY_BYTES}", index)
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


def microseconds(moment, index):
    """A moment in the one form allowed (UTC, six decimals, Z) as microseconds since 1970."""
    try:
        demand(MOMENT.fullmatch(moment), "", index)
        return (datetime.fromisoformat(moment) - EPOCH) // timedelta(microseconds=1)
    except (Violation, TypeError, ValueError):
        raise Violation("a time that is not RFC 3339 in UTC with six decimals and Z", index) from None


def check_envelopes(events, origin):
    seen = set()
    for index, event in enumerate(events):
        demand(isinstance(event, dict), "not an object", index)
        for name, value in event.items():
            demand(ATTRIBUTE.fullmatch(name), "an attribute name of other than lower-case letters and digits", index)
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


def check_streams(events):
    """Versions run 1, 2, 3 … in each stream, and nothing follows a seal."""
    versions, sealed = {}, set()
    for index, event in enumerate(events):
        stream = event["stream"]
        expected = versions.get(stream, 0) + 1
        demand(event["version"] == expected, f"version {event['version']} where {expected} is next", index)
        demand(stream not in sealed, "it follows the seal of its stream", index)
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


# ---- The consent invariant --------------------------------------------------------------------------------
# No content event without the purpose in force for everyone present at its index. Recomputed from joins,
# leaves and consent facts; what the log says of its own gate (`gate.opened`) is only compared with that.

TO_OPEN = {"live_transcription", "storage"}
NEVER = {"training"}
NOT_HUMAN = ("agent", "egress", "ingress")  # every other kind counts as human
OUR_SIDE = ("rep", "colleague", "observer")
AGREEING = ("consent.granted", "consent.basis-recorded", "consent.asserted")
STOPPING = ("consent.refused", "consent.withdrawn", "consent.timed-out", "consent.expired",
            "consent.reconsent-required")
NEEDS = {
    "speech.line-transcribed": {"live_transcription"},
    "speech.turn-completed": {"live_transcription"},
    "speech.statement-met": {"live_transcription", "ai_analysis"},
    "screen.frame-sampled": {"screen_frames"},
    "knowledge.passages-retrieved": {"ai_analysis"},
    "model.invoked": {"ai_analysis"},
    "nudge.decided": {"ai_analysis"},
    "nudge.sent": {"ai_analysis"},
}
TOOLS = ("tool.called", "tool.approval-asked")       # data.purpose: one of the two below; absent is the first
TOOL_PURPOSES = ("ai_analysis", "crm_lookup")
NAMING = ("track.subscribed", "egress.requested")    # not content; data.purpose says what each needs


def is_content(kind):
    return kind in NEEDS or kind in TOOLS or kind.startswith("speech.")


def needs(kind, data, index):
    """The purposes that an event of this type needs; none for most types."""
    if kind in TOOLS:
        purpose = data.get("purpose", TOOL_PURPOSES[0])
        demand(purpose in TOOL_PURPOSES, f"{kind} for a purpose that is neither of {TOOL_PURPOSES}", index)
        return {purpose}
    if kind in NAMING:
        demand(isinstance(data.get("purpose"), str), f"{kind} names no purpose", index)
        return {data["purpose"]}
    return NEEDS.get(kind) or ({"live_transcription"} if kind.startswith("speech.") else set())


@dataclass
class Person:
    """What the log has said so far of one participant. Who has no join on record is a human without a role."""
    role: "str | None" = None
    kind: "str | None" = None
    named: bool = False                      # an egress that the policy names
    known: bool = False                      # has joined before
    present: bool = False
    agreed: set = field(default_factory=set)  # the purposes satisfied: by grant, by basis or by assertion

    @property
    def human(self):
        return self.kind not in NOT_HUMAN


class Call:
    """The gate of one call, recomputed entry by entry."""

    def __init__(self):
        self.people = {}     # pseudonym: Person
        self.started = None  # microseconds since 1970
        self.shut = "it was never opened"  # why the gate is not open; None while it is
        self.since = None    # the time at which live_transcription last came into force

    def in_force(self):
        """The purposes to which every human present has agreed."""
        agreed = [person.agreed for person in self.people.values() if person.present and person.human]
        return set.intersection(*agreed) if agreed else set()

    def obstacle(self):
        """Why the gate may not be open now; None if it may."""
        present = [person for person in self.people.values() if person.present]
        roles = [person.role for person in present if person.human]
        if "rep" not in roles:
            return "no rep is present"
        if not any(isinstance(role, str) and role not in OUR_SIDE for role in roles):
            return "nobody of the other side is present"
        if not TO_OPEN <= self.in_force():
            return "someone present has not agreed to live_transcription and storage"
        if any(person.kind == "egress" and not person.named for person in present):
            return "an egress that the policy does not name is present"
        return None

    def take(self, index, event):
        kind, data = event["type"].removeprefix("aside."), event.get("data", {})
        if kind == "call.opened":
            started = microseconds(data.get("startedAt"), index)
            self.started = started if self.started is None else self.started  # the first one counts
        elif kind in AGREEING + STOPPING or kind.startswith("participant."):
            self.take_fact(index, kind, event.get("subject"), data)
        elif kind == "gate.opened":
            self.open(index, data, microseconds(event["time"], index))
        elif kind in ("gate.held", "gate.closed", "call.closed"):
            self.shut = f"entry {index} ended it"
        else:
            self.take_content(index, kind, data)

    def take_fact(self, index, kind, subject, data):
        demand(subject, f"{kind} names no subject", index)
        person = self.people.setdefault(subject, Person())
        if kind == "participant.joined":
            if person.known:
                person.agreed = set()
            person.role, person.kind = data.get("role"), data.get("kind")
            person.named, person.known, person.present = data.get("policyNamed") is True, True, True
        elif kind == "participant.left":
            person.present = False
        elif kind == "participant.reconnected":
            person.present = True
            if data.get("grantKept") is not True:
                person.agreed = set()
        elif kind in AGREEING:
            person.agreed |= purposes(data, index) - NEVER
        elif kind in STOPPING:
            person.agreed -= purposes(data, index)
        if self.shut is None and self.obstacle():  # only a gate.opened opens it again
            self.shut = f"from entry {index} on {self.obstacle()}"

    def open(self, index, data, time):
        demand(self.obstacle() is None, f"gate.opened while {self.obstacle()}", index)
        demand(purposes(data, index) == self.in_force(), "gate.opened lists other purposes than are in force", index)
        if self.shut:  # else it only changes the set, and live_transcription stayed in force
            self.since = time
        self.shut = None

    def take_content(self, index, kind, data):
        needed = needs(kind, data, index)
        if not needed:
            return
        demand(self.shut is None, f"{kind} while the gate is not open: {self.shut}", index)
        missing = needed - self.in_force()
        demand(not missing, f"{kind} without {', '.join(sorted(missing))} in force", index)
        if kind == "speech.line-transcribed":
            start = data.get("startMicros")
            demand(type(start) is int and self.started is not None, "a line whose start is not known", index)
            demand(self.started + start >= self.since, "a line begun before live_transcription was in force", index)


def purposes(data, index):
    """The purposes that a fact lists."""
    listed = data.get("purposes")
    demand(isinstance(listed, list) and all(isinstance(one, str) for one in listed), "no list of purposes", index)
    return set(listed)


def check_consent(events):
    calls, content, later = {}, 0, 0
    for index, event in enumerate(events):
        stream, content_event = event["stream"], is_content(event["type"].removeprefix("aside."))
        if stream.startswith("call/"):
            calls.setdefault(stream, Call()).take(index, event)
            content += content_event
        elif content_event:
            demand(stream.startswith("after/"), "content outside a call", index)
            later += 1
    return (f"{content} content events in {len(calls)} calls, each with its purposes in force"
            + (f"; {later} after a call, not judged" if later else ""))


# ---- The report -------------------------------------------------------------------------------------------


class Report:
    """The results, one row a check: holds, fails, not judged (what it rests on failed) or absent."""

    def __init__(self):
        self.rows = []

    def add(self, name, result, what, index=None):
        self.rows.append({"check": name, "result": result, "what": what, "index": index})

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
        value = self.check(name, function, events, *arguments)
        if value is not None and len(events) < total:
            self.rows[-1].update(result="not judged", what=f"from entry {len(events)} on, which cannot be read")

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
