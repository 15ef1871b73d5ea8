"""Nothing before everybody has agreed, nothing after somebody has taken it back."""

import asyncio
import hashlib

import pytest
from livekit import api

from aside_client import Guest, Rep
from media import Slides, Voice
from stage import BASIS, PURPOSES, QUIET_SECONDS, agree, asked, heard, meets_coach, server

LINE = "That is too expensive for us."


def order(entries: list[dict], *types: str) -> list[int]:
    """Where the first event of each type stands."""
    names = [entry["type"] for entry in entries]
    return [names.index(one) for one in types]


def received(entries: list[dict]) -> set[tuple[str, str]]:
    """What was subscribed, and for what."""
    subscribed = [one["data"] for one in entries if one["type"] == "track.subscribed"]
    return {(data["source"], data["purpose"]) for data in subscribed}


async def test_a_notice_is_what_its_digest_says_in_the_language_of_the_region(stage):
    guest = await stage.guest()
    await stage.rep()
    await stage.coach.join(*BASIS, "--region", "lee=DE")
    notice = await guest.next_notice()
    shown = [notice["title"], *notice["paragraphs"], notice["allow"], notice["refuse"], notice["stop"]]
    assert notice["digest"] == hashlib.sha256("\n".join(shown).encode()).hexdigest()
    assert (notice["notice"], notice["locale"]) == ("guest/de", "de")
    assert set(notice["purposes"]) == PURPOSES


@pytest.mark.parametrize("options", [[], BASIS])
async def test_nothing_is_subscribed_before_everybody_agreed(stage, options):
    rep, guest = await stage.rep(), await stage.guest()
    for one in [Slides(rep.room), Voice(rep.room), Slides(rep.room, camera=True)]:
        await one.start()
    await stage.coach.join(*options)
    await asked(guest)
    if not options:
        assert (await agree(rep))["gate"] == "closed"
    await asyncio.sleep(QUIET_SECONDS)
    assert "gate.opened" not in stage.coach.types
    assert "track.subscribed" not in stage.coach.types
    assert (await guest.status())["gate"] == "closed"

    assert (await guest.grant())["gate"] == "open"
    await stage.coach.logs("screen.frame-sampled")
    await stage.coach.logs("track.subscribed", times=2)
    entries = await stage.coach.entries()
    shown, granted, opened, subscribed, sampled = order(
        entries, "consent.notice-shown", "consent.granted", "gate.opened", "track.subscribed",
        "screen.frame-sampled")
    assert shown < granted < opened < subscribed < sampled
    assert received(entries) == {("microphone", "live_transcription"), ("screenshare", "screen_frames")}
    assert ("consent.basis-recorded" in stage.coach.types) == bool(options)


async def test_the_camera_is_never_received(stage):
    rep, guest = await stage.rep(), await stage.enter(Guest("lee"), listens=False)
    wanted = []
    rep.room.on("local_track_subscribed", lambda track: wanted.append(track.sid))
    camera, slides = Slides(rep.room, camera=True), Slides(rep.room)
    for one in [camera, slides]:
        await one.start()
    await stage.coach.join(*BASIS)
    await agree(guest)
    await stage.coach.logs("screen.frame-sampled")
    await asyncio.sleep(QUIET_SECONDS)
    sources = [e["data"]["source"] for e in await stage.coach.entries("track.subscribed")]
    assert sources == ["screenshare"]
    assert wanted == [slides.sid]  # so says the server; nobody else asks for anything here


async def test_refusing_keeps_the_coach_off_and_the_call_goes_on(stage):
    rep, guest = await stage.rep(), await stage.guest()
    await Slides(rep.room).start()
    await stage.coach.join(*BASIS)
    await asked(guest)
    status = await guest.refuse()
    assert status["gate"] == "closed"
    assert set(status["purposes"].values()) == {"refused"}
    await guest.until(lambda: guest.receipts)
    assert guest.receipts[0]["act"] == "refused"
    assert set(guest.receipts[0]["purposes"]) == PURPOSES
    await asyncio.sleep(QUIET_SECONDS)
    assert stage.coach.is_running
    assert not {"gate.opened", "track.subscribed"} & set(stage.coach.types)


