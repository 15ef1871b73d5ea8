#!/usr/bin/env python3
"""Makes exports with one thing wrong, or with one thing unusual and right, for `selftest.sh`.

    python3 tamper.py DIR

writes each case to DIR/<name> and prints a line for it: the name, the exit codes that verify.py, gocheck and
openssl.sh must give, the check of verify.py that must fail, and the first bad entry (`-`: none).

Two kinds of hand are played. Someone *outside* changes files after the fact: the signed tree betrays it, so
gocheck refuses too, and openssl.sh where the checkpoint or its key was touched. Someone *inside* holds the
signing key and signs entries that break a rule: signature and tree are in order, and only verify.py refuses.
"""
import argparse
import base64
import copy
import hashlib
import json
import random
import shutil
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from make_sample import ALL, Signer, Tree, complete, happenings, moment, origin_of, proof, write_export

SEED = 1
ORIGIN = origin_of(SEED)
SIGNER = Signer(ORIGIN, SEED)
STRANGER = Signer(ORIGIN, "a stranger")
CALL = "call/sample-1"  # where things are put wrong
CASES = []              # (name, exit codes, the check that fails, a function that writes it: the bad entry)

sample = lambda: happenings(ORIGIN, SEED)
encode64 = lambda data: base64.b64encode(data).decode()


# ---- Outside: files are changed after the export ----------------------------------------------------------


def outside(codes, check):
    """The function gets the folder of a sound export to spoil, and says the first bad entry."""
    def register(function):
        def write(folder):
            write_export(folder, complete(sample()), SIGNER)
            return function(folder)
        CASES.append((function.__name__.replace("_", "-"), codes, check, write))
    return register


def lines_of(folder):
    return (folder / "entries.ndjson").read_bytes().splitlines(keepends=True)


def write_lines(folder, lines):
    (folder / "entries.ndjson").write_bytes(b"".join(lines))


def replace(path, old, new):
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def flip(path, position):
    data = bytearray(path.read_bytes())
    data[position] ^= 1
    path.write_bytes(data)


@outside("3 3 0", "root")
def edited_entry(folder):
    lines = lines_of(folder)
    index = next(i for i, line in enumerate(lines) if b'"startMicros":6800000' in line)
    lines[index] = lines[index].replace(b'"startMicros":6800000', b'"startMicros":6900000')
    write_lines(folder, lines)
    return index  # which its tile tells


@outside("3 3 0", "size")
def dropped_entry(folder):
    lines = lines_of(folder)
    del lines[50]
    write_lines(folder, lines)
    return 50


@outside("3 3 0", "root")
def swapped_entries(folder):
    lines = lines_of(folder)
    index = next(i for i in range(20, 300) if b"sample-1" in lines[i] and b"sample-2" in lines[i + 1])
    lines[index:index + 2] = lines[index + 1], lines[index]
    write_lines(folder, lines)
    return index


@outside("3 3 0", "size")
def appended_entry(folder):
    lines = lines_of(folder)
    write_lines(folder, lines + [lines[-1]])
    return len(lines)


@outside("3 3 0", "size")
def appended_empty_line(folder):
    lines = lines_of(folder)
    write_lines(folder, lines + [b"\n"])
    return len(lines)


@outside("3 3 0", "size")
def no_final_line_feed(folder):
    lines = lines_of(folder)
    write_lines(folder, lines[:-1] + [lines[-1].rstrip(b"\n")])
    return len(lines) - 1


@outside("3 3 0", "canonical")
def windows_line_end(folder):
    lines = lines_of(folder)
    lines[5] = lines[5].replace(b"\n", b"\r\n")
    write_lines(folder, lines)
    return 5


@outside("3 3 3", "signature")
def flipped_signature(folder):
    text, _, encoded = (folder / "checkpoint").read_text(encoding="utf-8")[:-1].rpartition(" ")
    raw = bytearray(base64.b64decode(encoded))
    raw[20] ^= 1
    (folder / "checkpoint").write_text(f"{text} {encode64(raw)}\n", encoding="utf-8")


@outside("3 3 3", "root")
def flipped_root(folder):
    lines = (folder / "checkpoint").read_text(encoding="utf-8").split("\n")
    lines[2] = encode64(bytes(32))
    (folder / "checkpoint").write_text("\n".join(lines), encoding="utf-8")


@outside("3 3 3", "size")
def changed_tree_size(folder):
    size = len(lines_of(folder))
    replace(folder / "checkpoint", f"\n{size}\n".encode(), f"\n{size - 1}\n".encode())
    return size - 1


@outside("3 3 3", "origin")
def changed_origin(folder):
    replace(folder / "checkpoint", ORIGIN.encode(), b"aside.example/log/other")
    return 0  # every entry's source is now another


@outside("3 3 3", "signature")
def checkpoint_signed_by_a_stranger(folder):
    tree = Tree([line[:-1] for line in lines_of(folder)])
    (folder / "checkpoint").write_text(STRANGER.checkpoint(tree, tree.size), encoding="utf-8")


@outside("3 3 3", "checkpoint")
def no_signature_lines(folder):
    text = (folder / "checkpoint").read_text(encoding="utf-8")
    (folder / "checkpoint").write_text(text.rpartition("\n\n")[0] + "\n\n", encoding="utf-8")


@outside("3 3 3", "checkpoint")
def no_empty_line(folder):
    replace(folder / "checkpoint", b"\n\n", b"\n")


