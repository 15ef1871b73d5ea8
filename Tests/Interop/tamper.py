#!/usr/bin/env python3
"""Makes exports with one thing wrong, or with one thing unusual and right, for `selftest.sh`.

    python3 tamper.py --list          the names of the cases
    python3 tamper.py CASE DIR        writes that export to DIR and prints what the verifiers must say of it:
                                      exit codes of verify.py, gocheck and openssl.sh, then the check of
                                      verify.py that must fail and the first bad entry (`-`: none)

Two kinds of hand are played. Someone *outside* changes files after the fact: the signed tree betrays it, so
gocheck and mostly openssl.sh refuse too. Someone *inside* holds the signing key and signs a log whose
entries break a rule: signature and tree are in order, and only verify.py refuses.
"""
import argparse
import base64
import copy
import random
import shutil
from pathlib import Path

from make_sample import ALL, Signer, Tree, complete, happenings, moment, origin_of, proof, write_export

SEED = 1
ORIGIN = origin_of(SEED)
SIGNER = Signer(ORIGIN, SEED)
STRANGER = Signer(ORIGIN, "a stranger")
FIRST = "call/sample-1"
CASES = {}  # name: (function of the folder, exit codes, the check that fails)


def case(codes, check="-"):
    """Registers a case. Its function writes the export and returns the first bad entry, or None."""
    def register(function):
        CASES[function.__name__.replace("_", "-")] = (function, codes, check)
        return function
    return register


# ---- Outside: the files are changed after the export ------------------------------------------------------


def outside(codes, check):
    """The function gets a sound export to spoil."""
    def register(function):
        def write(folder):
            write_export(folder, complete(happenings(ORIGIN, SEED)), SIGNER)
            return function(folder)
        write.__name__ = function.__name__
        return case(codes, check)(write)
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
    return index


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
    data = (folder / "checkpoint").read_text(encoding="utf-8")
    text, _, line = data[:-1].rpartition(" ")
    raw = bytearray(base64.b64decode(line))
    raw[20] ^= 1
    (folder / "checkpoint").write_text(f"{text} {base64.b64encode(raw).decode()}\n", encoding="utf-8")


@outside("3 3 3", "root")
def flipped_root(folder):
    lines = (folder / "checkpoint").read_text(encoding="utf-8").split("\n")
    lines[2] = base64.b64encode(bytes(32)).decode()
    (folder / "checkpoint").write_text("\n".join(lines), encoding="utf-8")


@outside("3 3 3", "size")
def changed_tree_size(folder):
    size = len(lines_of(folder))
    replace(folder / "checkpoint", f"\n{size}\n".encode(), f"\n{size - 1}\n".encode())
    return size - 1


@outside("3 3 3", "origin")
def changed_origin(folder):
    replace(folder / "checkpoint", ORIGIN.encode(), b"aside.example/log/other")
    return 0


@outside("3 3 3", "signature")
def signed_by_a_stranger(folder):
    tree = Tree([line[:-1] for line in lines_of(folder)])
    (folder / "checkpoint").write_text(STRANGER.checkpoint(tree, tree.size), encoding="utf-8")
    shutil.rmtree(folder / "proofs")


@outside("3 3 0", "signature")
def strangers_vkey(folder):
    (folder / "log.vkey").write_text(STRANGER.vkey, encoding="utf-8")


@outside("3 0 3", "pem")
def strangers_pem(folder):
    (folder / "log.pub.pem").write_bytes(STRANGER.pem)


@outside("3 3 0", "key")
def wrong_key_id(folder):
    replace(folder / "log.vkey", SIGNER.id.hex().encode(), b"01234567")


@outside("3 3 0", "origin")
def key_of_another_name(folder):
    other = Signer("aside.example/log/other", SEED)
    (folder / "log.vkey").write_text(other.vkey, encoding="utf-8")


