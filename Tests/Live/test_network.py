"""The coach's signalling breaks while sound and pictures go on: nobody sees who comes, so nothing is captured."""

import asyncio
import json

import pytest
from livekit import rtc

import stage as live
from media import Slides, Voice
from stage import QUIET_SECONDS, agree, captured_unseen, meets_coach
from wire import Wire


@pytest.fixture
async def wire():
    if not live.URL.startswith("ws://"):
        pytest.skip("LIVEKIT_URL is not ws://, and TLS cannot be carried over another host's name")
    wire = Wire(live.URL)
    await wire.start()
    yield wire
    await wire.stop()


async def shown(stage, wire):
    """An open call over the wire, in which both speak and the rep's slides are looked at."""
    rep, guest = await stage.open_call(LIVEKIT_URL=wire.url)
    slides = Slides(rep.room)
    await slides.start()
    for person in [rep, guest]:
        await Voice(person.room).start()
    await stage.coach.logs("track.subscribed", times=3)
    await stage.coach.logs("screen.frame-sampled")
    return rep, guest, slides


async def left_as_it_should(stage, outages: int) -> None:
    """The coach leaves; its log verifies, and its report tells of each outage."""
    assert (await stage.coach.leave())[0] == 0
    code, output = await stage.coach.aside("log", "verify")
    assert code == 0, output
    assert captured_unseen(await stage.coach.entries()) == []
    report = stage.coach.home.parent / "compliance.json"
    code, output = await stage.coach.aside(
        "report", "compliance", await stage.coach.call(), "--format", "json", "--out", str(report))
    assert code == 0, output
    failures = json.loads(report.read_text())["sections"][15]
    table = next(one for one in failures["tables"] if one["key"] == "connection")
    assert len(table["rows"]) == outages


async def test_a_connection_that_drops_holds_the_gate_until_it_is_taken_up_again(stage, wire):
    rep, guest, slides = await shown(stage, wire)
    wire.drop()
    await stage.coach.logs("call.connection-restored", seconds=60)
    await stage.coach.logs("gate.opened", times=2)
    await stage.coach.logs("track.subscribed", times=6)
    assert (await guest.status())["gate"] == "open"
    samples = stage.coach.types.count("screen.frame-sampled")
    slides.show(1, 1280, 720)
    await stage.coach.logs("screen.frame-sampled", times=samples + 1)
    held = await stage.coach.entries("gate.held")
    assert [entry["data"]["reasons"] for entry in held] == [["connection-lost"]]
    assert stage.coach.types.count("participant.left") == 0
    await left_as_it_should(stage, outages=1)


async def test_whoever_comes_while_it_is_cut_is_not_captured_before_they_agree(stage, wire):
    rep, guest, slides = await shown(stage, wire)
    wire.cut()
    await stage.coach.logs("capture.stopped")
    ana = await stage.guest("ana")
    await Voice(ana.room).start()
    await asyncio.sleep(QUIET_SECONDS)
    assert stage.coach.types.count("participant.joined") == 2
    wire.mend()
    await stage.coach.logs("call.connection-restored", seconds=60)
    await stage.coach.logs("participant.joined", times=3)
    await asyncio.sleep(QUIET_SECONDS)
    assert stage.coach.types.count("gate.opened") == 1
    await meets_coach(rep)
    assert (await rep.status())["gate"] != "open"
    restored = (await stage.coach.entries("call.connection-restored"))[0]
    assert restored["data"]["lostMicros"] >= QUIET_SECONDS * 1_000_000
    assert (await agree(ana))["gate"] == "open"
    await stage.coach.logs("track.subscribed", times=7)
    await stage.coach.logs("screen.frame-sampled", times=2)
    assert ana.from_coach() <= {"aside_notice", "aside_receipt"}
    await left_as_it_should(stage, outages=1)


async def withdraw_at_last(guest) -> dict:
    """Says stop until it gets through."""
    while True:
        try:
            return await guest.withdraw()
        except (rtc.RpcError, LookupError):  # the coach is not there, or does not answer
            await asyncio.sleep(0.5)


async def test_a_no_that_is_said_while_it_is_cut_is_obeyed_as_soon_as_it_gets_through(stage, wire):
    rep, guest, slides = await shown(stage, wire)
    wire.cut()
    await stage.coach.logs("call.connection-lost")
    saying = asyncio.create_task(withdraw_at_last(guest))
    await asyncio.sleep(QUIET_SECONDS)
    wire.mend()
    await stage.coach.logs("call.connection-restored", seconds=60)
    async with asyncio.timeout(30):
        assert set((await saying)["purposes"].values()) == {"withdrawn"}
    opened = stage.coach.types.count("gate.opened")
    subscribed = stage.coach.types.count("track.subscribed")
    await asyncio.sleep(QUIET_SECONDS)
    assert stage.coach.types.count("gate.opened") == opened
    assert stage.coach.types.count("track.subscribed") == subscribed
    await meets_coach(rep)
    assert (await rep.status())["gate"] == "closed"
    await left_as_it_should(stage, outages=1)


@pytest.mark.slow
async def test_a_connection_that_stays_cut_ends_the_call(stage, wire):
    await shown(stage, wire)
    wire.cut()
    code, said = await stage.coach.ends(seconds=180)
    assert (code, stage.coach.types[-1]) == (0, "call.sealed"), said
    closed = (await stage.coach.entries("call.closed"))[0]
    assert closed["data"]["departure"] == "connection-lost"
    assert captured_unseen(await stage.coach.entries()) == []