@outside("3 3 3", "checkpoint")
def checkpoint_cut_short(folder):
    path = folder / "checkpoint"
    path.write_bytes(path.read_bytes()[:-1])


@outside("3 3 0", "checkpoint")
def signature_line_without_a_dash(folder):
    with (folder / "checkpoint").open("a", encoding="utf-8") as file:
        file.write(f"- witness.example {encode64(bytes(68))}\n")


@outside("3 3 0", "checkpoint")
def signature_line_without_a_name(folder):
    with (folder / "checkpoint").open("a", encoding="utf-8") as file:
        file.write(f"\u2014 {encode64(bytes(68))}\n")


@outside("3 3 0", "checkpoint")
def signature_line_of_four_bytes(folder):
    with (folder / "checkpoint").open("a", encoding="utf-8") as file:
        file.write(f"\u2014 witness.example {encode64(bytes(4))}\n")


@outside("3 3 0", "signature")
def strangers_vkey(folder):
    (folder / "log.vkey").write_text(STRANGER.vkey, encoding="utf-8")


@outside("3 3 0", "key")
def wrong_key_id(folder):
    replace(folder / "log.vkey", SIGNER.id.hex().encode(), b"01234567")


@outside("3 3 0", "key")
def vkey_of_another_type(folder):
    typed = b"\4" + SIGNER.typed[1:]
    key_id = hashlib.sha256(ORIGIN.encode() + b"\n" + typed).digest()[:4].hex()
    (folder / "log.vkey").write_text(f"{ORIGIN}+{key_id}+{encode64(typed)}\n", encoding="utf-8")


@outside("3 3 0", "key")
def vkey_without_an_id(folder):
    (folder / "log.vkey").write_text(f"{ORIGIN}+{encode64(SIGNER.typed)}", encoding="utf-8")


@outside("3 3 0", "origin")
def vkey_of_another_name(folder):
    (folder / "log.vkey").write_text(Signer("aside.example/log/other", SEED).vkey, encoding="utf-8")


@outside("3 0 3", "pem")
def strangers_pem(folder):
    (folder / "log.pub.pem").write_bytes(STRANGER.pem)


@outside("3 0 3", "pem")
def pem_that_is_none(folder):
    (folder / "log.pub.pem").write_bytes(b"no key\n")


@outside("3 0 3", "pem")
def pem_of_another_algorithm(folder):
    key = X25519PrivateKey.from_private_bytes(bytes(range(32))).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    (folder / "log.pub.pem").write_bytes(key.public_bytes(serialization.Encoding.PEM, form))


@outside("3 3 0", "tiles")
def edited_tile(folder):
    flip(folder / "tile/0/000", 32 * 77 + 5)
    return 77


@outside("3 3 0", "tiles")
def edited_upper_tile(folder):
    flip(folder / "tile/1/000.p/1", 3)


@outside("3 3 0", "tiles")
def edited_bundle(folder):
    flip(folder / "tile/entries/000", 100)


@outside("3 3 0", "tiles")
def tile_too_long(folder):
    with (folder / "tile/0/000").open("ab") as file:
        file.write(bytes(32))


@outside("3 3 0", "tiles")
def missing_tile(folder):
    (folder / "tile/0/000").unlink()


@outside("3 3 0", "tiles")
def tile_beyond_the_tree(folder):
    (folder / "tile/0/002").write_bytes(bytes(8192))


@outside("3 3 0", "tiles")
def tile_of_another_name(folder):
    (folder / "tile/0/000").rename(folder / "tile/0/0")


@outside("3 3 0", "proofs")
def proof_of_another_entry(folder):
    replace(folder / "proofs/107.tlog-proof", b"index 107", b"index 108")
    return 108


@outside("3 3 0", "proofs")
def proof_under_the_name_of_another_entry(folder):
    (folder / "proofs/107.tlog-proof").rename(folder / "proofs/106.tlog-proof")


@outside("3 3 0", "proofs")
def proof_with_a_wrong_hash(folder):
    path = folder / "proofs/107.tlog-proof"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[4] = encode64(bytes(32))
    path.write_text("\n".join(lines), encoding="utf-8")
    return 107


@outside("3 3 0", "proofs")
def proof_with_a_hash_too_many(folder):
    replace(folder / "proofs/107.tlog-proof", b"\n\n", f"\n{encode64(bytes(32))}\n\n".encode())
    return 107


@outside("3 3 0", "proofs")
def proof_with_a_hash_of_31_bytes(folder):
    replace(folder / "proofs/107.tlog-proof", b"\n\n", f"\n{encode64(bytes(31))}\n\n".encode())


@outside("3 3 0", "proofs")
def proof_without_its_hashes(folder):
    checkpoint = (folder / "checkpoint").read_text(encoding="utf-8")
    text = f"c2sp.org/tlog-proof@v1\nindex 107\n\n{checkpoint}"
    (folder / "proofs/107.tlog-proof").write_text(text, encoding="utf-8")
    return 107


@outside("3 3 0", "proofs")
def proof_without_an_index(folder):
    replace(folder / "proofs/107.tlog-proof", b"index 107\n", b"")


@outside("3 3 0", "proofs")
def proof_of_an_entry_beyond_the_tree(folder):
    replace(folder / "proofs/107.tlog-proof", b"index 107", f"index {len(lines_of(folder))}".encode())