@outside("3 3 3", "checkpoint")
def no_signature_lines(folder):
    text = (folder / "checkpoint").read_text(encoding="utf-8")
    (folder / "checkpoint").write_text(text.rpartition("\n\n")[0] + "\n\n", encoding="utf-8")


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
def missing_tile(folder):
    (folder / "tile/0/000").unlink()


@outside("3 3 0", "tiles")
def tile_beyond_the_tree(folder):
    (folder / "tile/0/002").write_bytes(bytes(8192))


@outside("3 3 0", "proofs")
def proof_of_another_entry(folder):
    replace(folder / "proofs/107.tlog-proof", b"index 107", b"index 108")
    return 108


@outside("3 3 0", "proofs")
def proof_with_a_wrong_hash(folder):
    path = folder / "proofs/107.tlog-proof"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[4] = base64.b64encode(bytes(32)).decode()
    path.write_text("\n".join(lines), encoding="utf-8")
    return 107


@outside("3 3 0", "proofs")
def proof_with_a_hash_too_many(folder):
    path = folder / "proofs/107.tlog-proof"
    replace(path, b"\n\n", b"\n" + base64.b64encode(bytes(32)) + b"\n\n")
    return 107


@outside("3 3 0", "proofs")
def proof_signed_by_a_stranger(folder):
    entries = [line[:-1] for line in lines_of(folder)]
    tree = Tree(entries)
    text = proof(tree, 107, tree.size, STRANGER.checkpoint(tree, tree.size))
    (folder / "proofs/107.tlog-proof").write_text(text, encoding="utf-8")


@outside("1 1 0", "-")
def missing_entries(folder):
    (folder / "entries.ndjson").unlink()


@outside("1 1 1", "-")
def missing_checkpoint(folder):
    (folder / "checkpoint").unlink()


@outside("1 1 0", "-")
def missing_vkey(folder):
    (folder / "log.vkey").unlink()


@outside("1 0 1", "-")
def missing_pem(folder):
    (folder / "log.pub.pem").unlink()


# ---- Inside: a checkpoint of the wrong form, signed -------------------------------------------------------


def signed_form(codes, check, index=None):
    """The function gets origin, size and root as text and returns another body for the log's key to sign."""
    def register(function):
        def write(folder):
            entries = complete(happenings(ORIGIN, SEED))
            write_export(folder, entries, SIGNER)
            root = base64.b64encode(Tree(entries).root(0, len(entries))).decode()
            note = SIGNER.note(function(ORIGIN, str(len(entries)), root))
            (folder / "checkpoint").write_text(note, encoding="utf-8")
            return index
        write.__name__ = function.__name__
        return case(codes, check)(write)
    return register


@signed_form("3 3 0", "checkpoint")
def size_with_a_leading_zero(origin, size, root):
    return f"{origin}\n0{size}\n{root}\n"


@signed_form("3 3 0", "checkpoint")
def size_with_a_sign(origin, size, root):
    return f"{origin}\n+{size}\n{root}\n"


@signed_form("3 3 0", "checkpoint")
def root_with_loose_base64(origin, size, root):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    loose = alphabet[alphabet.index(root[42]) + 1]  # differs only in bits that decoding throws away
    return f"{origin}\n{size}\n{root[:42]}{loose}=\n"


@signed_form("3 3 0", "checkpoint")
def root_of_31_bytes(origin, size, root):
    return f"{origin}\n{size}\n{base64.b64encode(bytes(31)).decode()}\n"


@signed_form("3 3 0", "checkpoint")
def extension_line(origin, size, root):
    return f"{origin}\n{size}\n{root}\nextension\n"


@signed_form("3 3 3", "origin", index=0)  # every entry's source is now another
def another_origin(origin, size, root):
    return f"{origin}x\n{size}\n{root}\n"


# ---- Inside: bytes that are not an Aside entry, signed ----------------------------------------------------


