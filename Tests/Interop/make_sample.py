#!/usr/bin/env python3
"""Writes a small, valid export of the form that `aside log export` writes, to try the verifiers on.

    python3 make_sample.py DIR [--seed N] [--lines N]

It shares no code with `verify.py`: encoder, tree and signing are written a second time, and differently, so
that a mistake in one is not repeated in the other. The signing key follows from the seed: never use it.
"""
import argparse
import base64
import copy
import hashlib
import random
import struct
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

START = datetime(2026, 10, 5, 9, 0, tzinfo=timezone.utc)
ALL = ["live_transcription", "storage", "ai_analysis", "screen_frames", "crm_lookup", "sharing", "follow_up"]
WORDS = hashlib.sha256(b"the words of the notice").hexdigest()
TILE_WIDTH = 256


def moment(seconds):
    return (START + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# ---- What happens -----------------------------------------------------------------------------------------


class Stream:
    """Collects the events of one stream, each at its second from the start of the day."""

    def __init__(self, name, origin, start, rng):
        self.name, self.origin, self.start, self.rng = name, origin, start, rng
        self.events = []

    def digest(self):
        return base64.b64encode(self.rng.randbytes(32)).decode()

    def add(self, at, kind, subject=None, /, sealed=False, **data):
        at, data = self.start + at, copy.deepcopy(data)
        event = {
            "specversion": "1.0", "id": str(uuid.UUID(bytes=self.rng.randbytes(16))), "source": self.origin,
            "type": "aside." + kind, "time": moment(at), "recordedtime": moment(at + 0.004),
            "stream": self.name, "schema": "1", "actor": "coach", "data": data,
        }
        if subject:
            event["subject"] = subject
        if sealed:
            event["sealed"] = self.digest()
            data["commitments"] = {"text": self.digest()}
        self.events.append((at, event))

    def person(self):
        return "p-" + self.rng.randbytes(8).hex()

    def open(self, **data):
        self.add(0, "call.opened", capture="replay", startedAt=moment(self.start), **data)

    def join(self, at, who, **data):
        self.add(at, "participant.joined", who, lookup="resolved", **data)

    def notice(self, sent, shown, who):
        """The same words whoever it is; the number that comes with them is another each time."""
        self.add(sent, "consent.notice-sent", who, sealed=True, notice="guest/en", noticeVersion=3, locale="en",
                 textDigest=WORDS, channel="web", purposes=ALL, nonceDigest=self.rng.randbytes(32).hex(),
                 answerBy=moment(self.start + sent + 120), why="joined")
        self.add(shown, "consent.notice-shown", who, purposes=ALL, textDigest=WORDS,
                 attestation="client attested display")

    def grant(self, at, who, purposes):
        act = {"means": "click", "options": ["allow", "refuse"], "noticeDigest": WORDS}
        self.add(at, "consent.granted", who, purposes=purposes, act=act)

    def line(self, at, speaker, lasting=1.2):
        """A line that was transcribed at `at` and began `lasting` seconds earlier."""
        self.add(at, "speech.line-transcribed", speaker, sealed=True,
                 startMicros=round((at - lasting) * 1e6), endMicros=round((at - 0.1) * 1e6))


def full_call(stream):
    """Grants, lines, advice, a late joiner, a recorder, one purpose withdrawn, then all, the seal."""
    s, rep, lee, kim, box, bot = stream, *(stream.person() for _ in range(5))
    s.open(build="sample", labels={"\r": 1, "1": 2, "\u0080": 3, "ö": 4, "€": 5, "😀": 6, "\ufb33": 7},
           remark="\u0001 \u007f \u2028 \" \\ / \b\f\n\r\t é 漢 😀")
    s.join(0.1, bot, role="observer", kind="agent")
    s.join(0.2, rep, role="rep", kind="standard")
    s.add(0.3, "consent.basis-recorded", rep, purposes=ALL)
    s.join(0.4, lee, role="prospect", kind="sip")
    s.notice(0.5, 1.0, lee)
    most = [purpose for purpose in ALL if purpose != "crm_lookup"]
    s.grant(4.0, lee, purposes=most)
    s.add(4.0, "gate.opened", purposes=most, grants=[4])
    s.add(4.1, "track.subscribed", lee, source="microphone", purpose="live_transcription")
    s.add(5.2, "speech.line-transcribed", rep, sealed=True, startMicros=4_000_000, endMicros=5_100_000)
    s.line(8.0, lee)
    s.add(8.1, "speech.turn-completed", lee)
    s.add(8.2, "knowledge.passages-retrieved", count=3, sealed=True)
    s.add(8.3, "model.invoked", sealed=True)
    s.add(8.4, "tool.called", sealed=True)
    s.add(8.5, "tool.completed", sealed=True)
    s.add(9.0, "model.completed", tokensIn=812, tokensOut=64)
    s.add(9.1, "nudge.decided", rep, sealed=True)
    s.add(9.2, "nudge.sent", rep, sealed=True)
    s.add(9.3, "nudge.acknowledged", rep)
    s.add(10.0, "screen.share-started", rep)
    s.add(10.1, "track.subscribed", rep, source="screenshare", purpose="screen_frames")
    s.add(10.5, "screen.frame-sampled", rep, sealed=True, widthPixels=1280)
    s.grant(12.0, lee, purposes=["crm_lookup"])
    s.add(12.0, "gate.opened", purposes=ALL, grants=[4, 23])
    s.add(12.9, "speech.line-transcribed", lee, sealed=True, startMicros=11_500_000, endMicros=12_800_000)
    s.add(13.0, "tool.called", sealed=True, purpose="crm_lookup")
    s.add(13.4, "tool.completed", sealed=True)
    s.add(13.5, "tool.called", sealed=True, purpose="ai_analysis")
    s.add(14.0, "tool.approval-asked", rep, sealed=True, purpose="crm_lookup")
    s.add(14.5, "speech.statement-met", rep, sealed=True)
    s.join(20.0, kim, role="colleague", kind="standard")
    s.add(20.0, "gate.held", reasons=["joiner"])
    s.notice(20.1, 21.0, kim)
    s.grant(24.0, kim, purposes=ALL)
    s.add(24.0, "gate.opened", purposes=ALL, grants=[4, 23, 32])
    s.line(26.0, kim)
    s.join(30.0, box, role="observer", kind="egress", policyNamed=True)
    s.line(32.0, lee)
    s.add(33.0, "participant.left", box)
    s.join(34.0, box, role="observer", kind="egress")
    s.add(34.0, "gate.held", reasons=["egress"])
    s.add(36.0, "participant.left", box)
    s.add(36.0, "gate.opened", purposes=ALL, grants=[4, 23, 32])
    s.line(38.0, rep)
    s.add(40.0, "consent.withdrawn", lee, purposes=["screen_frames"])
    rest = [purpose for purpose in ALL if purpose != "screen_frames"]
    s.add(40.0, "gate.opened", purposes=rest, grants=[4, 23, 32])
    s.line(40.8, lee, lasting=1.5)
    s.add(44.0, "participant.reconnected", kim, grantKept=True)
    s.line(46.0, kim)
    s.add(47.0, "participant.left", kim)
    s.line(49.0, lee)
    s.add(60.0, "consent.withdrawn", lee, purposes=rest)
    s.add(60.0, "gate.closed", reasons=["withdrawn"])
    s.add(60.1, "capture.stopped", gateMicros=900, tracksMicros=41_000)
    s.add(60.5, "tool.completed", late=True)
    s.add(65.0, "participant.left", lee)
    s.add(66.0, "participant.left", rep)
    s.add(66.1, "call.closed", reason="ended", droppedLines=1)
    s.add(66.2, "call.sealed")
    return s.events


def refused_call(stream):
    """The other side refuses: the gate never opens and nothing is captured."""
    s, rep, ann = stream, stream.person(), stream.person()
    s.open()
    s.join(0.1, rep, role="rep", kind="standard")
    s.add(0.2, "consent.basis-recorded", rep, purposes=ALL)
    s.join(0.3, ann, role="prospect", kind="standard")
    s.add(2.0, "consent.refused", ann, purposes=ALL)
    s.add(2.0, "gate.closed", reasons=["refused"])
    s.add(9.0, "participant.left", ann)
    s.add(9.1, "call.closed", reason="ended", droppedLines=0)
    s.add(9.2, "call.sealed")
    return s.events


def followed_call(stream):
    """Ends with a grant that still stands for follow_up, of the one who was heard; another, unheard, refused."""
    s, rep, eve, ida = stream, stream.person(), stream.person(), stream.person()
    s.open()
    s.join(0.1, rep, role="rep", kind="standard")
    s.add(0.2, "consent.basis-recorded", rep, purposes=ALL)
    s.join(0.3, eve, role="prospect", kind="standard")
    s.notice(0.4, 0.8, eve)
    s.grant(1.0, eve, purposes=ALL)
    s.add(1.0, "gate.opened", purposes=ALL, grants=[3, 5])
    s.line(3.0, eve)
    s.line(5.0, rep, lasting=1.0)
    s.join(6.0, ida, role="colleague", kind="standard")
    s.add(6.0, "gate.held", reasons=["joiner"])
    s.add(6.5, "consent.refused", ida, purposes=ALL)
    s.add(6.5, "gate.closed", reasons=["refused"])
    s.add(8.0, "participant.left", eve)
    s.add(8.1, "consent.expired", eve, purposes=[one for one in ALL if one not in ("storage", "follow_up")])
    s.add(8.2, "call.closed", reason="ended", droppedLines=0)
    s.add(8.3, "call.sealed")
    return s.events


def long_call(stream, lines):
    """Many lines on an operator's word, a reconnection that keeps no grant, and still going on: no seal."""
    s, rep, max_, seconds = stream, stream.person(), stream.person(), 2.0
    s.open()
    s.join(0.1, rep, role="rep", kind="standard")
    s.join(0.1, max_, role="prospect", kind="connector")
    for one in (rep, max_):
        s.add(0.2, "consent.asserted", one, purposes=ALL)
    s.add(0.2, "gate.opened", purposes=ALL, grants=[4, 5])
    for number in range(lines):
        if number == lines // 2:
            s.add(seconds, "participant.reconnected", max_, grantKept=False)
            s.add(seconds, "gate.held", reasons=["reconnected"])
            s.notice(seconds + 0.1, seconds + 0.5, max_)
            s.grant(seconds + 1, max_, purposes=ALL)
            s.add(seconds + 1, "gate.opened", purposes=ALL, grants=[4, 9])
            seconds += 4
        s.line(seconds, s.rng.choice([rep, max_]))
        seconds += 0.25
    return s.events


def happenings(origin, seed=1, lines=215):
    """The events of all streams in the order of their time, still without versions."""
    rng = random.Random(seed)
    custody = Stream("custody", origin, 0, rng)
    for at in (0, 30, 69):
        custody.add(at, "custody.key-created", sealed=True)
    after = Stream("after/sample-1", origin, 80, rng)
    after.add(0, "tool.failed", reason="unavailable", latencyMicros=7)
    followed = Stream("after/sample-4", origin, 82, rng)
    followed.add(0, "tool.called", sealed=True, purpose="follow_up", acting=False)
    followed.add(0.1, "tool.completed", sealed=True)
    followed.add(0.2, "tool.approval-asked", sealed=True, purpose="follow_up")
    every = (custody.events + full_call(Stream("call/sample-1", origin, 1, rng))
             + refused_call(Stream("call/sample-2", origin, 20, rng))
             + long_call(Stream("call/sample-3", origin, 45, rng), lines) + after.events
             + followed_call(Stream("call/sample-4", origin, 70, rng)) + followed.events)
    return [event for _, event in sorted(every, key=lambda timed: timed[0])]


# ---- Its bytes --------------------------------------------------------------------------------------------

SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def code_units(text):
    data = text.encode("utf-16-le")
    return struct.unpack(f"<{len(data) // 2}H", data)


def canonical(value):
    """RFC 8785 without floats."""
    if isinstance(value, str):
        return '"' + "".join(SHORT.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in value) + '"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    keys = sorted(value, key=code_units)
    return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"


def hashed_leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def complete(events):
    """The entries' bytes: gives each event its version and each seal its data, unless it has its own."""
    entries, leaves = [], {}
    for event in events:
        before = leaves.setdefault(event["stream"], [])
        event = dict(event)
        event.setdefault("version", len(before) + 1)
        if event.get("type") == "aside.call.sealed" and not event["data"]:
            digest = base64.b64encode(hashlib.sha256(b"".join(before)).digest()).decode()
            event["data"] = {"lastVersion": len(before), "leafHashesDigest": digest}
        entries.append(canonical(event).encode())
        before.append(hashed_leaf(entries[-1]))
    return entries


# ---- The signed tree --------------------------------------------------------------------------------------


class Tree:
    """RFC 6962's definition, word for word: split at the largest power of two below the size."""

    def __init__(self, entries):
        self.size = len(entries)
        self.known = {(index, index + 1): hashed_leaf(entry) for index, entry in enumerate(entries)}

    @staticmethod
    def split(low, high):
        return low + (1 << (high - low - 1).bit_length() - 1)

    def root(self, low, high):
        if low == high:
            return hashlib.sha256().digest()
        if (low, high) not in self.known:
            middle = self.split(low, high)
            both = self.root(low, middle) + self.root(middle, high)
            self.known[low, high] = hashlib.sha256(b"\1" + both).digest()
        return self.known[low, high]

    def path(self, index, low, high):
        if high - low == 1:
            return []
        middle = self.split(low, high)
        if index < middle:
            return self.path(index, low, middle) + [self.root(middle, high)]
        return self.path(index, middle, high) + [self.root(low, middle)]


class Signer:
    def __init__(self, name, seed):
        self.name = name
        self.key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"sample {seed}".encode()).digest())
        public, encoding, form = self.key.public_key(), serialization.Encoding, serialization.PublicFormat
        self.typed = b"\1" + public.public_bytes(encoding.Raw, form.Raw)
        self.pem = public.public_bytes(encoding.PEM, form.SubjectPublicKeyInfo)
        self.id = hashlib.sha256(f"{name}\n".encode() + self.typed).digest()[:4]
        self.vkey = f"{name}+{self.id.hex()}+{base64.b64encode(self.typed).decode()}\n"

    def note(self, body):
        signature = base64.b64encode(self.id + self.key.sign(body.encode())).decode()
        return f"{body}\n\u2014 {self.name} {signature}\n"

    def checkpoint(self, tree, size):
        return self.note(f"{self.name}\n{size}\n{base64.b64encode(tree.root(0, size)).decode()}\n")


