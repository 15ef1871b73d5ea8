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
CASES = []              # (name, exit codes, the check that fails, a function that writes and says the bad entry)

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
    (folder / "log.vkey").write_text(f"{ORIGIN}+{'0' * 8}+{encode64(b'%4' + SIGNER.typed[1:])}", encoding="utf-8")


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
    replace(folder / "proofs/107.tlog-proof", b"index 107", b"index 1000000")


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


outside("1 1 0", "-")(type("missing_entries", (), {"__new__": lambda _, folder: (folder / "entries.ndjson").unlink()}))
