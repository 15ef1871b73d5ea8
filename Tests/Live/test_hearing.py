"""Words that are spoken into a microphone reach the recogniser of this machine, and what follows from them.

flite speaks them: PocketSphinx understands its voices, as it does not espeak's.
"""

import asyncio
import shutil
import subprocess
import wave

import pytest

from media import Slides, Voice
from stage import BASIS, QUIET_SECONDS, agree, asked

LINE = "That is too expensive for us."
PAUSE_SECONDS = 2
"""How long is silence after the line, which is said over and over: a recogniser ends a line at a pause."""

pytestmark = pytest.mark.skipif(not shutil.which("flite"), reason="no flite; apt-get install flite")


@pytest.fixture
def spoken(tmp_path):
    """The line as a WAV file."""
    file = tmp_path / "line.wav"
    subprocess.run(["flite", "-voice", "rms", "-t", LINE, "-o", str(file)], check=True)
    with wave.open(str(file)) as sound:
        form, words = sound.getparams(), sound.readframes(sound.getnframes())
    with wave.open(str(file), "wb") as sound:
        sound.setparams(form)
        sound.writeframes(words + bytes(2 * form.framerate * PAUSE_SECONDS))
    return file


async def test_what_the_guest_says_is_heard_and_answered_to_the_rep_alone(stage, spoken):
    rep, guest = await stage.open_call()
    await Slides(rep.room).start()
    await Voice(rep.room).start()  # a tone, in which at keyword grade a word may be heard
    await Voice(guest.room, file=spoken).start()
    nudge = await rep.next_nudge(seconds=90)
    assert nudge["kind"] == "objection"
    await stage.coach.logs("nudge.acknowledged")
    assert guest.from_coach() == {"aside_notice", "aside_receipt"}

    entries = await stage.coach.entries()
    granted = next(one for one in entries if one["type"] == "consent.granted")
    lines = [one for one in entries if one["type"] == "speech.line-transcribed"]
    answered = next(one for one in entries if one["type"] == "nudge.decided")["data"]["line"]
    assert next(one for one in lines if one["version"] == answered)["subject"] == granted["subject"]
    types = [one["type"] for one in entries]
    places = [types.index(one) for one in [
        "gate.opened", "track.subscribed", "speech.line-transcribed", "nudge.decided", "nudge.sent"]]
    assert places == sorted(places)
    assert (await stage.coach.leave())[0] == 0
    code, output = await stage.coach.aside("log", "verify")
    assert code == 0, output
    code, output = await stage.coach.aside(
        "report", "review", await stage.coach.call(), "--format", "json")
    assert code == 0 and "too expensive" in output


async def test_nothing_that_is_said_before_consent_or_after_it_is_heard(stage, spoken):
    rep, guest = await stage.rep(), await stage.guest()
    await Voice(guest.room, file=spoken).start()
    await stage.coach.join(*BASIS)
    await asked(guest)
    await asyncio.sleep(2 * QUIET_SECONDS)
    assert not {"track.subscribed", "speech.line-transcribed"} & set(stage.coach.types)
    await agree(guest)
    await stage.coach.logs("speech.line-transcribed", seconds=60)
    await guest.withdraw()
    await stage.coach.logs("capture.stopped")
    heard = stage.coach.types.count("speech.line-transcribed")
    await asyncio.sleep(3 * QUIET_SECONDS)
    assert stage.coach.types.count("speech.line-transcribed") == heard