def proof(tree, index, size, checkpoint, extra=""):
    path = "".join(base64.b64encode(node).decode() + "\n" for node in tree.path(index, 0, size))
    return f"c2sp.org/tlog-proof@v1\n{extra}index {index}\n{path}\n{checkpoint}"


def write_tiles(folder, tree, entries):
    """The full tiles, the partial ones at the right edge, and the bundles of entries."""
    def write(level, number, pieces):
        digits = f"{number:015d}"
        groups = [digits[start:start + 3] for start in range(0, 15, 3)]
        while len(groups) > 1 and groups[0] == "000":
            groups.pop(0)
        path = folder.joinpath(level, *["x" + group for group in groups[:-1]], groups[-1])
        if len(pieces) < TILE_WIDTH:
            path = path.parent / (path.name + ".p") / str(len(pieces))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(pieces))

    folder.mkdir()
    for start in range(0, len(entries), TILE_WIDTH):
        some = entries[start:start + TILE_WIDTH]
        write("entries", start // TILE_WIDTH, [struct.pack(">H", len(one) % 65_536) + one for one in some])
    level, span = 0, 1
    while tree.size // span:
        hashes = [tree.root(start, start + span) for start in range(0, tree.size // span * span, span)]
        for start in range(0, len(hashes), TILE_WIDTH):
            write(str(level), start // TILE_WIDTH, hashes[start:start + TILE_WIDTH])
        level, span = level + 1, span * TILE_WIDTH


def write_export(folder, entries, signer):
    """Everything that an export may hold."""
    tree = Tree(entries)
    checkpoint = signer.checkpoint(tree, len(entries))
    folder.mkdir(parents=True)
    (folder / "entries.ndjson").write_bytes(b"".join(entry + b"\n" for entry in entries))
    (folder / "checkpoint").write_text(checkpoint, encoding="utf-8")
    (folder / "log.vkey").write_text(signer.vkey, encoding="utf-8")
    (folder / "log.pub.pem").write_bytes(signer.pem)
    write_tiles(folder / "tile", tree, entries)
    (folder / "proofs").mkdir()
    for index in sorted({0, len(entries) // 3, len(entries) - 1} & set(range(len(entries)))):
        extra = "extra c2FtcGxl\n" if index == 0 else ""
        text = proof(tree, index, len(entries), checkpoint, extra)
        (folder / "proofs" / f"{index}.tlog-proof").write_text(text, encoding="utf-8")


def origin_of(seed):
    return f"aside.example/log/{random.Random(f'origin {seed}').randbytes(16).hex()}"


def main():
    parser = argparse.ArgumentParser(description="Writes a valid sample export.")
    parser.add_argument("dir", type=Path, metavar="DIR", help="a folder that does not exist yet")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=215, help="length of the longest call")
    options = parser.parse_args()
    origin = origin_of(options.seed)
    entries = complete(happenings(origin, options.seed, options.lines))
    write_export(options.dir, entries, Signer(origin, options.seed))
    print(f"{len(entries)} entries")


if __name__ == "__main__":
    main()
