"""`aside serve` as a worker of the deployment: sent into rooms by dispatches, many at once, and drained."""

import asyncio
import json
import signal
import uuid

import pytest
from livekit import api

import stage as live
from aside_client import COACH_NAME, Rep, token
from media import Slides
from stage import Watchful, agree, server

METADATA = {"rep": "dana", "rep_basis": "works-agreement:2026-03"}
WAIT_SECONDS = 40


class Room:
    """A rep and a guest in a room of their own."""

    def __init__(self):
        self.name = f"aside-{uuid.uuid4().hex[:12]}"
        self.rep, self.guest = Rep("dana"), Watchful("lee")

    async def enter(self):
        for person in [self.rep, self.guest]:
            await person.join(live.URL, token(self.name, person.identity))
        await Slides(self.rep.room).start()

    async def leave(self):
        await asyncio.gather(self.rep.leave(), self.guest.leave(), return_exceptions=True)


@pytest.fixture
async def rooms():
    rooms = [Room(), Room()]
    for room in rooms:
        await room.enter()
    yield rooms
    for room in rooms:
        await room.leave()


async def asked_for(view, worker: str, room: str, **more: str) -> api.AgentDispatch:
    """Asks the deployment to send a worker into a room."""
    return await view.agent_dispatch.create_dispatch(api.CreateAgentDispatchRequest(
        agent_name=worker, room=room, metadata=json.dumps(METADATA | more)))


async def sent(view, worker: str, room: Room) -> api.AgentDispatch:
    """Sends a worker into a room; what is asked for before it has registered is asked for again."""
    async with asyncio.timeout(WAIT_SECONDS):
        while True:
            dispatch = await asked_for(view, worker, room.name)
            for _ in range(20):
                if room.guest.coach():
                    return dispatch
                await asyncio.sleep(0.2)
            await view.agent_dispatch.delete_dispatch(dispatch.id, room.name)


async def test_it_sits_in_the_rooms_it_is_sent_to_and_drains_when_their_calls_are_over(stage, rooms):
    name = "worker-" + stage.room
    await stage.coach.serve(name)
    async with server() as view:
        dispatches = [await sent(view, name, room) for room in rooms]
        for room in rooms:
            assert (await agree(room.guest))["gate"] == "open"
            coach = room.guest.coach()
            assert (coach.name, coach.identity.startswith("aside-AJ_")) == (COACH_NAME, True)
        await stage.coach.logs("gate.opened", times=2)
        await stage.coach.logs("screen.frame-sampled", times=2)

        stage.coach.signal(signal.SIGTERM)
        await asyncio.sleep(live.QUIET_SECONDS)
        assert stage.coach.is_running
        assert (await rooms[0].guest.status())["gate"] == "open"
        await view.agent_dispatch.delete_dispatch(dispatches[0].id, rooms[0].name)
        await stage.coach.logs("call.sealed")
        assert stage.coach.is_running
        await view.room.delete_room(api.DeleteRoomRequest(room=rooms[1].name))
    code, said = await stage.coach.ends()
    assert code == 0, said
    closed = [one["data"]["departure"] for one in await stage.coach.entries("call.closed")]
    # Of a room that is deleted the worker is told twice: its job is over, and so is the room.
    assert closed[0] == "asked" and closed[1] in ["asked", "room-closed"]
    assert len({one["stream"] for one in await stage.coach.entries()}) == 2
    assert (await stage.coach.aside("log", "verify"))[0] == 0
    for room in rooms:
        assert room.guest.from_coach() == {"aside_notice", "aside_receipt"}


async def test_a_job_that_cannot_be_done_harms_no_other_and_a_second_signal_waits_for_nobody(stage, rooms):
    name = "worker-" + stage.room
    await stage.coach.serve(name)
    async with server() as view:
        await sent(view, name, rooms[1])
        await asked_for(view, name, rooms[0].name, playbook="../elsewhere", account="of-nobody-else")
        assert (await agree(rooms[1].guest))["gate"] == "open"
        assert rooms[0].guest.coach() is None
    for _ in range(2):
        stage.coach.signal(signal.SIGTERM)
        await asyncio.sleep(0.5)
    code, said = await stage.coach.ends()
    assert code == 0, said
    assert "of-nobody-else" not in said
    assert stage.coach.types[-1] == "call.sealed"
