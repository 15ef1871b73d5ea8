"""The two WebRTC connections between a room and its one client: one for each direction, as LiveKit has it."""

import asyncio
import json

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.sdp import candidate_from_sdp
from livekit.protocol import rtc


class Link:
    def __init__(self, send, received):
        """`send` takes the fields of a SignalResponse, `received` a packet's bytes."""
        self.send, self.received = send, received
        configuration = RTCConfiguration(iceServers=[])
        self.down, self.up = RTCPeerConnection(configuration), RTCPeerConnection(configuration)
        self.waiting = []
        self.reliable = self.down.createDataChannel("_reliable")
        self.reliable.on("open", self.opened)
        self.down.createDataChannel("_lossy", ordered=False, maxRetransmits=0)
        self.up.on("datachannel", lambda channel: channel.on("message", received))
        self.remote = {rtc.SUBSCRIBER: asyncio.Event(), rtc.PUBLISHER: asyncio.Event()}
        self.negotiating = asyncio.Lock()
        self.answer = None
        self.offers = 0
        self.senders = {}

    def send_packet(self, data):
        """Sends a packet, now or when there is a way."""
        if self.reliable.readyState == "open":
            self.reliable.send(data)
        else:
            self.waiting.append(data)

    def opened(self):
        for data in self.waiting:
            self.reliable.send(data)

    async def close(self):
        await self.down.close()
        await self.up.close()

    def _add(self, track, owner):
        # LiveKit's client knows whose it is by the ids of stream and track.
        sender = self.down.addTransceiver(track.play(), direction="sendonly")
        sender.sender._stream_id, sender.sender._track_id = f"{owner}|{track.sid}", track.sid
        self.senders[track.sid] = sender

    def _remove(self, sid):
        sender = self.senders.pop(sid)
        sender.sender.replaceTrack(None)
        sender.direction = "inactive"

    async def offer(self, adding=(), removing=()):
        """Changes what is sent, tracks with their owners and ids of tracks, and agrees on it with the client."""
        async with self.negotiating:
            # Not while an earlier offer is open, which would not have them.
            for track, owner in adding:
                if track.sid not in self.senders:
                    self._add(track, owner)
            for sid in removing:
                if sid in self.senders:
                    self._remove(sid)
            self.offers += 1
            self.answer = asyncio.get_running_loop().create_future()
            await self.down.setLocalDescription(await self.down.createOffer())
            description = self.down.localDescription
            await self.send(
                offer=rtc.SessionDescription(type="offer", sdp=description.sdp, id=self.offers)
            )
            answer = await self.answer
            await self.down.setRemoteDescription(RTCSessionDescription(answer, "answer"))
            self.remote[rtc.SUBSCRIBER].set()

    async def take_answer(self, answer):
        self.answer.set_result(answer.sdp)

    async def take_offer(self, offer):
        await self.up.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
        self.remote[rtc.PUBLISHER].set()
        await self.up.setLocalDescription(await self.up.createAnswer())
        await self.send(
            answer=rtc.SessionDescription(
                type="answer", sdp=self.up.localDescription.sdp, id=offer.id
            )
        )

    async def take_candidate(self, trickle):
        found = json.loads(trickle.candidateInit)
        if not found.get("candidate"):
            return
        candidate = candidate_from_sdp(found["candidate"].split(":", 1)[1])
        candidate.sdpMid = found.get("sdpMid")
        candidate.sdpMLineIndex = found.get("sdpMLineIndex")
        await self.remote[trickle.target].wait()
        connection = self.down if trickle.target == rtc.SUBSCRIBER else self.up
        await connection.addIceCandidate(candidate)
