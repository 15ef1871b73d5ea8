"""Advice reaches the rep, once, and nobody else."""

import asyncio

import pytest

from aside_client import Rep
from media import Slides, Transcriber, Voice
from stage import QUIET_SECONDS, heard

LINE = "That is too expensive for us."


async def coached(stage):
    """An open call in which the guest's words are written down."""
    rep, guest = await stage.open_call("--transcriber", "scribe")
    scribe = await stage.scribe()
    track = await Voice(guest.room).start()
    await stage.coach.logs("track.published")
    return rep, guest, scribe, track


async def test_a_line_becomes_a_nudge_for_the_rep_and_nothing_for_anybody_else(stage):
    rep, guest, scribe, track = await coached(stage)
    await Slides(rep.room).start()
    await heard(LINE)
    await scribe.say(LINE, track)
    nudge = await rep.next_nudge(seconds=20)
    assert nudge["kind"] == "objection"
    await stage.coach.logs("nudge.acknowledged")
    assert await rep.feedback(nudge["id"], "used") == {}
    await stage.coach.logs("nudge.feedback")
    await asyncio.sleep(QUIET_SECONDS)

    assert guest.from_coach() == {"aside_notice", "aside_receipt"}
    assert {one.what for one in rep.received if one.sender == "aside-coach"} <= {
        "aside_notice", "aside_receipt", "coach_nudge"}
    sent, shown, used = [
        (await stage.coach.entries(f"nudge.{what}"))[0]["data"]
        for what in ["sent", "acknowledged", "feedback"]]
    assert sent["nudge"] == shown["nudge"] == used["nudge"] == nudge["id"]
    assert used["act"] == "used"
    types = [entry["type"] for entry in await stage.coach.entries()]
    places = [types.index(one) for one in [
        "gate.opened", "speech.line-transcribed", "nudge.decided", "nudge.sent",
        "nudge.acknowledged", "nudge.feedback"]]
    assert places == sorted(places)


async def test_a_rep_who_reconnects_is_coached_again(stage):
    rep, guest, scribe, track = await coached(stage)
    await rep.leave()
    await stage.coach.logs("participant.left")
    back = await stage.enter(Rep("dana"))
    await stage.coach.logs("participant.reconnected")
    await stage.coach.logs("gate.opened", times=2)
    await heard(LINE)
    await scribe.say(LINE, track)
    nudge = await back.next_nudge(seconds=20)
    await back.feedback(nudge["id"], "dismissed")
    await stage.coach.logs("nudge.feedback")


async def test_a_client_that_does_not_show_a_nudge_is_recorded_as_such(stage):
    rep, guest, scribe, track = await coached(stage)
    rep.shows = False
    await heard(LINE)
    await scribe.say(LINE, track)
    await stage.coach.logs("nudge.undelivered")
    assert (await stage.coach.entries("nudge.undelivered"))[0]["data"]["code"] == 4080
    assert stage.coach.is_running


async def test_words_of_anybody_but_the_transcriber_are_not_read(stage):
    rep, guest, scribe, track = await coached(stage)
    await heard(LINE)
    await Transcriber(guest.room).say(LINE, track)
    await asyncio.sleep(QUIET_SECONDS)
    assert "speech.line-transcribed" not in stage.coach.types


async def test_texts_that_are_no_transcript_are_passed_over(stage):
    rep, guest, scribe, track = await coached(stage)
    await heard(LINE)
    await scribe.send(LINE, "TR_unknown", "SG_a", final=True)
    await scribe.send("   ", track, "SG_b", final=True)
    room = scribe._room.local_participant
    await room.send_text(LINE, topic="lk.transcription")
    await room.send_text(LINE, topic="lk.transcription", attributes={
        "lk.transcribed_track_id": track, "lk.segment_id": "SG_c",
        "lk.transcription_final": "perhaps"})
    await scribe.send("x " * 200_000, track, "SG_d", final=True)
    await asyncio.sleep(QUIET_SECONDS)
    await scribe.say(LINE, track)
    await rep.next_nudge(seconds=20)


async def test_the_record_of_a_call_verifies_and_reports(stage):
    rep, guest, scribe, track = await coached(stage)
    await heard(LINE)
    await scribe.say(LINE, track)
    await rep.next_nudge(seconds=20)
    code, said = await stage.coach.leave()
    assert code == 0, said
    assert stage.coach.types[-2:] == ["call.closed", "call.sealed"]
    call = await stage.coach.call()
    code, output = await stage.coach.aside("log", "verify")
    assert code == 0, output
    code, output = await stage.coach.aside("calls")
    assert code == 0 and call in output
    for format in ["html", "json"]:
        file = stage.coach.home.parent / f"report.{format}"
        code, output = await stage.coach.aside(
            "report", "compliance", call, "--format", format, "--out", str(file))
        assert code == 0, output
        assert file.stat().st_size > 1_000
        code, output = await stage.coach.aside("report", "verify", str(file))
        assert code == 0, output


@pytest.mark.slow
async def test_the_coach_leaves_a_minute_after_the_rep(stage):
    rep, guest = await stage.open_call()
    await rep.leave()
    await stage.coach.logs("participant.left")
    await asyncio.sleep(50)
    assert stage.coach.is_running
    code, said = await stage.coach.ends(seconds=20)
    assert (code, stage.coach.types[-1]) == (0, "call.sealed"), said
