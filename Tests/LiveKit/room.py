"""A room for one real client, the coach; everybody else in it is played."""

import asyncio
import json
import time
import uuid

from livekit.protocol import models, rtc

from link import Link
from people import REPLIES, Person, coach

VERSION = "1.9.0"  # one that the client takes for a server with everything it needs


class Room:
    def __init__(self, name, tell):
        """`tell` takes what the room saw, as fields."""
        self.name, self.tell = name, tell
        self.people = {who: Person(who) for who in ("dana", "lee")}
        self.socket = None
        self.link = None
        self.calls = {}
        self.tasks = set()
        self.closed_until = 0

    def takes(self, is_resuming):
        """Whether a client may come in: a connection that was dropped cannot be gone on with."""
        return not is_resuming and time.monotonic() >= self.closed_until

    # What the client does

    async def serve(self, socket):
        self.socket = socket
        self.link = Link(self.send, self.take_packet)
        await self.send(
            join=rtc.JoinResponse(
                room=models.Room(sid="RM_1", name=self.name), participant=coach(),
                other_participants=[person.info() for person in self.people.values()],
                server_version=VERSION, subscriber_primary=True,
                ping_interval=10, ping_timeout=30,
                server_info=models.ServerInfo(version=VERSION, protocol=15),
            )
        )
        self.start(self.link.offer())
        async for message in socket:
            request = rtc.SignalRequest()
            request.ParseFromString(message.data)
            self.start(self.take(request.WhichOneof("message"), request))
        await self.link.close()
        self.tell(saw="gone")

    async def take(self, kind, request):
        if kind == "answer":
            await self.link.take_answer(request.answer)
        elif kind == "offer":
            await self.link.take_offer(request.offer)
        elif kind == "trickle":
            await self.link.take_candidate(request.trickle)
        elif kind == "ping_req":
            now = int(time.time() * 1000)
            await self.send(
                pong_resp=rtc.Pong(last_ping_timestamp=request.ping_req.timestamp, timestamp=now)
            )
        elif kind == "subscription":
            await self.take_subscription(request.subscription)
        elif kind == "add_track":
            self.tell(saw="publishing")

    async def take_subscription(self, wish):
        wished = [sid for some in wish.participant_tracks for sid in some.track_sids]
        sids = list(dict.fromkeys([*wish.track_sids, *wished]))
        self.tell(saw="subscription", wanted=wish.subscribe, tracks=sids)
        if not wish.subscribe:
            return await self.link.offer(removing=sids)
        owned = [(p.tracks[sid], p.sid) for p in self.people.values() for sid in sids if sid in p.tracks]
        await self.link.offer(adding=owned)

    def take_packet(self, data):
        packet = models.DataPacket()
        packet.ParseFromString(data)
        kind, to = packet.WhichOneof("value"), list(packet.destination_identities)
        if kind == "rpc_request":
            self.take_call(packet.rpc_request, to)
        elif kind == "rpc_response":
            self.take_answer(packet.rpc_response, to)
        elif kind == "rpc_ack":
            pass
        else:
            self.tell(saw="packet", kind=kind, to=to)

    def take_call(self, call, to):
        self.tell(saw="call", method=call.method, payload=call.payload, to=to)
        for who in to:
            self.people[who].remember(call.method, json.loads(call.payload))
            self.send_packet(who, rpc_ack=models.RpcAck(request_id=call.id))
            answer = models.RpcResponse(request_id=call.id)
            if call.method in REPLIES:
                answer.payload = REPLIES[call.method]
            else:
                answer.error.CopyFrom(models.RpcError(code=1400, message="no such method"))
            self.send_packet(who, rpc_response=answer)

    def take_answer(self, answer, to):
        by = self.calls.pop(answer.request_id, None)
        if answer.HasField("error"):
            self.tell(saw="answer", by=by, code=answer.error.code, to=to)
        else:
            self.tell(saw="answer", by=by, payload=answer.payload, to=to)

    # What the others do

    async def publish(self, by, source):
        self.people[by].publish(source)
        await self.update(self.people[by])

    async def unpublish(self, by, source):
        sid = self.people[by].track(source).sid
        del self.people[by].tracks[sid]
        await self.update(self.people[by])
        self.start(self.link.offer(removing=[sid]))

    async def resize(self, by, width, height):
        self.people[by].track("screenshare").resize(width, height)
        await self.update(self.people[by])

    async def say(self, by, file):
        """Says what is in a WAV file, when the microphone is asked for the next time."""
        self.people[by].track("microphone").words = file

    async def draw(self, by):
        """Shows a screen that is worth keeping, and no plain one."""
        self.people[by].track("screenshare").draw()

    async def join(self, who):
        self.people[who] = Person(who)
        await self.update(self.people[who])

    async def leave(self, who):
        person = self.people.pop(who)
        gone = person.info(models.ParticipantInfo.DISCONNECTED)
        await self.send(update=rtc.ParticipantUpdate(participants=[gone]))

    async def agree(self, by):
        """Allows what the newest notice asks."""
        notice = self.people[by].notice
        grant = {"act": "grant", "digest": notice["digest"], "nonce": notice["nonce"]}
        await self.call(by, "aside_consent", json.dumps(grant))

    async def use(self, by):
        """Says that the newest tip was of use."""
        mark = {"act": "used", "nudge": self.people[by].tip["id"]}
        await self.call(by, "aside_feedback", json.dumps(mark))

    async def call(self, by, method, payload):
        number = str(uuid.uuid4())
        self.calls[number] = by
        request = models.RpcRequest(
            id=number, method=method, payload=payload, response_timeout_ms=8000, version=1
        )
        self.send_packet(by, rpc_request=request)

    async def write(self, by, text, of):
        """A line on the transcribers' topic, as LiveKit's agents write it."""
        stream, now = str(uuid.uuid4()), int(time.time() * 1000)
        track = self.people[of].track("microphone").sid
        attributes = {
            "lk.transcribed_track_id": track, "lk.segment_id": stream,
            "lk.transcription_final": "true",
        }
        header = models.DataStream.Header(
            stream_id=stream, timestamp=now, topic="lk.transcription", mime_type="text/plain",
            attributes=attributes, text_header=models.DataStream.TextHeader(),
        )
        chunk = models.DataStream.Chunk(stream_id=stream, chunk_index=0, content=text.encode())
        self.send_packet(by, stream_header=header)
        self.send_packet(by, stream_chunk=chunk)
        self.send_packet(by, stream_trailer=models.DataStream.Trailer(stream_id=stream))

    async def cut(self, seconds=0):
        """Drops the coach's connection, and takes it again as a new one, no sooner than after so long."""
        self.closed_until = time.monotonic() + seconds
        socket, self.socket = self.socket, None
        await self.link.close()
        await socket.close()

    async def kick(self):
        await self.send(
            leave=rtc.LeaveRequest(
                reason=models.PARTICIPANT_REMOVED, action=rtc.LeaveRequest.DISCONNECT
            )
        )
        await self.socket.close()

    # How it is sent

    async def update(self, person):
        await self.send(update=rtc.ParticipantUpdate(participants=[person.info()]))

    async def send(self, **message):
        if self.socket is None:  # a client that comes later is told when it joins
            return
        await self.socket.send_bytes(rtc.SignalResponse(**message).SerializeToString())

    def send_packet(self, by, **value):
        packet = models.DataPacket(
            kind=models.DataPacket.RELIABLE, participant_identity=by,
            participant_sid=self.people[by].sid, destination_identities=["coach"], **value,
        )
        self.link.send_packet(packet.SerializeToString())

    def start(self, work):
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.ended)

    def ended(self, task):
        self.tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        # A client that leaves in the middle of something is no fault.
        if error and self.socket and not self.socket.closed and not isinstance(error, ConnectionError):
            self.tell(saw="fault", what=repr(error))
