"""WhisperLiveKit's own code of Deepgram's /v1/listen, over a transcriber that says a script by the sound's clock."""

import asyncio
import importlib.util
import json
import pathlib
import socket
import sys
import types

import uvicorn
from fastapi import FastAPI, WebSocket

import lifeline

# The package as a bare folder: its own front door would load the speech models.
folder = pathlib.Path(importlib.util.find_spec("whisperlivekit").submodule_search_locations[0])
package = types.ModuleType("whisperlivekit")
package.__path__ = [str(folder)]
sys.modules["whisperlivekit"] = package

from whisperlivekit.timed_objects import ASRToken, AudioStreamEvent, FrontData, Segment  # noqa: E402

# Word, beginning and end in seconds; a pause of one second after the fourth.
WORDS = [
    (" That", 0.2, 0.4), (" is", 0.4, 0.6), (" too", 0.6, 0.8), (" expensive.", 0.8, 1.2),
    (" Maybe", 2.3, 2.6), (" later.", 2.6, 2.9),
]
RATE = 16000


class Transcriber:
    def __init__(self, *, stream_event_queue, **_):
        self.sample_rate, self.total_pcm_samples = RATE, 0
        self.events, self.results = stream_event_queue, asyncio.Queue()
        self.said, self.paused = 0, False

    async def create_tasks(self):
        async def results():
            while (result := await self.results.get()) is not None:
                yield result

        return results()

    async def process_audio(self, sound):
        if not sound:
            await self.results.put(None)
            return
        self.total_pcm_samples += len(sound) // 2
        now = self.total_pcm_samples / RATE
        due = [word for word in WORDS if word[2] <= now]
        if len(due) > self.said:
            self.said = len(due)
            tokens = [ASRToken(start, end, text) for text, start, end in due]
            await self.results.put(FrontData(lines=[Segment.from_tokens(tokens)]))
        if now >= 1.7 and not self.paused:
            self.paused = True
            await asyncio.sleep(0)
            await self.events.put(AudioStreamEvent("silence_started", 1.2))
            await self.events.put(AudioStreamEvent("silence_transcription_ready", 1.2))
        await self.events.put(AudioStreamEvent("audio_advanced", now))

    async def cleanup(self):
        pass


stub = types.ModuleType("whisperlivekit.audio_processor")
stub.AudioProcessor = Transcriber
sys.modules["whisperlivekit.audio_processor"] = stub

from whisperlivekit.deepgram_compat import handle_deepgram_websocket  # noqa: E402

app = FastAPI()


@app.websocket("/v1/listen")
async def listen(websocket: WebSocket):
    config = types.SimpleNamespace(vac=True, backend="script", model_size="script")
    await handle_deepgram_websocket(websocket, None, config)


if __name__ == "__main__":
    lifeline.hold()
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen()
    print(json.dumps({"port": door.getsockname()[1]}), flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[door])
