"""The people's side of docs/LIVEKIT.md on LiveKit's Python SDK: a rep and a guest, as small classes.

    guest = Guest("lee")
    await guest.join(url, token)
    notice = await guest.next_notice()
    await guest.grant()

Everything that reaches a client is kept in `received`, so that a test can show what did not.
`python aside_client.py ROOM IDENTITY` prints a token for one of the browser pages.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from livekit import api, rtc

COACH_NAME = "AI coach, listening"

COACH_NAMES = {COACH_NAME, "AI teaching assistant, listening",
               "AI assistant to the clinician, listening"}
"""What the packs that come with Aside call the coach; add your own pack's `coach_name`."""

PAYLOAD_BYTES = 15_360
"""The longest payload of a remote call: LiveKit's own limit."""

ANSWER_SECONDS = 8
"""How long the coach may take to answer."""

MALFORMED, NOT_FOR_CALLER, NOT_ON_SCREEN = 4000, 4030, 4080
"""The codes with which a client turns the coach away."""

NOTICE = ("notice", "version", "locale", "title", "paragraphs", "allow", "refuse", "stop",
          "digest", "nonce", "purposes")
NUDGE = ("id", "kind", "headline", "body", "expires_at")
QUESTION = ("id", "summary", "expires_at")


@dataclass
class Received:
    """One thing that reached a client: a remote call, a packet, a stream or a track."""

    what: str
    sender: str
    content: Any = None


