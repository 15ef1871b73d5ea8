#!/usr/bin/env python3
"""Checks an exported Aside log with nothing of Aside's: Python's standard library and `cryptography`.

    python3 verify.py DIR [--json]

DIR holds `entries.ndjson`, `checkpoint`, `log.vkey` and `log.pub.pem`; `tile/` and `proofs/` are checked
where they are present. Every check prints one line. Exit code: 0 everything holds; 3 something does not
(the first bad entry is named when there is one); 1 a file is missing; 2 wrong use.

Entries are counted from 0: entry i is line i of `entries.ndjson` without its line feed, and leaf i of the
tree. The file is read whole, so allow about four times its size in memory.
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
ED25519 = b"\x01"         # the type of an Ed25519 key in a signed note
TILE_WIDTH = 256
DECIMAL = re.compile(r"0|[1-9][0-9]{0,17}")
NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Violation(Exception):
    """What was found against what was expected, and the entry it concerns (None: no single entry)."""

    def __init__(self, what: str, index: "int | None" = None):
        super().__init__(what)
        self.index = index


def demand(condition: bool, what: str, index: "int | None" = None) -> None:
    if not condition:
        raise Violation(what, index)


# ---- The signed checkpoint: C2SP signed-note and tlog-checkpoint ------------------------------------------


@dataclass
class Key:
    name: str
    id: bytes      # 4 bytes, recomputed here from the name and the public key
    public: bytes  # 32 bytes, Ed25519


@dataclass
class Head:
    origin: str
    size: int
    root: bytes


def text_of(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Violation(f"{what} is not UTF-8") from None


def strict_base64(text: str, what: str) -> bytes:
    """Decodes base64 and demands that it re-encodes to itself, so that one value has one spelling."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Violation(f"{what} is not base64") from None
    demand(base64.b64encode(raw).decode() == text, f"{what} is base64 that does not re-encode to itself")
    return raw


def parse_key(data: bytes) -> Key:
    """Reads a verifier key, `name+hex8(key id)+base64(type and public key)`."""
    parts = text_of(data, "log.vkey").removesuffix("\n").split("+", 2)  # base64 may contain a plus itself
    demand(len(parts) == 3, "log.vkey is not of the form name+id+key")
    demand(NAME.fullmatch(parts[0]) is not None, "the key's name is empty or has a space in it")
    raw = strict_base64(parts[2], "the key in log.vkey")
    demand(len(raw) == 33 and raw[:1] == ED25519, "log.vkey does not hold an Ed25519 key")
    key_id = hashlib.sha256(parts[0].encode() + b"\n" + raw).digest()[:4]
    demand(parts[1] == key_id.hex(), f"log.vkey says key id {parts[1]!r}, recomputed it is {key_id.hex()}")
    return Key(parts[0], key_id, raw[1:])


def parse_note(data: bytes) -> "tuple[bytes, list[tuple[str, bytes]]]":
    """Splits a signed note at its last empty line into its text and its (name, key id + signature) lines."""
    note = text_of(data, "the checkpoint")
    body, found, lines = note.rpartition("\n\n")
    demand(found != "" and lines.endswith("\n"), "the checkpoint has no signature lines after an empty line")
    signatures = []
    for line in lines[:-1].split("\n"):
        parts = line.split(" ")
        demand(len(parts) == 3 and parts[0] == "\u2014", "a signature line is not `\u2014 name base64`")
        demand(NAME.fullmatch(parts[1]) is not None, "a signature line has no valid name")
        raw = strict_base64(parts[2], "a signature")
        demand(len(raw) >= 5, "a signature line is too short to hold a signature")
        signatures.append((parts[1], raw))
    return body.encode() + b"\n", signatures


def parse_head(body: bytes) -> Head:
    lines = body.decode().split("\n")
    demand(len(lines) == 4 and lines[3] == "", f"the checkpoint has {len(lines) - 1} lines, expected three")
    demand(NAME.fullmatch(lines[0]) is not None, "the checkpoint's origin is empty or has a space in it")
    demand(DECIMAL.fullmatch(lines[1]) is not None, "the tree size is not a decimal without leading zero")
    root = strict_base64(lines[2], "the root hash")
    demand(len(root) == 32, f"the root hash has {len(root)} bytes, expected 32")
    return Head(lines[0], int(lines[1]), root)


def check_signature(data: bytes, key: Key) -> int:
    """Verifies every line by this key, of which there must be one; returns how many are by other keys."""
    body, signatures = parse_note(data)
    ours = [raw[4:] for name, raw in signatures if (name, raw[:4]) == (key.name, key.id)]
    demand(ours != [], "no signature by the key in log.vkey")
    for signature in ours:
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, body)
        except (InvalidSignature, ValueError):
            raise Violation("the signature by the key in log.vkey does not verify") from None
    return len(signatures) - len(ours)


def check_pem(data: bytes, key: Key) -> None:
    try:
        public = serialization.load_pem_public_key(data)
    except Exception:  # the library's own kinds differ between its versions
        raise Violation("log.pub.pem cannot be read as a public key") from None
    demand(isinstance(public, Ed25519PublicKey), "log.pub.pem is not an Ed25519 key")
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    demand(raw == key.public, "log.pub.pem and log.vkey hold different keys")


# ---- The Merkle tree: RFC 6962 section 2.1, with C2SP tlog-tiles and tlog-proof ---------------------------


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_hash(hashes: "list[bytes]") -> bytes:
    """Joins neighbours row by row and carries an odd last one up as it is, which gives RFC 6962's tree."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        row = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2])]
        hashes = row + hashes[2 * len(row):]
    return hashes[0]


def check_tiles(folder: Path, entries: "list[bytes]", leaves: "list[bytes]") -> str:
    """Every tile of this tree is there; every tile that is there, and every bundle, has the right bytes."""
    rows = [leaves]  # row n: the hashes that the tiles of level n hold
    while len(rows[-1]) >= TILE_WIDTH:
        full = range(0, len(rows[-1]) - TILE_WIDTH + 1, TILE_WIDTH)
        rows.append([root_hash(rows[-1][start:start + TILE_WIDTH]) for start in full])
    rows_by_level = {str(level): row for level, row in enumerate(rows)}
    rows_by_level["entries"] = [len(entry).to_bytes(2, "big") + entry for entry in entries]

    def path_of(level: str, number: int, width: int) -> str:
        digits = f"{number:03,}" if number < 1000 else f"{number:,}".zfill((len(f"{number:,}") + 3) // 4 * 4 - 1)
        groups = digits.split(",")
        partial = f".p/{width}" if width < TILE_WIDTH else ""
        return "/".join([level, *("x" + group for group in groups[:-1]), groups[-1]]) + partial

    expected = {}  # path: (row, first position, width), for every width that a tile may have had
    for level, row in rows_by_level.items():
        for start in range(0, len(row), TILE_WIDTH):
            for width in range(1, min(TILE_WIDTH, len(row) - start) + 1):
                expected[path_of(level, start // TILE_WIDTH, width)] = (row, start, width)
    return str(len(expected))
