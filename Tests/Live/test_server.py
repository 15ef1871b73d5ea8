"""A server that dies and comes back, or does not answer for a while; LIVEKIT_SERVER names its binary."""

import asyncio
import os
import signal
import socket

import aiohttp
import pytest

import stage as live
from media import Slides, Voice
from stage import QUIET_SECONDS, agree, captured_unseen, heard, meets_coach
from test_serving import Room, sent

BINARY = os.environ.get("LIVEKIT_SERVER")
pytestmark = pytest.mark.skipif(not BINARY, reason="LIVEKIT_SERVER names no livekit-server")

LINE = "That is too expensive for us."


class OwnServer:
    """A server on ports of its own that a test may end."""

    def __init__(self):
        port, tcp, udp = free_ports(3)
        self.url = f"ws://127.0.0.1:{port}"
        self._settings = (
            f"{{port: {port}, bind_addresses: [127.0.0.1], "
            f"keys: {{{os.environ['LIVEKIT_API_KEY']}: {os.environ['LIVEKIT_API_SECRET']}}}, "
            f"rtc: {{tcp_port: {tcp}, udp_port: {udp}, node_ip: 127.0.0.1, use_external_ip: false, "
            "enable_loopback_candidate: true, interfaces: {includes: [lo]}, "
            "stun_servers: ['127.0.0.1:3478']}}")

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            BINARY, "--config-body", self._settings,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL)
        async with asyncio.timeout(20), aiohttp.ClientSession() as session:
            while True:
                try:
                    async with session.get(self.url.replace("ws", "http")) as answer:
                        assert answer.status == 200
                        return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.1)

    async def kill(self) -> None:
        self._process.kill()
        await self._process.wait()

    def pause(self, is_paused: bool) -> None:
        self._process.send_signal(signal.SIGSTOP if is_paused else signal.SIGCONT)


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture
async def own(monkeypatch):
    server = OwnServer()
    await server.start()
    monkeypatch.setenv("LIVEKIT_URL", server.url)
    monkeypatch.setattr(live, "URL", server.url)
    yield server
    await server.kill()


async def test_after_a_restart_everything_is_asked_for_again_as_consent_allows(own, stage):
    rep, guest = await stage.open_call("--transcriber", "scribe")
    scribe = await stage.scribe()
    voice = await Voice(guest.room).start()
    await Slides(rep.room).start()
    await stage.coach.logs("screen.frame-sampled")
    before = stage.coach.types.count("track.subscribed")
    await own.kill()
    await own.start()
    await stage.coach.logs("participant.reconnected", times=2, seconds=60)
    await stage.coach.logs("gate.opened", times=2, seconds=60)
    await stage.coach.logs("track.subscribed", times=before + 1, seconds=60)
    await heard(LINE)
    track = next(iter(guest.room.local_participant.track_publications))
    await scribe.say(LINE, track)
    await rep.next_nudge(seconds=20)
    assert captured_unseen(await stage.coach.entries()) == []
    assert (await stage.coach.leave())[0] == 0
    assert (await stage.coach.aside("log", "verify"))[0] == 0


async def test_what_was_withdrawn_stays_withdrawn_after_a_restart(own, stage):
    rep, guest = await stage.open_call()
    await Slides(rep.room).start()
    await stage.coach.logs("track.subscribed")
    await guest.withdraw()
    await stage.coach.logs("capture.stopped")
    await own.kill()
    await own.start()
    await stage.coach.logs("participant.reconnected", times=2, seconds=60)
    await asyncio.sleep(QUIET_SECONDS)
    assert stage.coach.types.count("track.subscribed") == 1
    await meets_coach(guest)
    assert (await guest.status())["gate"] == "closed"


async def test_a_server_that_is_silent_for_a_while_is_waited_for(own, stage):
    rep, guest = await stage.open_call()
    await Slides(rep.room).start()
    await stage.coach.logs("screen.frame-sampled")
    own.pause(True)
    await stage.coach.logs("call.connection-lost", seconds=30)  # after the server's ping time-out
    await stage.coach.logs("capture.stopped")
    await asyncio.sleep(QUIET_SECONDS)
    own.pause(False)
    await stage.coach.logs("call.connection-restored", seconds=60)
    await stage.coach.logs("gate.opened", times=2, seconds=60)
    await stage.coach.logs("screen.frame-sampled", times=2, seconds=60)
    assert captured_unseen(await stage.coach.entries()) == []
    assert (await stage.coach.leave())[0] == 0
    assert (await stage.coach.aside("log", "verify"))[0] == 0


async def test_a_worker_registers_again_with_a_server_that_was_away_and_its_call_goes_on(own, stage):
    name = "worker-" + stage.room
    await stage.coach.serve(name)
    rooms = [Room(), Room()]
    await rooms[0].enter()
    async with live.server() as view:
        await sent(view, name, rooms[0])
        assert (await agree(rooms[0].guest))["gate"] == "open"
        await own.kill()
        await own.start()
        await stage.coach.logs("participant.reconnected", times=2, seconds=60)
        await stage.coach.logs("gate.opened", times=2, seconds=60)
        await rooms[1].enter()
        await sent(view, name, rooms[1])
        assert (await agree(rooms[1].guest))["gate"] == "open"
    for _ in range(2):
        stage.coach.signal(signal.SIGTERM)
        await asyncio.sleep(0.5)
    assert (await stage.coach.ends())[0] == 0
    assert captured_unseen(await stage.coach.entries()) == []
    assert (await stage.coach.aside("log", "verify"))[0] == 0
    for room in rooms:
        await room.leave()


async def test_a_server_that_does_not_come_back_ends_the_call(own, stage):
    await stage.open_call()
    await own.kill()
    code, said = await stage.coach.ends(seconds=120)
    assert (code, stage.coach.types[-1]) == (0, "call.sealed"), said
    await own.start()
