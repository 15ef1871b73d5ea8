"""The desk of a deployment: a worker registers there and is sent jobs, each for a room of the stand-in.

It tells what the worker says in LiveKit's own words, with the milliseconds of a clock that never jumps where
they count.
"""

import time
import uuid

from aiohttp import web
from livekit.api import TokenVerifier
from livekit.protocol import agent, models

KEY, SECRET = "devkey", "a secret of some length, for tests alone"


def claims(token):
    """What a token says that was minted with the key; None for any other."""
    try:
        return TokenVerifier(KEY, SECRET).verify(token)
    except Exception:  # noqa: BLE001 (whatever is wrong with it)
        return None


def now():
    return int(time.monotonic() * 1000)


class Desk:
    def __init__(self, tell):
        """`tell` takes what the desk saw, as fields."""
        self.tell = tell
        self.jobs = {}
        self.worker = None
        self.is_away = False

    # What the worker does

    async def take(self, request):
        if self.is_away:
            self.tell(saw="knock", at=now())
            return web.Response(status=503)
        bearer = claims(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if bearer is None or not bearer.video.agent:
            return web.Response(status=401, text="invalid authorization token")
        self.worker = socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            said = agent.WorkerMessage.FromString(message.data)
            kind = said.WhichOneof("message")
            await getattr(self, "take_" + kind)(getattr(said, kind))
        return socket

    async def take_register(self, wish):
        may = [field.name for field, value in wish.allowed_permissions.ListFields() if value]
        self.tell(saw="registered", name=wish.agent_name, may=may)
        await self.say(register=agent.RegisterWorkerResponse(worker_id="AW_1"))

    async def take_update_worker(self, update):
        self.tell(saw="worker", status=agent.WorkerStatus.Name(update.status))

    async def take_availability(self, answer):
        job = self.jobs[answer.job_id]
        if not answer.available:
            return self.tell(room=job.room.name, saw="declined")
        self.tell(
            room=job.room.name, saw="accepted", identity=answer.participant_identity,
            name=answer.participant_name,
        )
        await self.say(assignment=agent.JobAssignment(job=job, token=job.room.name))

    async def take_update_job(self, update):
        room = self.jobs[update.job_id].room.name
        status = agent.JobStatus.Name(update.status)
        self.tell(room=room, saw="job", status=status, what=update.error)

    async def take_ping(self, ping):
        await self.say(
            pong=agent.WorkerPong(last_timestamp=ping.timestamp, timestamp=int(time.time() * 1000))
        )

    # What the deployment does

    async def dispatch(self, room, metadata):
        """Offers a job for a room, and assigns it if the worker is free; the room's name is the token."""
        job = agent.Job(
            id="AJ_" + uuid.uuid4().hex[:12], type=agent.JT_ROOM, metadata=metadata,
            room=models.Room(sid="RM_1", name=room),
        )
        self.jobs[job.id] = job
        await self.say(availability=agent.AvailabilityRequest(job=job))

    async def terminate(self, room):
        for job in [job for job in self.jobs.values() if job.room.name == room]:
            await self.say(termination=agent.JobTermination(job_id=job.id))

    async def away(self, room):
        """Drops the worker, and answers no worker until it is back; rooms go on."""
        self.is_away = True
        self.tell(saw="away", at=now())
        await self.worker.close()

    async def back(self, room):
        self.is_away = False

    async def say(self, **message):
        await self.worker.send_bytes(agent.ServerMessage(**message).SerializeToString())