class Person:
    """A human in the room. What only the rep's client knows is in `Rep`."""

    def __init__(self, identity: str):
        self.identity = identity
        self.room = rtc.Room()
        self.received: list[Received] = []
        self.notices: list[dict] = []
        self.receipts: list[dict] = []
        self.heads: int | None = None
        """How many people are behind this device; a shared one agrees with their number or not at all."""
        self.shows = True
        """Whether this person's screen is visible; if not, nothing is attested."""
        self._changed = asyncio.Condition()
        self._readers: set[asyncio.Task] = set()
        self.room.on("data_received", self._take_packet)
        self.room.on("track_subscribed", self._take_track)

    async def join(self, url: str, token: str, *, listens: bool = True) -> None:
        """Joins, and registers the methods in the step in which the connection stands.

        They cannot be there before: the SDK has no local participant to register them on until `connect`
        returns. What the coach calls in between is turned away with 1400, and it asks again.
        """
        await self.room.connect(url, token, rtc.RoomOptions(auto_subscribe=listens))
        for method, (fields, answer) in self._methods().items():
            self._serve(method, fields, answer)

    def _methods(self) -> dict[str, tuple[tuple[str, ...], Callable]]:
        """What the coach may call here: the fields it must send, and what answers."""
        return {"aside_notice": (NOTICE, self._take_notice),
                "aside_receipt": (("act", "purposes"), self._take_receipt)}

    async def leave(self) -> None:
        await self.room.disconnect()

    def coach(self) -> rtc.RemoteParticipant | None:
        """The coach, if it is in the room: of kind agent, under a name of its own."""
        everyone = self.room.remote_participants.values()
        return next((one for one in everyone if self._is_coach(one)), None)

    async def until(self, condition: Callable[[], Any], seconds: float = 15) -> Any:
        """Waits until something holds of what was received, and returns it."""
        async with asyncio.timeout(seconds), self._changed:
            return await self._changed.wait_for(condition)

    async def next_notice(self, seconds: float = 15) -> dict:
        """The newest notice, once there is one."""
        await self.until(lambda: self.notices, seconds)
        return self.notices[-1]

    async def grant(self, purposes: list[str] | None = None, **fields: Any) -> dict:
        """Agrees to what the newest notice asks for, or to the purposes named.

        Raises `ValueError` when the notice is for a shared device and `heads` does not say for how many.
        """
        notice = self.notices[-1]
        act = {"act": "grant", "digest": notice["digest"], "nonce": notice["nonce"]}
        if notice.get("shared"):
            if self.heads is None:
                raise ValueError("nobody has said how many people share this device")
            act["head_count"] = self.heads
        act |= fields
        if purposes is not None:
            act["purposes"] = purposes
        return await self.call("aside_consent", act)

    async def refuse(self) -> dict:
        return await self.call("aside_consent", {"act": "refuse"})

    async def ask_again(self) -> dict:
        """Asks for a fresh notice, after a no or when the time to answer is over.

        It brings no number, so that it can never be taken for a yes.
        """
        return await self.call("aside_consent", {"act": "grant", "digest": "", "nonce": ""})

    async def withdraw(self) -> dict:
        return await self.call("aside_consent", {"act": "withdraw"})

    async def status(self) -> dict:
        """The gate, and this person's own standing; nobody else's."""
        return await self.call("aside_status", {})

    async def call(self, method: str, message: Any) -> dict:
        """Calls the coach; text is sent as it is. Raises `rtc.RpcError` with the coach's code."""
        coach = self.coach()
        if coach is None:
            raise LookupError("the coach is not in the room")
        payload = message if isinstance(message, str) else json.dumps(message)
        answer = await self.room.local_participant.perform_rpc(
            destination_identity=coach.identity, method=method, payload=payload,
            response_timeout=ANSWER_SECONDS, max_round_trip_latency=2)
        return json.loads(answer)

    def _is_coach(self, who: rtc.RemoteParticipant | None) -> bool:
        agent = rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
        return who is not None and who.kind == agent and who.name in COACH_NAMES

    def _serve(self, method: str, fields: tuple[str, ...], answer: Callable) -> None:
        """Takes calls of one method from the coach alone, with all the fields it must have."""

        async def handle(call: rtc.RpcInvocationData) -> str:
            await self._note(Received(method, call.caller_identity, call.payload))
            if not self._is_coach(self.room.remote_participants.get(call.caller_identity)):
                raise rtc.RpcError(NOT_FOR_CALLER, f"{method} is the coach's alone")
            return json.dumps(await answer(self._read(call.payload, fields)))

        self.room.local_participant.register_rpc_method(method, handle)

    @staticmethod
    def _read(payload: str, fields: tuple[str, ...]) -> dict:
        if len(payload.encode()) > PAYLOAD_BYTES:
            raise rtc.RpcError(MALFORMED, f"payload: more than {PAYLOAD_BYTES} bytes")
        try:
            message = json.loads(payload)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            raise rtc.RpcError(MALFORMED, "payload: expected a JSON object")
        for field in fields:
            if message.get(field) in (None, ""):
                raise rtc.RpcError(MALFORMED, f"{field}: not there")
        return message

    async def _take_notice(self, notice: dict) -> dict:
        self._attest()
        async with self._changed:
            self.notices.append(notice)
            self._changed.notify_all()
        return {"shown": True}

    async def _take_receipt(self, receipt: dict) -> dict:
        async with self._changed:
            self.receipts.append(receipt)
            self._changed.notify_all()
        return {}

    def _attest(self) -> None:
        if not self.shows:
            raise rtc.RpcError(NOT_ON_SCREEN, "not on the screen")

    async def _note(self, received: Received) -> None:
        async with self._changed:
            self.received.append(received)
            self._changed.notify_all()

    def _soon(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._readers.add(task)
        task.add_done_callback(self._readers.discard)

    def _take_packet(self, packet: rtc.DataPacket) -> None:
        sender = packet.participant.identity if packet.participant else ""
        self._soon(self._note(Received("data", sender, packet.data)))

    def _take_track(self, track: rtc.Track, publication: Any, who: rtc.RemoteParticipant) -> None:
        self._soon(self._note(Received("track", who.identity, publication.source)))

    def read_texts(self, topic: str) -> None:
        """Keeps the text streams of a topic too; the SDK hands over only what one asks for."""

        async def read(reader: rtc.TextStreamReader, sender: str) -> None:
            await self._note(Received("text", sender, await reader.read_all()))

        self.room.register_text_stream_handler(
            topic, lambda reader, sender: self._soon(read(reader, sender)))

    def read_bytes(self, topic: str) -> None:
        """Keeps the byte streams of a topic too."""

        async def read(reader: rtc.ByteStreamReader, sender: str) -> None:
            await self._note(Received("bytes", sender, [chunk async for chunk in reader]))

        self.room.register_byte_stream_handler(
            topic, lambda reader, sender: self._soon(read(reader, sender)))


class Guest(Person):
    """Anybody who is not coached: their client does not know the methods that carry advice."""


class Rep(Person):
    """The person who is coached."""

    def __init__(self, identity: str):
        super().__init__(identity)
        self.nudges: dict[str, dict] = {}
        self.questions: dict[str, dict] = {}

    def _methods(self) -> dict[str, tuple[tuple[str, ...], Callable]]:
        return super()._methods() | {
            "coach_nudge": (NUDGE, lambda nudge: self._show(nudge, self.nudges)),
            "coach_question": (QUESTION, lambda one: self._show(one, self.questions))}

    async def next_nudge(self, seconds: float = 15) -> dict:
        """The newest nudge that was not there when this was called."""
        before = len(self.nudges)
        await self.until(lambda: len(self.nudges) > before, seconds)
        return list(self.nudges.values())[-1]

    async def feedback(self, nudge: str, act: str) -> dict:
        """Says what was done with a nudge: "used" or "dismissed"."""
        return await self.call("aside_feedback", {"nudge": nudge, "act": act})

    async def approve(self, question: str, approve: bool) -> dict:
        """Says whether a tool may act."""
        return await self.call("aside_approve", {"question": question, "approve": approve})

    async def _show(self, message: dict, shown: dict[str, dict]) -> dict:
        """Shows a nudge or a question once, and not when it comes too late."""
        if message["id"] in shown:
            return {"shown": True}
        self._attest()
        if datetime.fromisoformat(message["expires_at"]) <= datetime.now(timezone.utc):
            raise rtc.RpcError(NOT_ON_SCREEN, "expired before it came")
        async with self._changed:
            shown[message["id"]] = message
            self._changed.notify_all()
        return {"shown": True}


def token(room: str, identity: str, *, name: str = "", kind: str = "standard",
          lifetime: timedelta = timedelta(hours=6), key: str | None = None,
          secret: str | None = None, **grants: Any) -> str:
    """A token for one person, minted with the deployment's key (by default the environment's)."""
    minted = api.AccessToken(key or os.environ["LIVEKIT_API_KEY"],
                             secret or os.environ["LIVEKIT_API_SECRET"])
    minted.with_identity(identity).with_name(name or identity).with_kind(kind)
    minted.with_ttl(lifetime).with_grants(api.VideoGrants(room_join=True, room=room, **grants))
    return minted.to_jwt()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: aside_client.py ROOM IDENTITY   (prints a token for that person)")
    print(token(sys.argv[1], sys.argv[2]))
