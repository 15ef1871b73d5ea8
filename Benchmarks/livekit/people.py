"""The two humans of a room: a rep who talks and shares slides, and a prospect who talks.

Their clients keep to docs/LIVEKIT.md: a notice is attested and granted at once, a nudge answered at once.
"""

import asyncio
import json
import os
import wave

import numpy
from livekit import api, rtc

URL = os.environ["LIVEKIT_URL"]
KEY, SECRET = os.environ["LIVEKIT_API_KEY"], os.environ["LIVEKIT_API_SECRET"]
COACH = "aside-coach"
WIDTH, HEIGHT = 1280, 720
RATE = 48_000
SOUND_SECONDS = 10
WORDS = os.environ.get("WORDS")
"""A WAV file of 16 bits that both say over and over; without one they hum."""


def slides(count=12):
    """Pictures of lines of text, each unlike the others, as I420."""
    random = numpy.random.default_rng(7)
    for _ in range(count):
        luma = numpy.full((HEIGHT, WIDTH), 225, numpy.uint8)
        for row in range(60, HEIGHT - 60, 36):
            left = int(random.integers(40, 500))
            for word in range(left, int(random.integers(left + 80, WIDTH - 40)), 70):
                luma[row : row + 16, word : word + int(random.integers(20, 60))] = 40
        yield luma.tobytes() + bytes([128]) * (WIDTH * HEIGHT // 2)


def sound(pitch):
    """Speech to the codec: a tone that swells and fades, with noise; the same every time."""
    time = numpy.arange(RATE * SOUND_SECONDS) / RATE
    tone = numpy.sin(2 * numpy.pi * pitch * time) * (1 + numpy.sin(2 * numpy.pi * 3 * time))
    noise = numpy.random.default_rng(pitch).normal(0, 1, len(time))
    return (6000 * tone + 1500 * noise).clip(-32768, 32767).astype(numpy.int16)


def words(file):
    """What is said in a WAV file, at our rate, and two seconds of silence."""
    with wave.open(file) as said:
        samples = numpy.frombuffer(said.readframes(said.getnframes()), numpy.int16)[:: said.getnchannels()]
        times = numpy.arange(len(samples) * RATE // said.getframerate()) * said.getframerate() / RATE
    spoken = numpy.interp(times, numpy.arange(len(samples)), samples).astype(numpy.int16)
    whole = numpy.concatenate([spoken, numpy.zeros(2 * RATE, numpy.int16)])
    return whole[: len(whole) // (RATE // 50) * (RATE // 50)]


class Person:
    """One human's client."""

    def __init__(self, name, room):
        self.name, self.room_name, self.room = name, room, rtc.Room()
        self.tasks, self.notice, self.granted = set(), None, asyncio.Event()
        self.grants_at_once = True

    async def join(self):
        grants = api.VideoGrants(room_join=True, room=self.room_name)
        token = api.AccessToken(KEY, SECRET).with_identity(self.name).with_grants(grants).to_jwt()
        await self.room.connect(URL, token, rtc.RoomOptions(auto_subscribe=False))
        me = self.room.local_participant
        me.register_rpc_method("aside_notice", self._shown)
        for method in ("aside_receipt", "coach_nudge", "coach_question"):
            me.register_rpc_method(method, self._answered)

    async def _answered(self, call):
        return '{"shown":true}'

    async def _shown(self, call):
        self.notice = json.loads(call.payload)
        if self.grants_at_once:
            self._start(self.grant())
        return '{"shown":true}'

    async def grant(self):
        """Allows everything; again if the coach has not yet heard that the notice is shown."""
        while True:
            stand = await self.act("grant", digest=self.notice["digest"], nonce=self.notice["nonce"])
            if stand["purposes"]["live_transcription"] == "granted":
                return self.granted.set()
            await asyncio.sleep(0.5)

    async def act(self, act, **fields):
        """Tells the coach what this person wants; the coach's answer."""
        answer = await self.room.local_participant.perform_rpc(
            destination_identity=COACH, method="aside_consent",
            payload=json.dumps({"act": act} | fields), response_timeout=10)
        return json.loads(answer)

    async def talk(self, pitch):
        source = rtc.AudioSource(RATE, 1)
        track = rtc.LocalAudioTrack.create_audio_track("microphone", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self.room.local_participant.publish_track(track, options)
        self._start(self._speak(source, words(WORDS) if WORDS else sound(pitch)))

    async def _speak(self, source, samples):
        step = RATE // 50
        while True:
            for start in range(0, len(samples), step):
                frame = rtc.AudioFrame(samples[start : start + step].tobytes(), RATE, 1, step)
                await source.capture_frame(frame)

    async def share(self, frames_per_second, slide_seconds):
        source = rtc.VideoSource(WIDTH, HEIGHT, is_screencast=False)
        track = rtc.LocalVideoTrack.create_video_track("screen", source)
        options = rtc.TrackPublishOptions(
            source=rtc.TrackSource.SOURCE_SCREENSHARE, simulcast=False,
            video_encoding=rtc.VideoEncoding(max_framerate=frames_per_second, max_bitrate=1_500_000))
        await self.room.local_participant.publish_track(track, options)
        self._start(self._show(source, frames_per_second, slide_seconds))

    async def _show(self, source, frames_per_second, slide_seconds):
        pictures, clock, number = list(slides()), asyncio.get_running_loop().time, 0
        begin = clock()
        while True:
            picture = pictures[int(number / frames_per_second / slide_seconds) % len(pictures)]
            source.capture_frame(rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.I420, picture))
            number += 1
            await asyncio.sleep(max(0, begin + number / frames_per_second - clock()))

    def _start(self, work):
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def leave(self):
        for task in self.tasks:
            task.cancel()
        await self.room.disconnect()


class Load:
    """A room with both of them in it."""

    def __init__(self, room):
        self.room, self.rep, self.prospect = room, Person("rep", room), Person("prospect", room)

    async def begin(self, frames_per_second=10, slide_seconds=1.0, media=True):
        for person, pitch in ((self.rep, 180), (self.prospect, 240)):
            await person.join()
            if media:
                await person.talk(pitch)
        if media:
            await self.rep.share(frames_per_second, slide_seconds)

    async def agreed(self):
        for person in (self.rep, self.prospect):
            await asyncio.wait_for(person.granted.wait(), 60)

    async def end(self):
        await self.rep.leave()
        await self.prospect.leave()
