"""From a dispatch to the coach in the room, beside a worker that does nothing but join.

The bare worker answers every offer at once and joins with the same client core, so what it takes is the
server's own delay and the core's connect; what `aside serve` takes beyond that is Aside's.
"""

import asyncio
import json
import time

import aiohttp
from livekit import api, rtc
from livekit.protocol import agent, models

from people import KEY, SECRET, URL

SECONDS = 20
"""How long a dispatch may take; nothing is measured then."""

POLL_SECONDS = 0.002
"""How often the server is asked who is in the room: clients hear of who publishes nothing up to 3 s late."""


class BareWorker:
    """Registers under a name, takes every job, and joins each room."""

    def __init__(self, name):
        self.name, self.assigned, self.rooms = name, {}, []

    async def start(self):
        token = api.AccessToken(KEY, SECRET).with_grants(api.VideoGrants(agent=True)).to_jwt()
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(
            URL + "/agent", headers={"Authorization": "Bearer " + token}, autoping=True)
        permissions = models.ParticipantPermission(
            can_subscribe=True, can_publish=False, can_publish_data=True, agent=True)
        await self._say(register=agent.RegisterWorkerRequest(
            type=agent.JobType.JT_ROOM, agent_name=self.name, version="bare",
            allowed_permissions=permissions))
        self._reading = asyncio.create_task(self._read())

    async def _say(self, **message):
        await self._socket.send_bytes(agent.WorkerMessage(**message).SerializeToString())

    async def _read(self):
        async for message in self._socket:
            said = agent.ServerMessage.FromString(message.data)
            match said.WhichOneof("message"):
                case "register":
                    await self._say(update_worker=agent.UpdateWorkerStatus(
                        status=agent.WorkerStatus.WS_AVAILABLE))
                case "availability":
                    job = said.availability.job.id
                    await self._say(availability=agent.AvailabilityResponse(
                        job_id=job, available=True, participant_identity="bare-" + job,
                        participant_name="bare"))
                case "assignment":
                    self.assigned[said.assignment.job.room.name] = time.monotonic()
                    room = rtc.Room()
                    self.rooms.append(room)
                    await room.connect(
                        URL, said.assignment.token, rtc.RoomOptions(auto_subscribe=False))

    async def stop(self):
        self._reading.cancel()
        for room in self.rooms:
            await room.disconnect()
        await self._socket.close()
        await self._session.close()


async def arrival(server, worker, room):
    """When a worker was asked for, and when it was connected to the room, by the server's own word."""
    await server.room.create_room(api.CreateRoomRequest(name=room))
    asked = time.monotonic()
    await server.agent_dispatch.create_dispatch(api.CreateAgentDispatchRequest(
        agent_name=worker, room=room, metadata=json.dumps({"rep": "rep"})))
    listing = api.ListParticipantsRequest(room=room)
    async with asyncio.timeout(SECONDS):
        while not any(one.state == models.ParticipantInfo.State.ACTIVE
                      for one in (await server.room.list_participants(listing)).participants):
            await asyncio.sleep(POLL_SECONDS)
    seen = time.monotonic()
    await server.room.delete_room(api.DeleteRoomRequest(room=room))
    return asked, seen


async def dispatches(run, serving, count):
    """Milliseconds: of the coach in all, of the bare worker in all, and of that until its assignment."""
    bare = BareWorker(run + "-bare")
    await bare.start()
    await serving.start()
    coach, beside, server_alone = [], [], []
    try:
        async with api.LiveKitAPI() as server:
            for number in range(-1, count):
                asked, seen = await arrival(server, serving.name, f"{run}-coach-{number}")
                room = f"{run}-bare-{number}"
                asked_bare, seen_bare = await arrival(server, bare.name, room)
                if number < 0:
                    continue  # the first of each warms the caches
                coach.append(1e3 * (seen - asked))
                beside.append(1e3 * (seen_bare - asked_bare))
                server_alone.append(1e3 * (bare.assigned[room] - asked_bare))
    finally:
        await bare.stop()
        await serving.stop()
    return coach, beside, server_alone