def signed_bytes(check, index=60):
    """The function gets the bytes of one entry and returns others; all of it is signed."""
    def register(function):
        def write(folder):
            entries = complete(happenings(ORIGIN, SEED))
            entries[index] = function(entries[index])
            write_export(folder, entries, SIGNER)
            return index
        write.__name__ = function.__name__
        return case("3 0 0", check)(write)
    return register


@signed_bytes("canonical")
def keys_out_of_order(entry):
    actor = b'"actor":"coach",'
    return entry.replace(actor, b"").replace(b',"id":', b"," + actor + b'"id":')


@signed_bytes("canonical")
def keys_in_code_point_order(entry):
    return entry.replace(b'"data":{', '"data":{"\ufb33":1,"😀":2,'.encode())  # UTF-16 puts the second first


@signed_bytes("canonical")
def repeated_key(entry):
    return entry.replace(b'"actor":"coach",', b'"actor":"coach","actor":"coach",')


@signed_bytes("canonical")
def white_space(entry):
    return entry.replace(b'"actor":', b'"actor": ')


@signed_bytes("canonical")
def needless_escape(entry):
    return entry.replace(b'"coach"', b'"\\u0063oach"')


@signed_bytes("canonical")
def escaped_slash(entry):
    return entry.replace(b"aside.example/log", b"aside.example\\/log")


@signed_bytes("canonical")
def float_number(entry):
    return entry.replace(b'"data":{', b'"data":{"a":1.0,')


@signed_bytes("canonical")
def exponent(entry):
    return entry.replace(b'"data":{', b'"data":{"a":1e2,')


@signed_bytes("canonical")
def integer_of_two_to_the_53(entry):
    return entry.replace(b'"data":{', b'"data":{"a":-9007199254740992,')


@signed_bytes("canonical")
def negative_zero(entry):
    return entry.replace(b'"data":{', b'"data":{"a":-0,')


@signed_bytes("canonical")
def not_a_number(entry):
    return entry.replace(b'"data":{', b'"data":{"a":NaN,')


@signed_bytes("canonical")
def lone_surrogate(entry):
    return entry.replace(b'"coach"', b'"\\ud800"')


@signed_bytes("canonical")
def byte_order_mark(entry):
    return b"\xef\xbb\xbf" + entry


@signed_bytes("canonical")
def bytes_that_are_not_utf_8(entry):
    return entry.replace(b'"coach"', b'"\xff"')


@signed_bytes("canonical")
def too_long(entry):
    return entry.replace(b'"data":{', b'"data":{"a":"' + b"x" * (65_536 - len(entry) - 7) + b'",')


@signed_bytes("canonical")
def nested_without_end(entry):
    return entry.replace(b'"data":{', b'"data":{"a":' + b"[" * 20_000 + b"]" * 20_000 + b",")


@signed_bytes("canonical")
def empty_entry(entry):
    return b""


@signed_bytes("envelope")
def not_an_object(entry):
    return b"[" + entry + b"]"


@signed_bytes("envelope")
def version_not_last(entry):
    return entry[:-1] + b',"zone":"x"}'


@signed_bytes("envelope")
def attribute_that_is_an_object(entry):
    return entry.replace(b'"schema":"1"', b'"schema":{"a":1}')


# ---- Inside: entries that break a rule of the log, signed -------------------------------------------------


def find(events, kind, number=0, stream=FIRST):
    """The index of the `number`-th event of this type in the stream."""
    return [index for index, event in enumerate(events)
            if event["stream"] == stream and event["type"] == "aside." + kind][number]


def insert(events, index, like, **changes):
    """Puts a copy of `events[like]` at `index`, at the time of the entry before, with an id of its own."""
    event = copy.deepcopy(events[like])
    event["id"] = f"inserted-{index}"
    event["time"] = event["recordedtime"] = events[index - 1]["time"]
    event.update(changes)
    events.insert(index, event)
    return index


