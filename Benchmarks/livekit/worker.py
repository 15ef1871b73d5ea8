"""The same senses in LiveKit's own framework: two microphones at 16 kHz, the rep's screen share, one JPEG a second.

It does nothing with them. Nothing is subscribed but these three tracks.
"""

import asyncio
import os
import sys

from livekit import rtc
from livekit.agents import AgentServer, AutoSubscribe, JobContext, cli
from livekit.agents.utils.images import EncodeOptions, ResizeOptions, encode

NAME = os.environ["WORKER_NAME"]
SOURCES = (rtc.TrackSource.SOURCE_MICROPHONE, rtc.TrackSource.SOURCE_SCREENSHARE)
JPEG = EncodeOptions(format="JPEG", resize_options=ResizeOptions(1024, 1024, "scale_aspect_fit"))
# A busy machine must not make it refuse a room.
options = {"load_fnc": lambda _: 0.0, "host": "127.0.0.1", "port": int(os.environ["WORKER_PORT"])}
if os.environ.get("WORKER_IDLE"):
    options["num_idle_processes"] = int(os.environ["WORKER_IDLE"])
server = AgentServer(**options)


async def hear(track):
    # 50 ms, as the framework's own sessions ask for.
    async for event in rtc.AudioStream(track, sample_rate=16_000, num_channels=1, frame_size_ms=50):
        event.frame.samples_per_channel


async def see(track):
    clock, due = asyncio.get_running_loop().time, 0.0
    async for event in rtc.VideoStream(track, capacity=1):
        if clock() >= due:
            due = clock() + 1
            encode(event.frame, JPEG)


@server.rtc_session(agent_name=NAME)
async def session(job: JobContext):
    tasks = set()

    def want(publication, *_):
        if publication.source in SOURCES:
            publication.set_subscribed(True)

    @job.room.on("track_subscribed")
    def subscribed(track, publication, participant):
        is_sound = track.kind == rtc.TrackKind.KIND_AUDIO
        tasks.add(asyncio.create_task(hear(track) if is_sound else see(track)))

    job.room.on("track_published", want)
    await job.connect(auto_subscribe=AutoSubscribe.SUBSCRIBE_NONE)
    for participant in job.room.remote_participants.values():
        for publication in participant.track_publications.values():
            want(publication)


if __name__ == "__main__":
    cli.run_app(server)