@outside("3 3 0", "proofs")
def proof_of_another_version(folder):
    replace(folder / "proofs/107.tlog-proof", b"@v1", b"@v2")


@outside("3 3 0", "proofs")
def proof_signed_by_a_stranger(folder):
    tree = Tree([line[:-1] for line in lines_of(folder)])
    text = proof(tree, 107, tree.size, STRANGER.checkpoint(tree, tree.size))
    (folder / "proofs/107.tlog-proof").write_text(text, encoding="utf-8")


@outside("3 3 0", "proofs")
def proof_from_a_second_history(folder):
    """The log's key also signed another tree of the same size: the one thing that only a witness prevents."""
    tree = Tree([b"x" + line[:-1] for line in lines_of(folder)])
    text = proof(tree, 107, tree.size, SIGNER.checkpoint(tree, tree.size))
    (folder / "proofs/107.tlog-proof").write_text(text, encoding="utf-8")


def missing(name, codes):
    def write(folder):
        write_export(folder, complete(sample()), SIGNER)
        (folder / name).unlink()
    CASES.append((f"missing-{name}", codes, "-", write))


missing("entries.ndjson", "1 1 0")
missing("checkpoint", "1 1 1")
missing("log.vkey", "1 1 0")
missing("log.pub.pem", "1 0 1")


# ---- Inside: a checkpoint of the wrong form, signed -------------------------------------------------------


def form(name, body, codes="3 3 0", check="checkpoint", bad=None):
    """`body` makes the text to sign out of size and root."""
    def write(folder):
        entries = complete(sample())
        write_export(folder, entries, SIGNER)
        root = encode64(Tree(entries).root(0, len(entries)))
        (folder / "checkpoint").write_text(SIGNER.note(body(len(entries), root)), encoding="utf-8")
        return bad
    CASES.append((name, codes, check, write))


def loosened(root):
    """Another spelling of the same 32 bytes: it differs only in bits that careless decoding throws away."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return root[:42] + alphabet[alphabet.index(root[42]) + 1] + "="


form("size-with-a-leading-zero", lambda size, root: f"{ORIGIN}\n0{size}\n{root}\n")
form("size-with-a-sign", lambda size, root: f"{ORIGIN}\n+{size}\n{root}\n")
form("root-in-loose-base64", lambda size, root: f"{ORIGIN}\n{size}\n{loosened(root)}\n")
form("root-of-31-bytes", lambda size, root: f"{ORIGIN}\n{size}\n{encode64(bytes(31))}\n")
form("extension-line", lambda size, root: f"{ORIGIN}\n{size}\n{root}\nextension\n")
form("space-in-the-origin", lambda size, root: f"{ORIGIN} x\n{size}\n{root}\n", "3 3 3")
form("another-origin", lambda size, root: f"{ORIGIN}x\n{size}\n{root}\n", "3 3 3", "origin", bad=0)


# ---- Inside: bytes that are no entry of Aside's, signed ---------------------------------------------------

AT = 60  # the entry that is spoilt


def spoilt(name, change, check="canonical"):
    """`change` makes other bytes out of one entry's."""
    def write(folder):
        entries = complete(sample())
        assert change(entries[AT]) != entries[AT], name
        entries[AT] = change(entries[AT])
        write_export(folder, entries, SIGNER)
        return AT
    CASES.append((name, "3 0 0", check, write))


def with_data(text):
    """Puts `text` at the beginning of the entry's data."""
    return lambda entry: entry.replace(b'"data":{', b'"data":{' + text.encode() + b",")


def swap(old, new):
    return lambda entry: entry.replace(old, new)


spoilt("keys-out-of-order", lambda entry: b'{"id":"x",' + entry[1:].replace(b'"id":', b'"je":'))
spoilt("keys-in-code-point-order", with_data('"\ufb33":1,"😀":2'))  # UTF-16 puts the second first
spoilt("repeated-key", swap(b'"actor":"coach",', b'"actor":"coach","actor":"coach",'))
spoilt("white-space", swap(b'"actor":', b'"actor": '))
spoilt("needless-escape", swap(b'"coach"', b'"\\u0063oach"'))
spoilt("escaped-slash", swap(b"aside.example/log", b"aside.example\\/log"))
spoilt("escape-in-capitals", with_data('"a":"\\u001F"'))
spoilt("raw-control-character", with_data('"a":"\u001f"'))
spoilt("float", with_data('"a":1.5'))
spoilt("float-without-fraction", with_data('"a":1.0'))
spoilt("exponent", with_data('"a":1e2'))
spoilt("two-to-the-53", with_data('"a":9007199254740992'))
spoilt("minus-two-to-the-53", with_data('"a":-9007199254740992'))
spoilt("integer-of-5000-digits", with_data('"a":' + "9" * 5000))
spoilt("negative-zero", with_data('"a":-0'))
spoilt("not-a-number", with_data('"a":NaN'))
spoilt("lone-surrogate", swap(b'"coach"', b'"\\ud800"'))
spoilt("lone-surrogate-in-a-key", with_data('"\\ud800":1'))
spoilt("byte-order-mark", lambda entry: b"\xef\xbb\xbf" + entry)
spoilt("bytes-that-are-not-utf-8", swap(b'"coach"', b'"\xff"'))
spoilt("one-byte-too-long", lambda entry: with_data('"a":"' + "x" * (65_536 - len(entry) - 7) + '"')(entry))
spoilt("nested-without-end", with_data('"a":' + "[" * 20_000 + "]" * 20_000))
spoilt("half-an-entry", lambda entry: entry[:100])
spoilt("empty-entry", lambda entry: b"")
spoilt("not-an-object", lambda entry: b"[" + entry + b"]", "envelope")
spoilt("version-not-last", lambda entry: entry[:-1] + b',"zone":"x"}', "envelope")


