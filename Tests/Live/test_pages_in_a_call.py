"""The pages on LiveKit's own client, with the real coach; LIVEKIT_CLIENT_JS names livekit-client's module."""

import os
from pathlib import Path

import pytest

import stage as live
from aside_client import token
from browser import Browser, chromium
from stage import BASIS, heard

MODULE = os.environ.get("LIVEKIT_CLIENT_JS")
pytestmark = pytest.mark.skipif(
    not (MODULE and chromium()), reason="LIVEKIT_CLIENT_JS names no module, or no Chromium")

LINE = "That is too expensive for us."


async def test_a_call_from_the_notice_to_the_stop(stage):
    async with Browser(Path(MODULE)) as rep, Browser(Path(MODULE)) as guest:
        await rep.join("rep.html", live.URL, token(stage.room, "dana"))
        await guest.join("guest.html", live.URL, token(stage.room, "lee"))
        await guest.click("#microphone")
        await stage.coach.join(*BASIS, "--transcriber", "scribe", "--region", "lee=FR")
        await stage.coach.logs("consent.notice-shown", times=2)
        assert await guest.run("document.querySelector('.bar').dataset.state") == "waiting"
        await stage.coach.logs("track.published")
        await guest.click(".notice .pair button")
        await stage.coach.logs("gate.opened")
        for page in [rep, guest]:
            await page.until("document.querySelector('.bar').dataset.state === 'on'")
        assert "Coach allumé" in await guest.run("document.querySelector('.bar').innerText")

        scribe = await stage.scribe()
        await heard(LINE)
        lee = scribe._room.remote_participants["lee"]
        await scribe.say(LINE, next(iter(lee.track_publications)))
        await rep.click(".nudge button")
        await stage.coach.logs("nudge.feedback")
        assert await guest.run("document.querySelectorAll('.nudge').length") == 0

        await guest.click(".bar button")
        await stage.coach.logs("consent.withdrawn")
        for page in [guest, rep]:
            await page.until("document.querySelector('.bar').dataset.state !== 'on'")
        assert await guest.run("document.querySelector('.bar').dataset.state") == "off"

        await guest.click(".receipt button")
        await guest.click(".notice .pair button")
        for page in [rep, guest]:
            await page.until("document.querySelector('.bar').dataset.state === 'on'")