async def test_withdrawing_stops_everything_and_is_confirmed(stage):
    rep, guest = await stage.open_call("--transcriber", "scribe")
    scribe, voice = await stage.scribe(), Voice(guest.room)
    track = await voice.start()
    await Slides(rep.room).start()
    await stage.coach.logs("screen.frame-sampled")
    status = await guest.withdraw()
    assert status["gate"] == "closed"
    assert set(status["purposes"].values()) == {"withdrawn"}
    await guest.until(lambda: any(one["act"] == "withdrawn" for one in guest.receipts))
    await stage.coach.logs("capture.stopped")
    await scribe.say(LINE, track)
    await asyncio.sleep(QUIET_SECONDS)
    entries = await stage.coach.entries()
    withdrawn, closed, unsubscribed, stopped = order(
        entries, "consent.withdrawn", "gate.closed", "track.unsubscribed", "capture.stopped")
    assert withdrawn < closed < unsubscribed < stopped
    captured = [e["type"] for e in entries[closed:] if e["type"].startswith(("speech.", "screen.f"))]
    assert captured == []
    assert (await rep.status())["gate"] == "closed"


async def test_a_shared_device_agrees_with_the_number_of_people_behind_it(stage):
    await stage.rep()
    guest = await stage.guest()
    await stage.coach.join(*BASIS, "--shared", "lee")
    notice = await asked(guest)
    assert notice["shared"] is True
    with pytest.raises(ValueError):
        await guest.grant()
    grant = {"act": "grant", "digest": notice["digest"], "nonce": notice["nonce"]}
    assert (await guest.call("aside_consent", grant))["gate"] == "closed"
    guest.heads = 3
    assert (await guest.grant())["gate"] == "open"
    granted = (await stage.coach.entries("consent.granted"))[0]
    assert granted["data"]["act"]["headCount"] == 3


async def test_a_device_that_becomes_shared_is_asked_again_for_everyone_behind_it(stage):
    await stage.rep()
    guest = await stage.enter(Guest("lee"), can_update_own_metadata=True)
    await Voice(guest.room).start()
    await stage.coach.join(*BASIS)
    assert (await agree(guest))["gate"] == "open"
    await stage.coach.logs("track.subscribed")
    await guest.room.local_participant.set_attributes({"aside.shared": "true"})
    await stage.coach.logs("capture.stopped")
    await guest.until(lambda: guest.notices[-1].get("shared"))
    await asked(guest)
    assert (await guest.status())["gate"] == "held"
    await guest.room.local_participant.set_attributes({"aside.shared": "false"})
    with pytest.raises(ValueError):
        await guest.grant()
    guest.heads = 2
    assert (await guest.grant())["gate"] == "open"
    await stage.coach.logs("track.subscribed", times=2)


async def test_somebody_who_turns_out_not_to_be_of_age_closes_the_gate(stage):
    rep, guest = await stage.open_call()
    async with server() as view:
        await view.room.update_participant(api.UpdateParticipantRequest(
            room=stage.room, identity="lee", attributes={"aside.minor": "true"}))
    await stage.coach.logs("gate.closed")
    await stage.coach.logs("capture.stopped")
    assert (await guest.status())["gate"] == "closed"


async def test_a_rep_who_takes_part_by_a_basis_can_object(stage):
    rep, guest = await stage.open_call()
    await Slides(rep.room).start()
    await stage.coach.logs("track.subscribed")
    status = await rep.withdraw()
    assert status["gate"] == "closed"
    assert set(status["purposes"].values()) == {"withdrawn"}
    await stage.coach.logs("capture.stopped")
    assert set((await guest.status())["purposes"].values()) == {"granted"}


@pytest.mark.parametrize("no", [Guest.refuse, Guest.withdraw])
async def test_whoever_said_no_can_ask_to_be_asked_again(stage, no):
    rep, guest = await stage.rep(), await stage.guest()
    await stage.coach.join(*BASIS)
    await (asked(guest) if no is Guest.refuse else agree(guest))
    await no(guest)
    status = await guest.grant()  # answers an old notice: it opens nothing, but a new one is sent
    assert status["gate"] == "closed"
    assert "granted" not in status["purposes"].values()
    await guest.until(lambda: len(guest.notices) == 2)
    assert guest.notices[0]["nonce"] != guest.notices[1]["nonce"]
    assert (await agree(guest))["gate"] == "open"