# ---- Inside: entries that break a rule of the log, signed -------------------------------------------------


def find(events, kind, number=0, stream=CALL):
    """The index of the `number`-th event of this type in the stream."""
    return [index for index, event in enumerate(events)
            if event["stream"] == stream and event["type"] == "aside." + kind][number]


def broken(check, name, change):
    """`change` alters the events, before they are completed and signed, and says the bad entry's index."""
    def write(folder):
        events = sample()
        index = change(events)
        write_export(folder, complete(events), SIGNER)
        return index
    CASES.append((name, "3 0 0", check, write))


def attribute(check, name, /, **values):
    """Gives one event other attributes; None takes the attribute away."""
    def change(events):
        events[AT].update(values)
        events[AT] = {key: value for key, value in events[AT].items() if value is not None}
        return AT
    broken(check, name, change)


attribute("envelope", "specversion-0.3", specversion="0.3")
attribute("envelope", "repeated-id", id=sample()[AT - 1]["id"])
attribute("envelope", "foreign-source", source="aside.example/log/other")
attribute("envelope", "foreign-type", type="org.example.thing")
attribute("envelope", "time-with-an-offset", time="2026-10-05T09:00:47.000000+00:00")
attribute("envelope", "time-with-a-line-feed", time="2026-10-05T09:00:47.000000Z\n")
attribute("envelope", "time-in-arabic-digits", time="٢٠٢٦-10-05T09:00:47.000000Z")
attribute("envelope", "recordedtime-of-three-decimals", recordedtime="2026-10-05T09:00:47.000Z")
attribute("envelope", "day-that-does-not-exist", time="2026-02-30T09:00:47.000000Z")
attribute("envelope", "attribute-that-is-an-object", schema={"a": 1})
attribute("envelope", "attribute-in-capitals", Actor="coach")
attribute("envelope", "subject-that-is-a-number", subject=7)
attribute("envelope", "data-that-is-a-list", data=[])
attribute("envelope", "version-that-is-a-string", version="7")
attribute("envelope", "version-that-is-true", version=True)
for one in ("specversion", "id", "source", "type", "stream", "time", "recordedtime"):
    attribute("envelope", f"no-{one}", **{one: "" if one == "stream" else None})


def put(events, index, like, **changes):
    """Puts a copy of the event `like` at `index`, with an id of its own and the time of the entry before."""
    event = copy.deepcopy(events[like])
    before = events[index - 1]["time"]
    event.update({"id": "put", "time": before, "recordedtime": before}, **changes)
    events.insert(index, event)
    return index


def skipped_version(events):
    index = find(events, "speech.line-transcribed", 3)
    events[index]["version"] = sum(event["stream"] == CALL for event in events[:index]) + 2
    return index


def version_from_zero(events):
    events[find(events, "call.opened")]["version"] = 0
    return find(events, "call.opened")


def entry_after_the_seal(events):
    return put(events, find(events, "call.sealed") + 1, find(events, "participant.left"))


def grant_after_the_call(events):
    """As if somebody had come back to what they withdrew."""
    index = find(events, "tool.called")
    return put(events, index, find(events, "consent.granted"), stream="after/sample-4")


def line_in_custody(events):
    return put(events, 20, find(events, "speech.line-transcribed"), stream="custody")


def true_seal():
    return json.loads(complete(sample())[find(sample(), "call.sealed")])["data"]


def line_left_out(events):
    """One line less, versions renumbered, and the seal as it was but for its count."""
    del events[find(events, "speech.line-transcribed", 5)]
    seal = find(events, "call.sealed")
    events[seal]["data"] = dict(true_seal(), lastVersion=true_seal()["lastVersion"] - 1)
    return seal


def seal_that_counts_wrongly(events):
    seal = find(events, "call.sealed")
    events[seal]["data"] = dict(true_seal(), lastVersion=5)
    return seal


broken("streams", "skipped-version", skipped_version)
broken("streams", "version-from-zero", version_from_zero)
broken("streams", "entry-after-the-seal", entry_after_the_seal)
broken("streams", "grant-after-the-call", grant_after_the_call)
broken("streams", "line-in-custody", line_in_custody)
broken("seals", "line-left-out", line_left_out)
broken("seals", "seal-that-counts-wrongly", seal_that_counts_wrongly)


# ---- Inside: entries that break the promise of consent, signed --------------------------------------------


def without_consent(name, change):
    broken("consent", name, change)


def inserted(name, like, place, number=0, after=0, stream=CALL, **changes):
    """Puts a copy of the first event of type `like` before (or `after` = 1 behind) another."""
    def change(events):
        index = find(events, place, number, stream) + after
        return put(events, index, find(events, like), stream=stream, **changes)
    without_consent(name, change)


def altered(name, kind, number=0, /, bad=None, **data):
    """Gives an event other data; None takes a field away. `bad`: type and number of another bad entry."""
    def change(events):
        index = find(events, kind, number)
        changed = dict(events[index]["data"], **data)
        events[index]["data"] = {key: value for key, value in changed.items() if value is not None}
        return find(events, *bad) if bad else index
    without_consent(name, change)