def signed_events(check, codes="3 0 0"):
    """The function gets the events before they have versions; all of it is completed and signed."""
    def register(function):
        def write(folder):
            events = happenings(ORIGIN, SEED)
            index = function(events)
            write_export(folder, complete(events), SIGNER)
            return index
        write.__name__ = function.__name__
        return case(codes, check)(write)
    return register


@signed_events("envelope")
def specversion_03(events):
    events[60]["specversion"] = "0.3"
    return 60


@signed_events("envelope")
def repeated_id(events):
    events[60]["id"] = events[59]["id"]
    return 60


@signed_events("envelope")
def foreign_source(events):
    events[60]["source"] = "aside.example/log/other"
    return 60


@signed_events("envelope")
def foreign_type(events):
    events[60]["type"] = "org.example.thing"
    return 60


@signed_events("envelope")
def time_with_an_offset(events):
    events[60]["time"] = events[60]["time"].replace("Z", "+00:00")
    return 60


@signed_events("envelope")
def recorded_time_of_three_decimals(events):
    events[60]["recordedtime"] = events[60]["recordedtime"][:-4] + "Z"
    return 60


@signed_events("envelope")
def day_that_does_not_exist(events):
    events[60]["time"] = "2026-02-30" + events[60]["time"][10:]
    return 60


@signed_events("streams")
def missing_version(events):
    index = find(events, "speech.line-transcribed", 3)
    events[index]["version"] = 1 + sum(event["stream"] == FIRST for event in events[:index]) + 1
    return index


@signed_events("streams")
def version_that_starts_at_0(events):
    events[find(events, "call.opened")]["version"] = 0
    return find(events, "call.opened")


@signed_events("streams")
def entry_after_sealed(events):
    seal = find(events, "call.sealed")
    return insert(events, seal + 1, find(events, "participant.left"))


@signed_events("seals")
def seal_with_a_stale_digest(events):
    whole = complete(happenings(ORIGIN, SEED))
    seal = find(events, "call.sealed")
    stale = whole[seal].partition(b'"leafHashesDigest":"')[2].partition(b'"')[0].decode()
    left_out = find(events, "tool.completed", 0)
    del events[left_out]
    count = sum(event["stream"] == FIRST for event in events) - 1
    events[seal - 1]["data"] = {"lastVersion": count, "leafHashesDigest": stale}
    return seal - 1


@signed_events("seals")
def seal_with_a_wrong_last_version(events):
    whole = complete(happenings(ORIGIN, SEED))
    seal = find(events, "call.sealed")
    digest = whole[seal].partition(b'"leafHashesDigest":"')[2].partition(b'"')[0].decode()
    events[seal]["data"] = {"lastVersion": 5, "leafHashesDigest": digest}
    return seal


# ---- Inside: entries that break the promise of consent, signed --------------------------------------------

consent = signed_events("consent")


@consent
def content_before_grant(events):
    return insert(events, find(events, "consent.granted"), find(events, "speech.line-transcribed"))


@consent
def content_between_grant_and_gate(events):
    return insert(events, find(events, "gate.opened"), find(events, "model.invoked"))


@consent
def content_after_withdrawal(events):
    withdrawn = find(events, "consent.withdrawn", 1)
    return insert(events, withdrawn + 1, find(events, "speech.line-transcribed", 2))


@consent
def content_after_gate_closed(events):
    return insert(events, find(events, "gate.closed") + 1, find(events, "speech.line-transcribed", 2))


@consent
def content_after_call_closed(events):
    return insert(events, find(events, "call.closed") + 1, find(events, "nudge.sent"))


@consent
def content_where_all_was_refused(events):
    closed = find(events, "gate.closed", stream="call/sample-2")
    return insert(events, closed + 1, find(events, "speech.line-transcribed"), stream="call/sample-2")


@consent
def line_started_before_the_gate_opened(events):
    index = find(events, "speech.line-transcribed")
    events[index]["data"]["startMicros"] -= 1
    return index