async def test_whoever_has_no_notice_left_can_ask_for_a_fresh_one(stage):
    rep, guest = await stage.rep(), await stage.guest()
    await stage.coach.join(*BASIS)
    await asked(guest)
    await guest.refuse()
    await guest.leave()
    await stage.coach.logs("participant.left")
    guest = await stage.guest()
    await stage.coach.logs("participant.reconnected")
    assert guest.notices == []
    status = await guest.ask_again()
    assert status["gate"] == "closed"
    assert "granted" not in status["purposes"].values()
    assert (await agree(guest))["gate"] == "open"


async def test_withdrawing_one_purpose_leaves_the_others(stage):
    rep, guest = await stage.open_call()
    await Slides(rep.room).start()
    await stage.coach.logs("track.subscribed")
    status = await guest.call("aside_consent", {"act": "withdraw", "purposes": ["screen_frames"]})
    assert status["gate"] == "open"
    assert status["purposes"]["screen_frames"] == "withdrawn"
    assert status["purposes"]["storage"] == "granted"
    await stage.coach.logs("track.unsubscribed")
    await stage.coach.logs("capture.stopped")


async def test_a_microphone_is_received_until_somebody_says_stop(stage):
    rep, guest = await stage.open_call()
    for one in [rep, guest]:
        await Voice(one.room).start()
    await stage.coach.logs("track.subscribed", times=2)
    await guest.withdraw()
    await stage.coach.logs("track.unsubscribed", times=2)
    await stage.coach.logs("capture.stopped")
    assert received(await stage.coach.entries()) == {("microphone", "live_transcription")}


async def test_where_a_transcriber_is_named_no_microphone_is_received(stage):
    rep, guest = await stage.open_call("--transcriber", "scribe")
    await Voice(guest.room).start()
    await stage.coach.logs("track.published")
    await asyncio.sleep(QUIET_SECONDS)
    assert "track.subscribed" not in stage.coach.types


async def test_a_part_of_what_is_asked_can_be_granted(stage):
    rep, guest = await stage.rep(), await stage.guest()
    await Slides(rep.room).start()
    await stage.coach.join(*BASIS)
    status = await agree(guest, ["live_transcription", "storage"])
    assert status["gate"] == "open"
    assert status["purposes"]["screen_frames"] != "granted"
    await asyncio.sleep(QUIET_SECONDS)
    assert "track.subscribed" not in stage.coach.types


async def test_a_late_joiner_holds_the_gate_until_they_agree(stage):
    rep, guest = await stage.open_call("--transcriber", "scribe")
    scribe = await stage.scribe()
    track = await Voice(guest.room).start()
    await Slides(rep.room).start()
    await stage.coach.logs("track.subscribed")
    ana = await stage.guest("ana")
    await stage.coach.logs("gate.held")
    assert (await guest.status())["gate"] == "held"
    await stage.coach.logs("track.unsubscribed")
    await scribe.say("This is said while nobody may listen.", track)
    assert (await agree(ana))["gate"] == "open"
    await stage.coach.logs("track.subscribed", times=2)
    await heard(LINE)
    await scribe.say(LINE, track)
    await stage.coach.logs("speech.line-transcribed")
    assert len(await stage.coach.entries("speech.line-transcribed")) == 1


async def test_who_was_there_and_comes_back_keeps_what_they_granted(stage):
    rep, guest = await stage.open_call()
    await guest.leave()
    await stage.coach.logs("participant.left")
    guest = await stage.guest()
    await stage.coach.logs("participant.reconnected")
    await stage.coach.logs("gate.opened", times=2)
    assert (await guest.status())["purposes"]["storage"] == "granted"


async def test_a_notice_that_is_not_on_the_screen_is_sent_again(stage):
    guest = await stage.guest()
    await stage.rep()
    guest.shows = False
    await stage.coach.join(*BASIS)
    await guest.until(lambda: len([r for r in guest.received if r.what == "aside_notice"]) >= 2)
    await meets_coach(guest)
    assert "disclosed" not in (await guest.status())["purposes"].values()
    guest.shows = True
    assert (await agree(guest))["gate"] == "open"


async def test_a_recorder_holds_the_gate(stage):
    await stage.open_call()
    await stage.enter(Rep("tape"), kind="egress", recorder=True)
    await stage.coach.logs("gate.held")
    held = (await stage.coach.entries("gate.held"))[0]
    assert held["data"]["reasons"] == ["recorder-present"]