LINE = "speech.line-transcribed"

# Content where the gate is shut: every type of it, and every time at which the gate is shut.
for one in (LINE, "speech.turn-completed", "speech.statement-met", "screen.frame-sampled",
            "knowledge.passages-retrieved", "model.invoked", "tool.called", "tool.approval-asked",
            "nudge.decided", "nudge.sent", "track.subscribed"):
    inserted(f"{one}-before-grant", one, "consent.granted")
inserted("speech-of-a-new-type-before-grant", LINE, "consent.granted", type="aside.speech.whispered")
inserted("egress-before-grant", "track.subscribed", "consent.granted", type="aside.egress.requested")
inserted("content-between-grant-and-gate", "model.invoked", "gate.opened")
inserted("content-between-joiner-and-hold", "model.invoked", "gate.held")
inserted("content-in-a-hold", "model.invoked", "gate.held", after=1)
inserted("content-after-withdrawal", "model.invoked", "consent.withdrawn", 1, after=1)
inserted("content-after-gate-closed", "model.invoked", "gate.closed", after=1)
inserted("content-after-call-closed", "model.invoked", "call.closed", after=1)
inserted("content-where-all-was-refused", "model.invoked", "gate.closed", after=1, stream="call/sample-2")
without_consent("content-outside-a-call", lambda events: put(events, AT, find(events, LINE), stream="system"))


def ended_for_its_own_reason(kind):
    """The conditions still hold, but the gate was ended, say for a fault of the log; then content."""
    def change(events):
        ended = put(events, find(events, LINE, 1), find(events, "gate.held"), type=f"aside.{kind}")
        return ended + 1
    without_consent(f"content-after-{kind}-for-its-own-reason", change)


for one in ("gate.held", "gate.closed", "call.closed"):
    ended_for_its_own_reason(one)


def opened_after_the_end(events):
    """Everyone still agrees, but the call is over, and what is over is not opened again."""
    ended = put(events, find(events, LINE, 1), find(events, "gate.held"), type="aside.call.closed")
    return put(events, ended + 1, find(events, "gate.opened"), id="opened-again")


without_consent("gate-opened-after-the-end", opened_after_the_end)


def stopped(kind):
    """Another way in which one person's purpose ends, while the gate stays open."""
    def change(events):
        granted, data = find(events, "consent.granted"), {"purposes": ["ai_analysis"]}
        put(events, find(events, "model.invoked"), granted, type=f"aside.{kind}", data=data)
        return find(events, "model.invoked")
    without_consent(f"content-after-{kind}", change)


for one in ("consent.refused", "consent.withdrawn", "consent.timed-out", "consent.expired",
            "consent.reconsent-required"):
    stopped(one)


def advice_without_analysis(kind):
    def change(events):
        for place in ("consent.granted", "gate.opened"):
            events[find(events, place)]["data"]["purposes"].remove("ai_analysis")
        event = events.pop(find(events, kind))
        event["time"] = event["recordedtime"] = events[find(events, "track.subscribed")]["time"]
        events.insert(find(events, LINE) + 1, event)
        return find(events, kind)
    without_consent(f"{kind}-without-analysis", change)


for one in ("knowledge.passages-retrieved", "model.invoked", "tool.called", "nudge.decided", "nudge.sent",
            "speech.statement-met"):
    advice_without_analysis(one)

# What comes after a call.
AFTER = "after/sample-4"


def afterwards(name, place, number=0, stream="call/sample-4", kind="tool.called", **changes):
    """Puts the follow-up's own event elsewhere, or with other attributes."""
    def change(events):
        index = find(events, place, number, stream)
        return put(events, index, find(events, kind, 0, AFTER), **({"stream": AFTER} | changes))
    without_consent(name, change)


def stopped_follow_up(kind):
    def change(events):
        index = find(events, "call.closed", 0, "call/sample-4")
        eve = find(events, "consent.granted", 0, "call/sample-4")
        put(events, index, eve, type=f"aside.{kind}", data={"purposes": ["follow_up"]})
        return find(events, "tool.called", 0, AFTER)
    without_consent(f"follow-up-after-{kind}", change)


for one in ("consent.refused", "consent.withdrawn", "consent.expired", "consent.reconsent-required"):
    stopped_follow_up(one)
afterwards("follow-up-before-the-end", "call.closed")
afterwards("question-before-the-end", "call.closed", kind="tool.approval-asked")


def elsewhere(name, stream, **changes):
    """The follow-up's own event in the stream of another call, or for another purpose."""
    def change(events):
        index = find(events, "tool.approval-asked", 0, AFTER)
        return put(events, index, find(events, "tool.called", 0, AFTER), stream=stream, **changes)
    without_consent(name, change)


elsewhere("follow-up-of-a-call-where-all-was-withdrawn", "after/sample-1")
elsewhere("follow-up-of-a-call-where-nothing-was-heard", "after/sample-2")
elsewhere("follow-up-of-a-call-that-goes-on", "after/sample-3")
elsewhere("follow-up-of-no-call", "after/sample-9")
elsewhere("follow-up-in-the-call", "call/sample-3")
elsewhere("analysis-after-a-call", AFTER, data={"purpose": "ai_analysis"})
elsewhere("unnamed-purpose-after-a-call", AFTER, data={})
elsewhere("advice-after-a-call", AFTER, type="aside.nudge.decided")
elsewhere("egress-after-a-call", AFTER, type="aside.egress.requested", data={"purpose": "ai_analysis"})


