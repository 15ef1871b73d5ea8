"""Plays LiveKit servers on loopback, a room for each token, and is told what happens in them.

One JSON object a line. The first line out is {"port": …}; a room is told of by its name. That lets a client in
as a token; so does a token for the room that was minted with desk.py's key:

    in:   {"room": "r", "do": "open", "answer": "welcome" or "full" or "silence"}
          {"room": "r", "do": "publish", "by": "lee", "source": "microphone"}, and so on: see room.py
          {"room": "r", "do": "dispatch", "metadata": "…"}, and so on: see desk.py
    out:  {"room": "r", "saw": "opened"}
          {"room": "r", "saw": "subscription", "wanted": true, "tracks": ["TR_lee_microphone_1"]}

It ends when its input does.
"""

import asyncio
import json
import sys

import aioice.ice
from aiohttp import web

from desk import Desk, claims
from room import Room

ROOM_ACTS = {
    "publish", "unpublish", "resize", "draw", "say", "join", "leave", "agree", "use", "call", "write",
    "cut", "kick",
}
DESK_ACTS = {"dispatch", "terminate", "away", "back"}


class StandIn:
    def __init__(self):
        self.rooms = {}
        self.answers = {}
        self.desk = Desk(self.tell)

    def tell(self, **fields):
        print(json.dumps(fields), flush=True)

    async def obey(self, command):
        name, act = command.pop("room"), command.pop("do")
        if act == "open":
            self.answers[name] = command.get("answer", "welcome")
            self.rooms[name] = Room(name, lambda **fields: self.tell(room=name, **fields))
            self.tell(room=name, saw="opened")
        elif act in ROOM_ACTS:
            await getattr(self.rooms[name], act)(**command)
        elif act in DESK_ACTS:
            await getattr(self.desk, act)(name, **command)
        else:
            raise ValueError(f"found an act that is none of {sorted(ROOM_ACTS | DESK_ACTS)}")

    async def enter(self, request):
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        room = self.room_of(request.query.get("access_token", bearer))
        answer = self.answers.get(room)
        if answer is None:
            return web.Response(status=401, text="invalid authorization token")
        if not self.rooms[room].takes(request.query.get("reconnect") == "1"):
            return web.Response(status=503)
        if answer == "full":  # what LiveKit 1.13 says
            return web.Response(status=500, text="room has exceeded its max participants")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if answer == "silence":
            self.tell(room=room, saw="knock")
            async for _ in socket:
                pass
        else:
            await self.rooms[room].serve(socket)
        return socket

    def room_of(self, token):
        """The room that a token lets into; None for a token of nobody's."""
        if token in self.rooms:
            return token
        minted = claims(token)
        if minted is None or minted.video.can_publish or not minted.video.room_join:
            return None
        return minted.video.room

    async def listen(self):
        app = web.Application()
        app.router.add_get("/rtc", self.enter)
        app.router.add_get("/rtc/validate", self.enter)
        app.router.add_get("/agent", self.desk.take)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.tell(port=runner.addresses[0][1])

    async def run(self):
        await self.listen()
        lines = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
        )
        async for line in lines:
            try:
                await self.obey(json.loads(line))
            except Exception as error:
                self.tell(saw="fault", what=repr(error), line=line.decode())


# Nothing of it is reachable from elsewhere, nor needs another network.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]
asyncio.run(StandIn().run())
