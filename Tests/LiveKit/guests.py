"""Real people, with LiveKit's own Python client, in rooms of a real server that this script starts; only for
recording sessions anew. It obeys as stand_in.py does. ASIDE_RECORD names the server's program.
"""

import asyncio
import json
import math
import os
import sys
import tempfile
import uuid

import numpy
from aiohttp import ClientError, ClientSession
from livekit import api, rtc

from people import REPLIES

PORT = 17880  # with the two after it; not LiveKit's own, where another may run
KEY, SECRET = "devkey", "a secret that only recordings are made with"
CONFIGURATION = f"""
port: {PORT}
bind_addresses: ["127.0.0.1"]
rtc: {{tcp_port: {PORT + 1}, udp_port: {PORT + 2}, node_ip: 127.0.0.1, enable_loopback_candidate: true,
  use_external_ip: false, stun_servers: ["127.0.0.1:3478"], interfaces: {{includes: [lo]}}}}
keys: {{{KEY}: {SECRET}}}
"""
SOURCES = {
    "microphone": rtc.TrackSource.SOURCE_MICROPHONE,
    "camera": rtc.TrackSource.SOURCE_CAMERA,
    "screenshare": rtc.TrackSource.SOURCE_SCREENSHARE,
}


class Server:
    async def start(self):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False) as file:
            file.write(CONFIGURATION)
        self.configuration = file.name
        await self.again()

    async def again(self):
        self.process = await asyncio.create_subprocess_exec(
            os.environ["ASIDE_RECORD"], "--config", self.configuration,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )
        async with ClientSession() as session:
            while True:
                try:
                    async with session.get(f"http://127.0.0.1:{PORT}/"):
                        return
                except ClientError:
                    await asyncio.sleep(0.05)

    async def stop(self):
        self.process.kill()
        await self.process.wait()


def token_for(identity, room, kind, **grants):
    token = api.AccessToken(KEY, SECRET).with_identity(identity).with_kind(kind)
    return token.with_grants(api.VideoGrants(room_join=True, room=room, **grants)).to_jwt()


class Guest:
    def __init__(self, identity, room):
        self.identity, self.name = identity, room
        self.room = rtc.Room()
        self.notice, self.tip = {}, {}
        self.tasks, self.published = [], {}

    async def enter(self):
        kind = "agent" if self.identity == "scribe" else "standard"
        token = token_for(self.identity, self.name, kind)
        await self.room.connect(f"ws://127.0.0.1:{PORT}", token)
        for method in REPLIES:
            self.room.local_participant.register_rpc_method(method, self.take)

    async def take(self, call):
        if call.method == "aside_notice":
            self.notice = json.loads(call.payload)
        elif call.method == "coach_nudge":
            self.tip = json.loads(call.payload)
        return REPLIES[call.method]

    async def publish(self, source):
        if source == "microphone":
            sound = rtc.AudioSource(48_000, 1)
            track = rtc.LocalAudioTrack.create_audio_track(source, sound)
            self.tasks.append(asyncio.create_task(self.hum(sound)))
        else:
            picture = rtc.VideoSource(320, 180)
            track = rtc.LocalVideoTrack.create_video_track(source, picture)
            self.tasks.append(asyncio.create_task(self.show(picture)))
        options = rtc.TrackPublishOptions(source=SOURCES[source], simulcast=False)
        self.published[source] = await self.room.local_participant.publish_track(track, options)

    async def hum(self, sound):
        wave = [int(8000 * math.sin(2 * math.pi * 1000 * n / 48_000)) for n in range(480)]
        while True:
            frame = rtc.AudioFrame(numpy.array(wave, numpy.int16).tobytes(), 48_000, 1, 480)
            await sound.capture_frame(frame)

    async def show(self, picture):
        grey = bytes([180]) * (320 * 180) + bytes([128]) * (320 * 180 // 2)
        while True:
            picture.capture_frame(rtc.VideoFrame(320, 180, rtc.VideoBufferType.I420, grey))
            await asyncio.sleep(0.2)

    async def call(self, method, payload):
        await self.room.local_participant.perform_rpc(
            destination_identity="coach", method=method, payload=payload
        )

    async def write(self, text, track):
        attributes = {
            "lk.transcribed_track_id": track, "lk.segment_id": str(uuid.uuid4()),
            "lk.transcription_final": "true",
        }
        await self.room.local_participant.send_text(
            text, topic="lk.transcription", attributes=attributes, destination_identities=["coach"]
        )


class Guests:
    def __init__(self):
        self.server = Server()
        self.rooms = {}

    def tell(self, **fields):
        print(json.dumps(fields), flush=True)

    async def obey(self, command):
        name, act = command.pop("room"), command.pop("do")
        guests = self.rooms.setdefault(name, {})
        if act == "open":
            for who in ("dana", "lee"):
                await self.join(name, who)
            token = token_for("coach", name, "agent", can_publish=False, can_publish_data=True)
            self.tell(room=name, saw="opened", token=token)
        elif act == "join":
            await self.join(name, command["who"])
        elif act == "leave":
            await guests.pop(command["who"]).room.disconnect()
        elif act == "publish":
            await guests[command["by"]].publish(command["source"])
        elif act == "agree":
            guest = guests[command["by"]]
            grant = {"act": "grant", "digest": guest.notice["digest"], "nonce": guest.notice["nonce"]}
            await guest.call("aside_consent", json.dumps(grant))
        elif act == "use":
            guest = guests[command["by"]]
            mark = {"act": "used", "nudge": guest.tip["id"]}
            await guest.call("aside_feedback", json.dumps(mark))
        elif act == "call":
            await guests[command["by"]].call(command["method"], command["payload"])
        elif act == "write":
            track = guests[command["of"]].published["microphone"].sid
            await guests[command["by"]].write(command["text"], track)
        elif act == "restart":
            await self.server.stop()
            await self.server.again()
        elif act == "kick":
            async with api.LiveKitAPI(f"http://127.0.0.1:{PORT}", KEY, SECRET) as server:
                await server.room.remove_participant(
                    api.RoomParticipantIdentity(room=name, identity="coach")
                )

    async def join(self, name, who):
        guest = self.rooms[name][who] = Guest(who, name)
        await guest.enter()

    async def run(self):
        await self.server.start()
        self.tell(port=PORT)
        lines = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
        )
        async for line in lines:
            try:
                await self.obey(json.loads(line))
            except Exception as error:
                self.tell(saw="fault", what=repr(error), line=line.decode())
        await self.server.stop()


asyncio.run(Guests().run())