def sent_out_without_sharing(events):
    """A request that does not say that it stays inside, after sharing was withdrawn."""
    withdrawn, opened = find(events, "consent.withdrawn"), find(events, "gate.opened", 4)
    events[withdrawn]["data"]["purposes"].append("sharing")
    events[opened]["data"]["purposes"].remove("sharing")
    return put(events, opened + 1, find(events, "track.subscribed"), type="aside.egress.requested",
               data={"purpose": "live_transcription"})


without_consent("egress-to-an-outside-processor-without-sharing", sent_out_without_sharing)


def sent_out_after_the_call(events):
    """A request to an outside processor, in the follow-up of a call whose sharing was withdrawn in it."""
    events[find(events, "consent.expired", 0, "call/sample-4")]["type"] = "aside.consent.withdrawn"
    index = find(events, "tool.approval-asked", 0, AFTER)
    return put(events, index, find(events, "tool.called", 0, AFTER), type="aside.egress.requested",
               data={"purpose": "follow_up", "outside": True})


without_consent("egress-outside-after-a-call-without-sharing", sent_out_after_the_call)

# Purposes one by one.
inserted("lookup-before-its-purpose-was-granted", "tool.called", "consent.granted", 1,
         data={"purpose": "crm_lookup"})
inserted("question-before-its-purpose-was-granted", "tool.approval-asked", "consent.granted", 1)
inserted("frame-after-its-purpose-was-withdrawn", "screen.frame-sampled", "gate.opened", 4, after=1)
altered("tool-for-a-purpose-that-tools-do-not-have", "tool.called", purpose="storage")
altered("track-for-no-purpose", "track.subscribed", purpose=None)
altered("track-for-a-purpose-that-tracks-do-not-have", "track.subscribed", purpose="storage")
inserted("track-after-its-purpose-was-withdrawn", "track.subscribed", "gate.opened", 4, after=1,
         data={"source": "screenshare", "purpose": "screen_frames"})
altered("track-of-a-camera", "track.subscribed", source="camera")
altered("track-of-a-camera-for-frames", "track.subscribed", 1, source="camera")
altered("track-of-a-microphone-for-frames", "track.subscribed", purpose="screen_frames")
altered("track-of-nothing-known", "track.subscribed", source=None)
inserted("egress-for-a-purpose-not-granted", "track.subscribed", "consent.granted", 1,
         type="aside.egress.requested", data={"purpose": "crm_lookup"})
inserted("egress-for-no-purpose", "track.subscribed", "consent.granted", 1,
         type="aside.egress.requested", data={})

# When a line began.
altered("line-started-before-the-gate-opened", LINE, startMicros=3_999_999)      # it opened at 4 s
altered("line-started-in-a-hold", LINE, 3, startMicros=23_999_999)               # it opened again at 24 s
altered("line-without-a-start", LINE, 3, startMicros=None)
altered("line-whose-start-is-a-string", LINE, 3, startMicros="25000000")
altered("call-without-a-start", "call.opened", startedAt=None)

# What the gate says of itself.
inserted("gate-opened-without-grant", "gate.opened", "consent.granted")
altered("gate-opened-with-too-much", "gate.opened", purposes=ALL)
altered("gate-opened-with-too-little", "gate.opened", purposes=["live_transcription", "storage"])
altered("gate-opened-without-purposes", "gate.opened", purposes=None)
altered("gate-opened-for-a-lone-string", "gate.opened", purposes="storage")
altered("grant-without-purposes", "consent.granted", bad=("gate.opened",), purposes=None)
altered("grant-of-an-unknown-purpose", "consent.granted", bad=("gate.opened",), purposes=[*ALL, "voice_cloning"])


def opened_without(purpose):
    """Never granted and not listed either, but the gate opens all the same."""
    def change(events):
        for place in ("consent.granted", "gate.opened"):
            events[find(events, place)]["data"]["purposes"].remove(purpose)
        return find(events, "gate.opened")
    without_consent(f"gate-opened-without-{purpose}", change)


opened_without("storage")
opened_without("live_transcription")


def training(events):
    for place in (("consent.basis-recorded",), ("consent.granted",), ("gate.opened",)):
        events[find(events, *place)]["data"]["purposes"].append("training")
    return find(events, "gate.opened")


def grant_of_nobody(events):
    del events[find(events, "consent.granted")]["subject"]
    return find(events, "consent.granted")


without_consent("training-in-force", training)
without_consent("grant-of-nobody", grant_of_nobody)

# Who is present.
altered("no-rep", "participant.joined", 1, bad=("gate.opened",), role="colleague")
altered("other-side-of-colleagues", "participant.joined", 2, bad=("gate.opened",), role="colleague")
altered("other-side-of-observers", "participant.joined", 2, bad=("gate.opened",), role="observer")
altered("other-side-without-a-role", "participant.joined", 2, bad=("gate.opened",), role=None)
altered("unknown-kind-counts-as-human", "participant.joined", 0, bad=("gate.opened",), kind="hologram")
altered("egress-not-named", "participant.joined", 4, bad=(LINE, 4), policyNamed=None)
altered("minor-present", "participant.joined", 2, bad=("gate.opened",), minor=True)
altered("minor-joins-late", "participant.joined", 3, bad=("gate.opened", 2), minor=True)
altered("shared-device-that-nobody-counted", "participant.joined", 2, bad=("gate.opened",), shared=True)
altered("shared-device-counted-as-nobody", "participant.joined", 2, bad=("gate.opened",),
        shared=True, headCount=0)
