"""What a person can publish with LiveKit's Python SDK: a voice, slides, and a transcript of others."""

import asyncio
import wave
from pathlib import Path

import numpy
from livekit import rtc

SAMPLE_RATE = 48_000
CHUNK_MILLISECONDS = 20


class Voice:
    """A microphone track that plays a tone, or a WAV file of 16 bits over and over."""

    def __init__(self, room: rtc.Room, *, hertz: float = 440, file: Path | None = None):
        self._room = room
        self._samples, self._rate = read_wav(file) if file else (tone(hertz), SAMPLE_RATE)

    async def start(self) -> str:
        """Publishes it; the track's id."""
        self._source = rtc.AudioSource(self._rate, 1)
        track = rtc.LocalAudioTrack.create_audio_track("voice", self._source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        publication = await self._room.local_participant.publish_track(track, options)
        self.sid = publication.sid
        self._playing = asyncio.create_task(self._play())
        return self.sid

    async def stop(self) -> None:
        self._playing.cancel()
        await self._room.local_participant.unpublish_track(self.sid)

    async def _play(self) -> None:
        size = self._rate * CHUNK_MILLISECONDS // 1000
        place = 0
        while True:
            chunk = numpy.take(self._samples, range(place, place + size), mode="wrap")
            place = (place + size) % len(self._samples)
            await self._source.capture_frame(rtc.AudioFrame(chunk.tobytes(), self._rate, 1, size))


def tone(hertz: float) -> numpy.ndarray:
    """One second of a sine."""
    seconds = numpy.arange(SAMPLE_RATE) / SAMPLE_RATE
    return (8_000 * numpy.sin(2 * numpy.pi * hertz * seconds)).astype(numpy.int16)


def read_wav(file: Path) -> tuple[numpy.ndarray, int]:
    """The first channel of a WAV file, and its rate."""
    with wave.open(str(file)) as sound:
        samples = numpy.frombuffer(sound.readframes(sound.getnframes()), numpy.int16)
        return samples[:: sound.getnchannels()], sound.getframerate()


class Slides:
    """A picture track of slides that change when told, in any even size up to 4K."""

    def __init__(self, room: rtc.Room, *, width: int = 1280, height: int = 720,
                 frames_a_second: int = 5, camera: bool = False):
        self._room = room
        self._pause = 1 / frames_a_second
        self._size = (width, height)
        self._camera = camera
        self.show(0, width, height)

    def show(self, number: int, width: int, height: int) -> None:
        """Shows a slide: the same number and size are the same picture."""
        self._frame = slide(number, width, height)

    async def start(self) -> str:
        """Publishes it; the track's id."""
        self._source = rtc.VideoSource(*self._size, is_screencast=not self._camera)
        track = rtc.LocalVideoTrack.create_video_track("slides", self._source)
        source = rtc.TrackSource.SOURCE_CAMERA if self._camera else rtc.TrackSource.SOURCE_SCREENSHARE
        options = rtc.TrackPublishOptions(source=source, simulcast=False)
        publication = await self._room.local_participant.publish_track(track, options)
        self.sid = publication.sid
        self._playing = asyncio.create_task(self._play())
        return self.sid

    async def stop(self) -> None:
        self._playing.cancel()
        await self._room.local_participant.unpublish_track(self.sid)

    async def _play(self) -> None:
        while True:
            self._source.capture_frame(self._frame)
            await asyncio.sleep(self._pause)


def slide(number: int, width: int, height: int) -> rtc.VideoFrame:
    """A picture (I420) of dark bars on a light ground, other ones for every number."""
    brightness = numpy.full((height, width), 225, numpy.uint8)
    chance = numpy.random.default_rng(number)
    for row in range(6):
        top = height * (2 * row + 1) // 14
        length = int(width * chance.uniform(0.2, 0.8))
        brightness[top : top + height // 20, width // 10 : width // 10 + length] = 40
    colour = numpy.full(width * height // 2, 128, numpy.uint8)
    data = brightness.tobytes() + colour.tobytes()
    return rtc.VideoFrame(width, height, rtc.VideoBufferType.I420, data)


class Transcriber:
    """What a deployment's transcriber does: texts on LiveKit's own topic, with LiveKit's attributes."""

    def __init__(self, room: rtc.Room):
        self._room = room
        self._segments = 0

    async def say(self, text: str, track: str) -> None:
        """One line of the person whose track it is: first as far as it is heard, then final."""
        self._segments += 1
        half = text[: len(text) // 2].rsplit(" ", 1)[0]
        await self.send(half, track, f"SG_{self._segments}", final=False)
        await self.send(text, track, f"SG_{self._segments}", final=True)

    async def send(self, text: str, track: str, segment: str, *, final: bool) -> None:
        """One version of a segment."""
        await self._room.local_participant.send_text(text, topic="lk.transcription", attributes={
            "lk.transcribed_track_id": track,
            "lk.segment_id": segment,
            "lk.transcription_final": str(final).lower(),
        })
