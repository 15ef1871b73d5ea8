"""What was signed: the log's key, the checkpoint, the Merkle tree, its tiles and its inclusion proofs.

The formats are C2SP's signed-note, tlog-checkpoint, tlog-tiles and tlog-proof; the tree is RFC 6962's.
"""
import base64
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TILE_WIDTH = 256
DECIMAL = re.compile(r"0|[1-9][0-9]{0,17}")
NAME = re.compile(r"[^\s+\x00-\x1f\x7f-\x9f]+")
TILE = re.compile(r"([0-9]|entries)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


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
        demand(found == b"".join(pieces), f"tile/{path} differs from the entries",
               wrong[0] if wrong else None)
    demand(needed <= set(present), f"{len(needed - set(present))} of this tree's tiles are missing")
    return f"{len(present)} files under tile/ agree with the entries"


def check_proof(name, data, key, leaves, roots):
    """One `.tlog-proof`: its checkpoint is this log's, its hashes lead from the entry to that root, and
    where its name is a number, it is that entry's."""
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
    named = name.removesuffix(".tlog-proof")
    demand(named == number or not DECIMAL.fullmatch(named), "its name is that of another entry")


def check_proofs(folder, key, leaves):
    files, roots = sorted(folder.glob("*.tlog-proof")), {}
    for file in files:
        try:
            check_proof(file.name, file.read_bytes(), key, leaves, roots)
        except Violation as violation:
            raise Violation(f"{file.name!r}: {violation}", violation.index) from None
    return f"{len(files)} inclusion proofs lead to the root"