@consent
def line_started_during_a_hold(events):
    index = find(events, "speech.line-transcribed", 3)
    events[index]["data"]["startMicros"] = 23_999_999  # the gate opened again at 24 s
    return index


@consent
def line_without_a_start(events):
    index = find(events, "speech.line-transcribed", 3)
    del events[index]["data"]["startMicros"]
    return index


@consent
def call_without_a_start(events):
    del events[find(events, "call.opened")]["data"]["startedAt"]
    return find(events, "call.opened")


@consent
def late_joiner_not_held(events):
    del events[find(events, "gate.held")]
    joined = find(events, "participant.joined", 3)
    return insert(events, joined + 1, find(events, "speech.line-transcribed", 2))


@consent
def gate_that_lapsed_and_was_not_opened_again(events):
    """The late joiner agrees, but nothing between the joining and the next line opened the gate again."""
    del events[find(events, "gate.held")]
    del events[find(events, "gate.opened", 2)]
    return find(events, "speech.line-transcribed", 3)


@consent
def unnamed_egress_not_held(events):
    del events[find(events, "gate.held", 1)]
    left = find(events, "participant.left", 1)
    return insert(events, left, find(events, "speech.line-transcribed", 2))


@consent
def gate_opened_beside_an_unnamed_egress(events):
    left = find(events, "participant.left", 1)
    return insert(events, left, find(events, "gate.opened", 2))


@consent
def gate_opened_without_grant(events):
    return insert(events, find(events, "consent.granted"), find(events, "gate.opened"))


@consent
def gate_opened_with_too_much(events):
    index = find(events, "gate.opened")
    events[index]["data"]["purposes"] = ALL
    return index


@consent
def gate_opened_with_too_little(events):
    index = find(events, "gate.opened")
    events[index]["data"]["purposes"] = ["live_transcription", "storage"]
    return index


@consent
def gate_opened_without_storage(events):
    events[find(events, "consent.granted")]["data"]["purposes"].remove("storage")
    events[find(events, "gate.opened")]["data"]["purposes"] = ["live_transcription"]
    return find(events, "gate.opened")


@consent
def gate_opened_without_the_other_side(events):
    events[find(events, "participant.joined", 2)]["data"]["role"] = "colleague"
    return find(events, "gate.opened")


@consent
def gate_opened_without_the_rep(events):
    events[find(events, "participant.joined", 1)]["data"]["role"] = "colleague"
    return find(events, "gate.opened")


@consent
def frame_after_its_purpose_was_withdrawn(events):
    return insert(events, find(events, "gate.opened", 4) + 1, find(events, "screen.frame-sampled"))


@consent
def lookup_before_its_purpose_was_granted(events):
    return insert(events, find(events, "consent.granted", 1), find(events, "tool.called"))


@consent
def tool_for_a_purpose_that_tools_do_not_have(events):
    index = find(events, "tool.called")
    events[index]["data"]["purpose"] = "storage"
    return index


@consent
def advice_without_analysis(events):
    for index in (find(events, "consent.granted"), find(events, "gate.opened")):
        events[index]["data"]["purposes"].remove("ai_analysis")
    return find(events, "knowledge.passages-retrieved")


@consent
def track_subscribed_before_the_gate(events):
    return insert(events, find(events, "gate.opened"), find(events, "track.subscribed"))


@consent
def track_subscribed_for_no_purpose(events):
    index = find(events, "track.subscribed")
    del events[index]["data"]["purpose"]
    return index


@consent
def reconnected_without_its_grant(events):
    events[find(events, "participant.reconnected")]["data"]["grantKept"] = False
    return find(events, "speech.line-transcribed", 7)


@consent
def joined_again_without_its_grant(events):
    joined = copy.deepcopy(events[find(events, "participant.joined", 3)])
    index = find(events, "participant.reconnected")
    joined.update(id="again", time=events[index]["time"], recordedtime=events[index]["recordedtime"])
    events[index] = joined
    return find(events, "speech.line-transcribed", 7)