altered("shared-device-counted-by-a-flag", "participant.joined", 2, bad=("gate.opened",),
        shared=True, headCount=True)
altered("reconnected-without-its-grant", "participant.reconnected", bad=(LINE, 7), grantKept=False)
altered("reconnected-without-a-word-on-its-grant", "participant.reconnected", bad=(LINE, 7), grantKept=None)


altered("join-in-an-unknown-role", "participant.joined", 2, bad=("gate.opened",), role="seer")
altered("join-without-a-lookup", "participant.joined", 2, bad=("gate.opened",), lookup=None)
altered("join-with-an-unknown-lookup", "participant.joined", 3, bad=("gate.opened", 2), lookup="maybe")
altered("join-whose-lookup-failed", "participant.joined", 2, bad=("gate.opened",), lookup="failed")


def gate_opened_beside_an_egress(events):
    return put(events, find(events, "participant.left", 1), find(events, "gate.opened", 2))


def lapsed_and_not_opened_again(events):
    """A joiner agrees, but between the joining and the next line nothing opened the gate again."""
    del events[find(events, "gate.held")]
    del events[find(events, "gate.opened", 2)]
    return find(events, LINE, 3)


def joined_again(events):
    joined = copy.deepcopy(events[find(events, "participant.joined", 3)])
    index = find(events, "participant.reconnected")
    time = events[index]["time"]
    events[index] = dict(joined, id="again", time=time, recordedtime=time)
    return find(events, LINE, 7)


def stranger_reconnects(events):
    put(events, find(events, LINE, 2), find(events, "participant.reconnected"), subject="p-never-joined")
    return find(events, LINE, 2)


def turned_out(**what):
    """A line right after something turned out about its speaker, with no other word from anybody."""
    def change(events):
        index = find(events, LINE, 1)
        put(events, index, find(events, "participant.reconnected"), type="aside.participant.changed",
            subject=events[index]["subject"], data=what)
        return index + 1
    without_consent("turned-out-" + "-".join(f"{key}-{value}".lower() for key, value in what.items()), change)


def unseen(kind):
    """The coach's connection to the room is lost, and something follows that needs it."""
    def change(events):
        index = find(events, kind, 1)
        put(events, index, find(events, "participant.reconnected"), type="aside.call.connection-lost", data={})
        return index + 1
    without_consent(f"{kind}-while-nobody-sees-who-is-there", change)


unseen(LINE)
unseen("gate.opened")
turned_out(shared=True)
turned_out(minor=True)
turned_out(shared="perhaps")
turned_out(minor="perhaps")
turned_out(lookup="failed")
turned_out(lookup="maybe")
without_consent("gate-opened-beside-an-egress", gate_opened_beside_an_egress)
without_consent("lapsed-and-not-opened-again", lapsed_and_not_opened_again)
without_consent("joined-again-without-its-grant", joined_again)
without_consent("stranger-reconnects", stranger_reconnects)


def withdrawn_unreadably(name, data):
    """A withdrawal that cannot be read takes everything, though the gate says nothing."""
    def change(events):
        index = find(events, "model.invoked")
        return put(events, index, find(events, "consent.withdrawn"), data=data) + 1
    without_consent(name, change)


withdrawn_unreadably("withdrawal-of-an-unknown-purpose", {"purposes": ["voice_cloning"]})
withdrawn_unreadably("withdrawal-without-purposes", {})


# Whose words they are, and who is coached.
def of_another(name, kind, whose, number=0):
    """An event of somebody else; `whose`: a pseudonym, or the place of their join, or None for nobody."""
    def change(events):
        index = find(events, kind, number)
        who = events[find(events, "participant.joined", whose)]["subject"] if isinstance(whose, int) else whose
        events[index]["subject"] = who
        if who is None:
            del events[index]["subject"]
        return index
    without_consent(name, change)


for one in (LINE, "screen.frame-sampled"):
    of_another(f"{one}-of-somebody-who-never-joined", one, "p-0000000000000bad")
    of_another(f"{one}-of-nobody", one, None)
    of_another(f"{one}-of-an-agent", one, 0)
of_another("line-of-somebody-who-has-left", LINE, 3, 8)
for one in ("nudge.decided", "nudge.sent", "nudge.acknowledged"):
    of_another(f"{one}-of-the-other-side", one, 2)
    of_another(f"{one}-of-nobody", one, None)


# The notice behind a grant.
def without_notice(name, *kinds, bad="consent.granted", stream=CALL):
    """The first event of each of these types is left out."""
    def change(events):
        for kind in kinds:
            del events[find(events, kind, 0, stream)]
        return find(events, bad, 0, stream)
    without_consent(name, change)


def sent_anew(events):
    """A notice that nobody saw came before the grant, which answers the one before."""
    return put(events, find(events, "consent.granted"), find(events, "consent.notice-sent")) + 1


without_notice("grant-without-a-notice", "consent.notice-sent", "consent.notice-shown")
without_notice("grant-without-a-notice-shown", "consent.notice-shown")
without_notice("notice-shown-that-was-not-sent", "consent.notice-sent", bad="consent.notice-shown")
without_notice("grant-on-the-notice-of-a-stay-before", "consent.notice-sent", "consent.notice-shown",
               stream="call/sample-3")
