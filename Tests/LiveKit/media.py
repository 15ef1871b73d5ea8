"""What people send: a tone for a voice, or words; for a shared screen a plain grey, or a bar on it."""

import asyncio
import fractions
import time
import wave

import numpy
from aiortc import MediaStreamTrack
from av import AudioFrame, VideoFrame

RATE = 48_000
SAMPLES = 960  # 20 ms, what Opus likes best
PICTURE_RATE = 90_000
PICTURES_PER_SECOND = 5


class Paced(MediaStreamTrack):
    """Hands out one frame after another, each when it is due."""

    def __init__(self, per_second):
        super().__init__()
        self.per_second = per_second
        self.count = 0
        self.began = None

    async def recv(self):
        self.began = self.began or time.monotonic()
        await asyncio.sleep(max(0, self.began + self.count / self.per_second - time.monotonic()))
        frame = self.frame(self.count)
        self.count += 1
        return frame


class Voice(Paced):
    """Sound, of which `samples` gives a stretch from its beginning."""
    kind = "audio"

    def __init__(self):
        super().__init__(RATE / SAMPLES)

    def frame(self, number):
        samples = self.samples(numpy.arange(number * SAMPLES, (number + 1) * SAMPLES))
        frame = AudioFrame.from_ndarray(
            samples.astype(numpy.int16).reshape(1, -1), format="s16", layout="mono"
        )
        frame.sample_rate = RATE
        frame.pts = number * SAMPLES
        frame.time_base = fractions.Fraction(1, RATE)
        return frame


class Tone(Voice):
    def __init__(self, hertz, amplitude):
        super().__init__()
        self.hertz, self.amplitude = hertz, amplitude

    def samples(self, place):
        return self.amplitude * numpy.sin(2 * numpy.pi * self.hertz * place / RATE)


class Words(Voice):
    """What is said in a WAV file of one channel, over and over, with two seconds of silence before it."""

    def __init__(self, file):
        super().__init__()
        with wave.open(file) as sound:
            said = numpy.frombuffer(sound.readframes(sound.getnframes()), numpy.int16)
            rate = sound.getframerate()
        times = numpy.arange(len(said) * RATE // rate) * rate / RATE
        words = numpy.interp(times, numpy.arange(len(said)), said)
        self.said = numpy.concatenate([numpy.zeros(2 * RATE), words])

    def samples(self, place):
        return self.said[place % len(self.said)]


class Screen(Paced):
    kind = "video"

    def __init__(self, width, height, yuv, is_drawn=False):
        super().__init__(PICTURES_PER_SECOND)
        self.width, self.height, self.yuv, self.is_drawn = width, height, yuv, is_drawn

    def frame(self, number):
        sizes = (self.width * self.height, *2 * (self.width * self.height // 4,))
        planes = [numpy.full(size, value, numpy.uint8) for size, value in zip(sizes, self.yuv)]
        if self.is_drawn:
            planes[0][sizes[0] // 4 : sizes[0] // 2] = 40
        frame = VideoFrame.from_ndarray(
            numpy.concatenate(planes).reshape(self.height * 3 // 2, self.width), format="yuv420p"
        )
        frame.pts = number * PICTURE_RATE // PICTURES_PER_SECOND
        frame.time_base = fractions.Fraction(1, PICTURE_RATE)
        return frame
