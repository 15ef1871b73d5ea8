"""Compares Aside's messages with LiveKit's own: each field that both have must have one number, one type and one
kind on the wire, and ours must have no field that LiveKit's lack.

    check_schema.py Sources/LiveKitAdapter/Wire

The pairing goes from the messages at the top down through the fields, so a name of ours may be another.
"""

import re
import sys

from google.protobuf.descriptor import FieldDescriptor
from livekit.protocol import agent
from livekit.rtc._proto import ffi_pb2

TOP = {
    "client_core.proto": {
        "Request": ffi_pb2.FfiRequest, "Response": ffi_pb2.FfiResponse, "Event": ffi_pb2.FfiEvent,
    },
    "worker.proto": {"FromWorker": agent.WorkerMessage, "FromServer": agent.ServerMessage},
}
WIRE = {
    "bool": "varint", "int32": "varint", "uint32": "varint", "int64": "varint", "uint64": "varint",
    "enum": "varint", "string": "string", "message": "message", "bytes": "bytes",
    "float": "32 bits", "double": "64 bits",
}
TYPES = {
    number: name.removeprefix("TYPE_").lower()
    for name, number in vars(FieldDescriptor).items()
    if name.startswith("TYPE_")
}
TOKEN = re.compile(r"//[^\n]*|\"[^\"]*\"|[\w.]+|[{}=;<>,]")
faults = []


class Message:
    """One of our messages: fields as (label, type, name, number), and what is declared inside."""

    def __init__(self, name, outer):
        self.name, self.outer, self.fields, self.inner, self.values = name, outer, [], {}, {}

    def find(self, name):
        """What a type's name means here; None for a plain type."""
        return self.inner.get(name) or (self.outer.find(name) if self.outer else None)


def parse(text):
    """Reads as much of the language as our files use."""
    words = [word for word in TOKEN.findall(text) if not word.startswith("//")]
    root = scope = Message("", None)
    blocks, statement = [], []
    for word in words:
        if word == "{":
            if statement[0] in ("message", "enum"):
                scope.inner[statement[1]] = inner = Message(statement[1], scope)
                blocks.append(statement[0])
                scope = inner
            else:
                blocks.append("oneof")
            statement = []
        elif word == "}":
            scope = scope if blocks.pop() == "oneof" else scope.outer
        elif word == ";":
            declare(scope, statement, bool(blocks) and blocks[-1] == "enum")
            statement = []
        else:
            statement.append(word)
    return root


def declare(scope, words, is_value):
    if words[0] in ("syntax", "package", "option"):
        return
    name, number = words[words.index("=") - 1], int(words[words.index("=") + 1])
    if is_value:
        scope.values[name] = number
    elif words[0] == "map":
        scope.fields.append(("map", " ".join(words[2:5:2]), name, number))
    else:
        label = words[0] if words[0] in ("optional", "repeated") else ""
        scope.fields.append((label, words[1 if label else 0], name, number))


def compare(ours, theirs, seen):
    """Compares a message of ours with LiveKit's."""
    if (ours.name, theirs.full_name) in seen:
        return
    seen.add((ours.name, theirs.full_name))
    for label, kind, name, number in ours.fields:
        place = f"{ours.name}.{name} = {number}"
        field = theirs.fields_by_number.get(number)
        if field is None or field.name != name:
            found = field.name if field else "nothing"
            faults.append(f"{place}: LiveKit's {theirs.full_name} has {found} at that number")
            continue
        if (label in ("repeated", "map")) != field.is_repeated:
            faults.append(f"{place}: repeated in one of both only")
        compare_type(place, ours, label, kind, field, seen)


def compare_type(place, ours, label, kind, field, seen):
    inner = ours.find(kind)
    if label == "map":
        parts = [field.message_type.fields_by_name[part] for part in ("key", "value")]
        found = " ".join(TYPES[part.type] for part in parts)
        if found != kind:
            faults.append(f"{place}: LiveKit maps {found}")
    elif inner and inner.values:
        compare_values(place, inner, field)
    elif WIRE["message" if inner else kind] != WIRE[TYPES[field.type]]:
        faults.append(f"{place}: {kind}, and LiveKit's is {TYPES[field.type]}")
    elif inner:
        compare(inner, field.message_type, seen)


def compare_values(place, ours, field):
    """Compares an enumeration; a name of theirs may begin with its own, such as SOURCE_CAMERA for CAMERA."""
    theirs = {value.number: value.name for value in field.enum_type.values}
    for name, number in ours.values.items():
        found = theirs.get(number, "nothing")
        if not found.endswith(name) and not name.startswith(found.removeprefix("SOURCE_")):
            faults.append(f"{place}: {name} = {number} is {found} in LiveKit's")


def check(folder, file):
    """Compares a file of ours; gives how many pairs of messages it has."""
    with open(f"{folder}/{file}") as text:
        root = parse(text.read())
    seen, before = set(), len(faults)
    for ours, theirs in TOP[file].items():
        compare(root.find(ours), theirs.DESCRIPTOR, seen)
    unpaired = root.inner.keys() - {name for name, _ in seen}
    unpaired -= {name for name, inner in root.inner.items() if inner.values}
    faults.extend(f"{name}: reached from no message of LiveKit's" for name in sorted(unpaired))
    for fault in faults[before:]:
        print(f"✘ {file}: {fault}", file=sys.stderr)
    return len(seen)


pairs = sum(check(sys.argv[1], file) for file in TOP)
print(f"{pairs} pairs of messages compared with LiveKit's, {len(faults)} faults")
sys.exit(1 if faults else 0)
