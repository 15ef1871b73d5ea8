"""The coach comes in by the front door, and says plainly why it cannot."""

from datetime import timedelta

import pytest
from livekit import api, rtc

from aside_client import COACH_NAME, token
from stage import BASIS, server

SILENT = {"can_publish": False, "can_publish_data": True}


async def test_it_is_visible_under_its_name_as_an_agent_that_can_publish_nothing(stage):
    rep, guest = await stage.open_call()
    coach = guest.coach()
    assert (coach.name, coach.identity) == (COACH_NAME, "aside-coach")
    assert coach.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
    async with server() as view:
        asked = api.RoomParticipantIdentity(room=stage.room, identity="aside-coach")
        seen = await view.room.get_participant(asked)
    assert not seen.permission.can_publish
    assert not seen.permission.hidden
    assert not seen.permission.can_update_metadata
    assert list(seen.tracks) == []


@pytest.mark.parametrize("environment, words", [
    ({"LIVEKIT_API_SECRET": "not-the-secret-of-this-deployment"}, "LIVEKIT_API_SECRET"),
    ({"LIVEKIT_API_KEY": "nobody"}, "LIVEKIT_API_KEY"),
    ({"LIVEKIT_URL": "ws://127.0.0.1:9"}, "LIVEKIT_URL"),
    ({"LIVEKIT_URL": "not an address"}, "LIVEKIT_URL"),
    ({"LIVEKIT_URL": ""}, "LIVEKIT_URL is not set"),
    ({"LIVEKIT_API_SECRET": ""}, "LIVEKIT_API_SECRET"),
    ({"LIVEKIT_TOKEN": "rubbish"}, "token"),
    ({"LIVEKIT_FFI_PATH": "/nowhere/core.so"}, "doctor --fix livekit"),
])
async def test_what_is_wrong_is_said_and_the_exit_code_is_1(stage, environment, words):
    await stage.coach.join(*BASIS, **environment)
    code, said = await stage.coach.ends(seconds=30)
    assert code == 1
    assert words in said
    assert "secret-of-this" not in said


async def test_a_token_that_has_run_out_is_refused(stage):
    old = token(stage.room, "aside-coach", kind="agent", lifetime=timedelta(hours=-2), **SILENT)
    await stage.coach.join(*BASIS, LIVEKIT_TOKEN=old)
    code, said = await stage.coach.ends()
    assert code == 1
    assert "token" in said
    assert old not in said


@pytest.mark.parametrize("grants", [{"can_publish": True}, SILENT | {"hidden": True}])
async def test_a_token_that_lets_its_bearer_be_heard_or_hides_it_is_not_used(stage, grants):
    given = token(stage.room, "aside-coach", kind="agent", **grants)
    await stage.coach.join(*BASIS, LIVEKIT_TOKEN=given)
    code, said = await stage.coach.ends()
    assert code == 1
    assert "joining refused" in said
    assert given not in said


async def test_a_room_that_is_full_is_not_said_to_be_out_of_reach(stage):
    async with server() as view:
        await view.room.create_room(api.CreateRoomRequest(name=stage.room, max_participants=2))
    await stage.rep()
    await stage.guest()
    # LiveKit does not count agents, so only a token that makes the coach a person meets the limit.
    person = token(stage.room, "aside-coach", **SILENT)
    await stage.coach.join(*BASIS, LIVEKIT_TOKEN=person)
    code, said = await stage.coach.ends()
    assert code == 1
    # LiveKit says no more than "500 Internal Server Error".
    assert "joining the room failed" in said
    assert "found no LiveKit deployment" not in said


async def test_whoever_is_removed_by_the_server_closes_the_call(stage):
    await stage.open_call()
    async with server() as view:
        await view.room.remove_participant(
            api.RoomParticipantIdentity(room=stage.room, identity="aside-coach"))
    code, said = await stage.coach.ends()
    assert (code, stage.coach.types[-1]) == (0, "call.sealed"), said


async def test_the_coach_of_another_pack_comes_under_that_packs_name(stage):
    rep, guest = await stage.open_call("--pack", "telemedicine")
    assert guest.coach().name == "AI assistant to the clinician, listening"