altered("grant-that-answers-another-notice", "consent.granted", act={"noticeDigest": "00"})
altered("grant-without-an-act", "consent.granted", act=None)
altered("notice-shown-with-other-words", "consent.notice-shown", textDigest="00")
altered("notice-that-cannot-be-read", "consent.notice-sent", bad=("consent.notice-shown",), textDigest=None)
without_consent("grant-before-a-newer-notice-was-shown", sent_anew)


def granted_before_the_first_join(events):
    granted = events.pop(find(events, "consent.granted"))
    granted["time"] = granted["recordedtime"] = moment(1.3)
    index = find(events, "participant.joined", 2)
    events.insert(index, granted)
    return index


without_consent("granted-before-the-first-join", granted_before_the_first_join)


# ---- Unusual and right ------------------------------------------------------------------------------------


def right(name, change=lambda events: None, size=None, after=lambda folder, entries: None):
    """Alters the events, takes the first `size` of them, and adds to the export."""
    def write(folder):
        events = sample()
        change(events)
        entries = complete(events)[:size]
        write_export(folder, entries, SIGNER)
        after(folder, entries)
    CASES.append((name, "0 0 0", "-", write))


def cosigned(folder, entries):
    noise = random.Random(SEED)
    with (folder / "checkpoint").open("a", encoding="utf-8") as file:
        for number in range(20):
            file.write(f"\u2014 witness{number}.example {encode64(noise.randbytes(76))}\n")
        file.write(f"\u2014 {ORIGIN} {encode64(noise.randbytes(68))}\n")  # our name, a key not yet known


def bare(folder, entries):
    shutil.rmtree(folder / "tile")
    shutil.rmtree(folder / "proofs")


def older_tile(folder, entries):
    (folder / "tile/0/000.p").mkdir()
    (folder / "tile/0/000.p/17").write_bytes((folder / "tile/0/000").read_bytes()[:17 * 32])


def older_checkpoint(folder, entries):
    tree = Tree(entries)
    text = proof(tree, 99, 100, SIGNER.checkpoint(tree, 100))
    (folder / "proofs/older.tlog-proof").write_text(text, encoding="utf-8")


def longest(events):
    events[0]["data"]["filling"] = ""
    events[0]["data"]["filling"] = "x" * (65_535 - len(complete(events)[0]))


def extreme_integers(events):
    events[0]["data"].update(least=1 - 2**53, most=2**53 - 1, none=None, yes=True)


def ingress_joins(events):
    put(events, find(events, LINE), find(events, "participant.joined"), subject="p-in",
        data={"kind": "ingress", "role": "observer", "lookup": "unknown"})


def least_set(events):
    """Nothing is in force but what the gate needs to open, and that is enough for lines."""
    for place in ("consent.asserted", "gate.opened"):
        for number in (0, 1):
            index = find(events, place, number, stream="call/sample-3")
            events[index]["data"]["purposes"] = ["live_transcription", "storage"]


def left_for_a_moment(events):
    """A colleague leaves and comes back with the grant kept: the others went on without a break."""
    index = find(events, "participant.reconnected")
    put(events, index, index, type="aside.participant.left")


def cut_off_in_a_hold(events):
    """The connection to the room is lost while the gate is held, and back before it opens."""
    like = find(events, "participant.reconnected")
    put(events, find(events, "gate.held"), like, type="aside.call.connection-lost", data={})
    put(events, find(events, "gate.opened", 2), like, id="back", type="aside.call.connection-restored",
        data={"lostMicros": 4_000_000})


def counted(events):
    """Two shared devices: one counted when it joins, one by its grant."""
    events[find(events, "participant.joined", 2)]["data"].update(shared=True, headCount=3)
    events[find(events, "participant.joined", 3)]["data"]["shared"] = True
    events[find(events, "consent.granted", 2)]["data"]["act"]["headCount"] = 2


def shown_late(events):
    """A second notice is sent and shown before the grant, which answers it."""
    index = find(events, "consent.granted")
    put(events, index, find(events, "consent.notice-shown"), id="shown-again")
    put(events, index, find(events, "consent.notice-sent"))


right("cosigned-by-witnesses", after=cosigned)
right("shared-devices-that-were-counted", counted)
right("without-tiles-and-proofs", after=bare)
right("older-partial-tile", after=older_tile)
right("proof-under-an-older-checkpoint", after=older_checkpoint)
right("longest-entry", longest)
right("extreme-integers", extreme_integers)
right("second-notice-shown", shown_late)
right("ingress-joins", ingress_joins)
right("left-for-a-moment", left_for_a_moment)
right("least-set", least_set)
right("cut-off-in-a-hold", cut_off_in_a_hold)
for length in (0, 1, 2, 3, 7, 255, 256, 257):  # the beginning of a log is a log
    right(f"first-{length}-entries", size=length)


def main():
    parser = argparse.ArgumentParser(description="Makes exports with one thing wrong or unusual.")
    parser.add_argument("dir", type=Path, metavar="DIR")
    folder = parser.parse_args().dir
    assert len({name for name, _, _, _ in CASES}) == len(CASES), "two cases have the same name"
    for name, codes, check, write in CASES:
        bad = write(folder / name)
        print(name, codes, check, "-" if bad is None else bad)


if __name__ == "__main__":
    main()
