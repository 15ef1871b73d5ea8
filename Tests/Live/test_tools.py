"""A tool that acts asks the rep first: the real coach, a model and a service on this machine."""

import asyncio
import json

import pytest
from aiohttp import web
from livekit import rtc

from media import Voice
from stage import QUIET_SECONDS, heard

LINE = "That is too expensive for us. Could we see a data check with our own figures on Tuesday?"

SETTINGS = """
models:
  test: {{api: openai, url: "http://127.0.0.1:{port}/v1", model: test, pictures: false}}
tools:
  book_data_check:
    url: http://127.0.0.1:{port}/bookings
    method: POST
    summary: Books a data check on a day
    access: acting
    purpose: crm_lookup
    inputs:
      day: {{kind: text, longest: 20, summary: the day}}
"""


class Services:
    """A model that wants the tool called once and is silent then, and the service behind the tool."""

    def __init__(self):
        self.bookings, self.answers = [], []

    async def start(self, folder):
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._complete)
        app.router.add_post("/bookings", self._book)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]
        settings = folder / "aside.yaml"
        settings.write_text(SETTINGS.format(port=port))
        return settings

    async def stop(self):
        await self._runner.cleanup()

    async def _complete(self, request):
        told = [one for one in (await request.json())["messages"] if one["role"] == "tool"]
        self.answers += [one["content"] for one in told]
        wanted = ("stay_silent", {"reason": "asked"}) if told else ("book_data_check", {"day": "Tuesday"})
        function = {"name": wanted[0], "arguments": json.dumps(wanted[1])}
        call = {"index": 0, "id": "call_1", "type": "function", "function": function}
        return web.json_response({"choices": [{
            "index": 0, "finish_reason": "tool_calls",
            "message": {"role": "assistant", "content": None, "tool_calls": [call]}}]})

    async def _book(self, request):
        self.bookings.append(await request.json())
        return web.json_response({"booked": True})


@pytest.fixture
async def services(tmp_path):
    services = Services()
    services.settings = await services.start(tmp_path)
    yield services
    await services.stop()


async def questioned(stage, services):
    """A call whose rep has just been asked whether the tool may act."""
    rep, guest = await stage.open_call(
        "--transcriber", "scribe", "--config", str(services.settings))
    scribe = await stage.scribe()
    track = await Voice(guest.room).start()
    await stage.coach.logs("track.published")
    await heard(LINE)
    await scribe.say(LINE, track)
    await rep.until(lambda: rep.questions, seconds=20)
    await stage.coach.logs("tool.approval-asked")
    return rep, guest, next(iter(rep.questions.values()))


async def test_what_the_rep_approves_is_done_once_and_what_they_read_is_what_was_done(stage, services):
    rep, guest, question = await questioned(stage, services)
    assert "Tuesday" in question["summary"]
    assert services.bookings == []
    with pytest.raises(rtc.RpcError) as refused:
        await guest.call("aside_approve", {"question": question["id"], "approve": True})
    assert refused.value.code == 4030
    assert await rep.approve(question["id"], True) == {}
    await stage.coach.logs("tool.completed")
    assert services.bookings == [{"day": "Tuesday"}]
    with pytest.raises(rtc.RpcError) as refused:
        await rep.approve(question["id"], True)
    assert refused.value.code == 4000
    asked, given, called = [
        (await stage.coach.entries(f"tool.{what}"))[0]["data"]["toolCall"]
        for what in ["approval-asked", "approval-given", "called"]]
    assert asked == given == called == question["id"]
    assert any("rep was asked" in one for one in services.answers)
    assert "coach_question" not in guest.from_coach()
    assert (await stage.coach.leave())[0] == 0
    assert (await stage.coach.aside("log", "verify"))[0] == 0


async def test_what_the_rep_declines_is_not_done(stage, services):
    rep, guest, question = await questioned(stage, services)
    assert await rep.approve(question["id"], False) == {}
    await stage.coach.logs("tool.approval-refused")
    await asyncio.sleep(QUIET_SECONDS)
    assert services.bookings == [] and "tool.called" not in stage.coach.types


async def test_a_question_ends_with_the_consent_that_it_was_asked_under(stage, services):
    rep, guest, question = await questioned(stage, services)
    await guest.withdraw()
    await stage.coach.logs("capture.stopped")
    with pytest.raises(rtc.RpcError) as refused:
        await rep.approve(question["id"], True)
    assert refused.value.code == 4000
    await asyncio.sleep(QUIET_SECONDS)
    assert services.bookings == [] and "tool.called" not in stage.coach.types
