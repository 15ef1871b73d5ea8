"""A call for a test: a room of its own, the people in it, and the real coach as a process."""

import asyncio
import importlib.util
import json
import os
import signal
import sys
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from livekit import api, rtc

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Examples/clients/python"))

from aside_client import Guest, Person, Received, Rep, token  # noqa: E402
from media import Slides, Transcriber, Voice  # noqa: E402

URL = os.environ.get("LIVEKIT_URL", "")
ASIDE = os.environ.get("ASIDE", str(ROOT / ".build/debug/aside"))
BASIS = ["--rep-basis", "works-agreement:2026-03"]
PURPOSES = {"live_transcription", "storage", "ai_analysis", "screen_frames", "crm_lookup",
            "sharing", "follow_up"}
CAPTURES = ("track.subscribed", "speech.", "screen.frame-sampled", "knowledge.passages-retrieved",
            "model.invoked", "tool.called", "nudge.decided", "nudge.sent", "egress.requested")
"""How the types begin of what stands in a log only while everybody's consent is in force."""
QUIET_SECONDS = 2
"""How long a test looks on before it says that nothing has happened."""
LEAVING_SECONDS = 10
"""How long somebody may take to leave, when the test is over."""


class Coach:
    """`aside join` in a room, or `aside serve`, with a home of its own; what it logs is read as it becomes durable."""

    def __init__(self, room: str, home: Path):
        self.room, self.home = room, home
        self.types: list[str] = []
        self._changed = asyncio.Condition()

    async def join(self, *options: str, rep: str = "dana", **environment: str) -> None:
        """Starts it; it has not joined yet when this returns."""
        await self._start("join", self.room, "--rep", rep, *options, **environment)

    async def serve(self, name: str, *options: str) -> None:
        """Starts a worker of this name; it has not registered yet when this returns."""
        await self._start("serve", "--agent-name", name, "--rooms-alone", *options)

    async def _start(self, *arguments: str, **environment: str) -> None:
        self._process = await asyncio.create_subprocess_exec(
            ASIDE, *arguments, "--home", str(self.home), "--json",
            env=os.environ | core() | environment, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
        self._reading = asyncio.create_task(self._read())
        self._said = asyncio.create_task(self._process.stderr.read())

    async def _read(self) -> None:
        async for line in self._process.stdout:
            async with self._changed:
                self.types.append(json.loads(line)["type"].removeprefix("aside."))
                self._changed.notify_all()

    async def logs(self, kind: str, times: int = 1, seconds: float = 20) -> None:
        """Waits until the log has so many events of a type."""
        async with self._changed:
            try:
                async with asyncio.timeout(seconds):
                    await self._changed.wait_for(lambda: self.types.count(kind) >= times)
            except TimeoutError:
                raise AssertionError(
                    f"no {kind} number {times} within {seconds} s; the log has {self.types}") from None

    async def ends(self, seconds: float = 20) -> tuple[int, str]:
        """Its exit code and what it said, once it has ended by itself."""
        async with asyncio.timeout(seconds):
            code = await self._process.wait()
            await self._reading
            return code, (await self._said).decode()

    async def leave(self) -> tuple[int, str]:
        """Asks it to leave, as Ctrl-C does."""
        self.signal(signal.SIGINT)
        return await self.ends()

    def signal(self, number: int) -> None:
        if self._process.returncode is None:
            self._process.send_signal(number)

    async def kill(self) -> None:
        if getattr(self, "_process", None) and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    @property
    def is_running(self) -> bool:
        return self._process.returncode is None

    async def aside(self, *arguments: str) -> tuple[int, str]:
        """Another command on the same home: its exit code and output."""
        process = await asyncio.create_subprocess_exec(
            ASIDE, *arguments, "--home", str(self.home),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)
        output, _ = await process.communicate()
        return process.returncode, output.decode()

    async def entries(self, *types: str) -> list[dict]:
        """The call's entries of these types, or all of them, oldest first."""
        code, output = await self.aside("log", "tail", "--number", "100000")
        assert code == 0, output
        entries = [json.loads(line) for line in output.splitlines()]
        for entry in entries:
            entry["type"] = entry["type"].removeprefix("aside.")
        calls = [entry for entry in entries if entry["stream"].startswith("call/")]
        return [entry for entry in calls if not types or entry["type"] in types]

    async def call(self) -> str:
        """The id of the call."""
        return (await self.entries())[0]["stream"].removeprefix("call/")


class Watchful(Guest):
    """A guest whose client takes everything that LiveKit could bring, and keeps it."""

    async def join(self, url: str, token: str, *, listens: bool = True) -> None:
        self.room._text_stream_handlers = EveryTopic(self.read_texts_of)
        self.room._byte_stream_handlers = EveryTopic(self.read_bytes_of)
        for event in ["track_published", "data_track_published", "transcription_received",
                      "sip_dtmf_received", "participant_attributes_changed"]:
            self.room.on(event, lambda *what, event=event: self.received.append(
                Received(event, self._publisher(what), what)))
        await super().join(url, token, listens=listens)
        for trap in ["coach_nudge", "coach_question", "aside_nudge", "nudge", "chat"]:
            self._serve(trap, (), lambda _: self._nothing())

    @staticmethod
    async def _nothing() -> dict:
        return {"shown": True}

    @staticmethod
    def _publisher(what: tuple) -> str:
        people = [one.identity for one in what if isinstance(one, rtc.Participant)]
        return people[0] if people else ""

    def read_texts_of(self, reader: rtc.TextStreamReader, sender: str) -> None:
        self.received.append(Received("text", sender, reader.info.topic))

    def read_bytes_of(self, reader: rtc.ByteStreamReader, sender: str) -> None:
        self.received.append(Received("bytes", sender, reader.info.name))

    def from_coach(self) -> set[str]:
        """What came from the coach, or from nobody that can be named."""
        others = {"dana", "lee", "ana", "scribe"}
        return {one.what for one in self.received if one.sender not in others}


class EveryTopic(dict):
    """Handlers of streams by topic: one for all. The SDK passes over streams that nobody asked for."""

    def __init__(self, handler: Callable):
        super().__init__()
        self._handler = handler

    def get(self, topic: str, default: Callable | None = None) -> Callable:
        return self._handler


class Stage:
    """The room of one test; everybody leaves it at the end."""

    def __init__(self, folder: Path):
        self.room = f"aside-{uuid.uuid4().hex[:12]}"
        self.coach = Coach(self.room, folder / "home")
        self._people: list[Person] = []

    async def enter(self, person: Person, *, listens: bool = True, **grants) -> Any:
        """Somebody joins."""
        await person.join(URL, token(self.room, person.identity, **grants), listens=listens)
        self._people.append(person)
        return person

    async def rep(self) -> Rep:
        return await self.enter(Rep("dana"))

    async def guest(self, identity: str = "lee") -> Watchful:
        return await self.enter(Watchful(identity))

    async def scribe(self) -> Transcriber:
        """A transcriber, under the identity "scribe"."""
        return Transcriber((await self.enter(Person("scribe"), kind="agent")).room)

    async def open_call(self, *options: str, **environment: str) -> tuple[Rep, Watchful]:
        """A rep with a basis and a guest who has agreed: the gate is open."""
        rep, guest = await self.rep(), await self.guest()
        await self.coach.join(*BASIS, *options, **environment)
        assert (await agree(guest))["gate"] == "open"
        await self.coach.logs("gate.opened")
        return rep, guest

    async def close(self) -> None:
        await self.coach.kill()
        # LiveKit's SDK waits for its core without end, which now and then never says that it has left.
        leaving = [asyncio.wait_for(one.leave(), LEAVING_SECONDS) for one in self._people]
        await asyncio.gather(*leaving, return_exceptions=True)


async def asked(person: Person, seconds: float = 15) -> dict:
    """Waits until somebody has been asked, and the coach knows that they have seen it.

    An answer that overtakes the attestation of its own notice would be rejected; a person is slower.
    """
    notice = await person.next_notice(seconds)
    async with asyncio.timeout(seconds):
        while "disclosed" not in (await person.status())["purposes"].values():
            await asyncio.sleep(0.4)  # within the limit of 30 calls in ten seconds
    return notice


async def agree(person: Person, purposes: list[str] | None = None) -> dict:
    """Somebody reads their notice and allows what it asks for."""
    await asked(person)
    return await person.grant(purposes)


async def meets_coach(person: Person, seconds: float = 30) -> None:
    """Waits until somebody sees the coach: after a fault everybody is back in their own time."""
    async with asyncio.timeout(seconds):
        while person.coach() is None:
            await asyncio.sleep(0.2)


def captured_unseen(entries: list[dict]) -> list[str]:
    """What was captured, begun or sent from a loss of the connection until the gate opened again."""
    found, is_unseen = [], False
    for entry in entries:
        if entry["type"] == "call.connection-lost":
            is_unseen = True
        elif entry["type"] == "gate.opened":
            is_unseen = False
        elif is_unseen and entry["type"].startswith(CAPTURES):
            found.append(entry["type"])
    return found


def core() -> dict[str, str]:
    """Where LiveKit's client core is: the SDK of these tests brings the same one."""
    if "LIVEKIT_FFI_PATH" in os.environ:
        return {}
    package = Path(importlib.util.find_spec("livekit.rtc").origin).parent
    return {"LIVEKIT_FFI_PATH": str(package / "resources/liblivekit_ffi.so")}


def server() -> api.LiveKitAPI:
    """The deployment's own view of its rooms."""
    return api.LiveKitAPI(URL)


async def heard(text: str) -> None:
    """Waits as long as a line must be after the gate opened to count as begun after it.

    Slow speech takes 0.6 s a word, and a recogniser is late by two; docs/LIVEKIT.md.
    """
    await asyncio.sleep(0.6 * len(text.split()) + 2.5)
