"""Junk, floods and impostors are answered by a code; saying no always works."""

import asyncio
import json

from livekit import rtc

from aside_client import COACH_NAME, Person
from stage import BASIS, PURPOSES, asked

JUNK = [
    "", "{", "null", "[]", '"grant"', "{}", '{"act":1}', '{"act":"agree"}', '{"act":"grant"}',
    '{"act":"grant","digest":"x"}', '{"act":"grant","digest":null,"nonce":"n"}',
    '{"act":"grant","digest":"x","nonce":{}}',
    '{"act":"grant","digest":"x","nonce":"n","purposes":"all"}',
    '{"act":"grant","digest":"x","nonce":"n","purposes":["world_domination"]}',
    "[" * 5_000, '{"act":"grant","digest":"' + "x" * 14_000, "\u0000", '{"act":"gr\\ud800ant"}',
]


async def code_of(call) -> int:
    """The code with which a call is refused; 0 if it is not."""
    try:
        await call
        return 0
    except rtc.RpcError as refusal:
        return refusal.code


async def waiting(stage):
    """A call in which the guest has been asked and has not answered."""
    rep, guest = await stage.rep(), await stage.guest()
    await stage.coach.join(*BASIS)
    await asked(guest)
    return rep, guest


async def test_junk_is_refused_and_the_coach_goes_on(stage):
    rep, guest = await waiting(stage)
    for junk in JUNK:
        assert await code_of(guest.call("aside_consent", junk)) == 4000, junk[:40]
    assert stage.coach.is_running
    assert "gate.opened" not in stage.coach.types


async def test_a_payload_that_is_too_long_is_refused(stage):
    rep, guest = await waiting(stage)
    long = json.dumps({"act": "grant", "digest": "x" * 60_000, "nonce": "n"})
    assert await code_of(guest.call("aside_consent", long)) in (4000, 1402)
    assert (await guest.grant())["gate"] == "open"


async def test_a_refusal_is_taken_even_if_the_rest_of_it_is_junk(stage):
    rep, guest = await waiting(stage)
    status = await guest.call("aside_consent", '{"act":"refuse","purposes":"?","nonce":7}')
    assert set(status["purposes"].values()) == {"refused"}


async def test_a_flood_is_turned_away_and_refusing_still_works(stage):
    rep, guest = await waiting(stage)
    grant = {"act": "grant", "digest": "x", "nonce": "n"}
    codes = await asyncio.gather(
        *(code_of(guest.call("aside_consent", grant)) for _ in range(60)),
        *(code_of(guest.call("aside_status", {})) for _ in range(60)))
    assert set(codes) == {0, 4290}
    assert codes.count(0) <= 31
    assert (await rep.status())["gate"] == "closed"
    status = await guest.refuse()
    assert set(status["purposes"].values()) == {"refused"}
    await asyncio.gather(*(guest.withdraw() for _ in range(60)))
    assert stage.coach.is_running


async def test_a_grant_needs_the_digest_and_the_nonce_of_the_notice_shown(stage):
    rep, guest = await waiting(stage)
    for wrong in [{"nonce": "n"}, {"digest": "d" * 64}]:
        status = await guest.grant(**wrong)
        assert status["gate"] == "closed"
        assert "granted" not in status["purposes"].values()
    await stage.coach.logs("consent.act-rejected", times=2)
    assert (await guest.grant())["gate"] == "open"


async def test_nobody_can_use_another_persons_notice(stage):
    rep, guest = await waiting(stage)
    ana = await stage.guest("ana")
    await asked(ana)
    guest.notices.append(ana.notices[-1])
    assert "granted" not in (await guest.grant())["purposes"].values()


async def test_the_status_shows_the_callers_own_state_and_the_gate(stage):
    rep, guest = await waiting(stage)
    ana = await stage.guest("ana")
    await asked(ana)
    await ana.refuse()
    status = await guest.status()
    assert set(status) == {"gate", "purposes"}
    assert set(status["purposes"]) == PURPOSES
    assert set(status["purposes"].values()) == {"disclosed"}
    assert set((await rep.status())["purposes"].values()) == {"basis"}


async def test_only_the_rep_says_what_became_of_advice(stage):
    rep, guest = await stage.open_call()
    nudge = {"nudge": "00000000-0000-7000-8000-000000000000", "act": "used"}
    question = {"question": "00000000-0000-7000-8000-000000000000", "approve": True}
    assert await code_of(guest.call("aside_feedback", nudge)) == 4030
    assert await code_of(guest.call("aside_approve", question)) == 4030
    machine = await stage.enter(Person("scribe"), kind="agent")
    for method, message in [("aside_consent", {"act": "refuse"}), ("aside_status", {}),
                            ("aside_feedback", nudge)]:
        assert await code_of(machine.call(method, message)) == 4030
    assert "nudge.feedback" not in stage.coach.types
    assert await code_of(rep.call("aside_approve", question)) == 4000
    for junk in ["{}", '{"nudge":7,"act":"used"}', '{"nudge":"x","act":"eaten"}']:
        assert await code_of(rep.call("aside_feedback", junk)) == 4000


async def test_a_method_that_does_not_exist_is_not_there(stage):
    rep, guest = await stage.open_call()
    assert await code_of(guest.call("aside_everything", {})) == 1400


async def test_a_client_hears_nobody_but_the_coach(stage):
    rep, guest = await stage.open_call()
    mallory = await stage.enter(Person("ana"), name=COACH_NAME)
    notice = guest.notices[-1] | {"nonce": "another"}
    for person, method, message in [("lee", "aside_notice", notice), ("dana", "coach_nudge", {})]:
        call = mallory.room.local_participant.perform_rpc(
            destination_identity=person, method=method, payload=json.dumps(message))
        assert await code_of(call) == 4030
    assert len(guest.notices) == 1
    assert rep.nudges == {}


async def test_a_second_client_of_the_same_identity_takes_the_place_of_the_first(stage):
    rep, guest = await stage.open_call()
    await stage.enter(Person("lee"))
    await stage.coach.logs("participant.reconnected")
    await stage.coach.logs("gate.opened", times=2)
    assert (await rep.status())["gate"] == "open"