@consent
def unknown_kind_counts_as_human(events):
    events[find(events, "participant.joined", 0)]["data"]["kind"] = "hologram"
    return find(events, "gate.opened")


@consent
def content_outside_a_call(events):
    return insert(events, 60, find(events, "speech.line-transcribed"), stream="system")


# ---- Unusual and right ------------------------------------------------------------------------------------


@case("0 0 0")
def cosigned_by_witnesses(folder):
    write_export(folder, complete(happenings(ORIGIN, SEED)), SIGNER)
    noise = random.Random(SEED)
    with (folder / "checkpoint").open("a", encoding="utf-8") as file:
        for number in range(20):
            file.write(f"\u2014 witness{number}.example {base64.b64encode(noise.randbytes(76)).decode()}\n")
        file.write(f"\u2014 {ORIGIN} {base64.b64encode(noise.randbytes(68)).decode()}\n")  # a key not yet known


@case("0 0 0")
def without_tiles_and_proofs(folder):
    write_export(folder, complete(happenings(ORIGIN, SEED)), SIGNER)
    shutil.rmtree(folder / "tile")
    shutil.rmtree(folder / "proofs")


@case("0 0 0")
def older_partial_tile(folder):
    write_export(folder, complete(happenings(ORIGIN, SEED)), SIGNER)
    (folder / "tile/0/000.p").mkdir()
    (folder / "tile/0/000.p/17").write_bytes((folder / "tile/0/000").read_bytes()[:17 * 32])


@case("0 0 0")
def proof_under_an_older_checkpoint(folder):
    entries = complete(happenings(ORIGIN, SEED))
    write_export(folder, entries, SIGNER)
    tree = Tree(entries)
    text = proof(tree, 99, 100, SIGNER.checkpoint(tree, 100))
    (folder / "proofs/older.tlog-proof").write_text(text, encoding="utf-8")


@case("0 0 0")
def longest_entry(folder):
    events = happenings(ORIGIN, SEED)
    events[0]["data"]["filling"] = ""
    spare = 65_535 - len(complete(events)[0])
    events[0]["data"]["filling"] = "x" * spare
    write_export(folder, complete(events), SIGNER)


@case("0 0 0")
def extreme_integers(folder):
    events = happenings(ORIGIN, SEED)
    events[0]["data"].update(least=-(2**53 - 1), most=2**53 - 1, nothing=None, yes=True)
    write_export(folder, complete(events), SIGNER)


@case("0 0 0")
def consent_before_the_first_join(folder):
    events = happenings(ORIGIN, SEED)
    granted = events.pop(find(events, "consent.granted"))
    joined = find(events, "participant.joined", 2)
    granted["time"] = granted["recordedtime"] = moment(1.3)
    events.insert(joined, granted)
    write_export(folder, complete(events), SIGNER)


def beginning(size):
    """The first entries of a log are a log."""
    def write(folder):
        write_export(folder, complete(happenings(ORIGIN, SEED))[:size], SIGNER)
    write.__name__ = f"first_{size}_entries"
    case("0 0 0")(write)


for size in (0, 1, 2, 3, 7, 255, 256, 257):
    beginning(size)


def main():
    parser = argparse.ArgumentParser(description="Makes exports with one thing wrong or unusual.")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("case", nargs="?", choices=CASES, metavar="CASE")
    parser.add_argument("dir", nargs="?", type=Path, metavar="DIR")
    options = parser.parse_args()
    if options.list:
        print("\n".join(CASES))
    elif options.dir is None:
        parser.error("a case and a folder are needed")
    else:
        function, codes, check = CASES[options.case]
        index = function(options.dir)
        print(codes, check, "-" if index is None else index)


if __name__ == "__main__":
    main()
