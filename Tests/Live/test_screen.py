"""Slides of every size, and slides that never stay one size."""

import asyncio

from media import Slides

SIZES = [(1280, 720), (640, 360), (1920, 1080), (1024, 768), (3840, 2160), (320, 180), (2560, 1440)]


async def test_a_share_in_4k_is_sampled(stage):
    rep, guest = await stage.open_call()
    slides = Slides(rep.room, width=3840, height=2160, frames_a_second=2)
    await slides.start()
    await stage.coach.logs("screen.frame-sampled", seconds=40)
    slides.show(1, 3840, 2160)
    await stage.coach.logs("screen.frame-sampled", times=2, seconds=40)
    for sample in await stage.coach.entries("screen.frame-sampled"):
        data = sample["data"]
        assert 0 < data["width"] <= 3840 and 0 < data["height"] <= 2160
        assert data["bytes"] > 0
    assert stage.coach.is_running


async def test_a_share_that_changes_its_size_every_second_is_followed(stage):
    rep, guest = await stage.open_call()
    slides = Slides(rep.room)
    await slides.start()
    await stage.coach.logs("screen.frame-sampled")
    for number, size in enumerate(SIZES):
        slides.show(number, *size)
        await asyncio.sleep(1)
    slides.show(99, 1280, 720)
    before = stage.coach.types.count("screen.frame-sampled")
    await stage.coach.logs("screen.frame-sampled", times=before + 1)
    assert stage.coach.is_running
    assert (await guest.status())["gate"] == "open"


async def test_a_share_that_ends_and_begins_again_is_received_again(stage):
    rep, guest = await stage.open_call()
    for times in [1, 2, 3]:
        slides = Slides(rep.room)
        slides.show(times, 1280, 720)
        await slides.start()
        await stage.coach.logs("track.subscribed", times=times)
        await stage.coach.logs("screen.frame-sampled", times=times)
        await slides.stop()
        await stage.coach.logs("track.unpublished", times=times)


async def test_slides_of_somebody_who_is_not_coached_are_not_looked_at(stage):
    rep, guest = await stage.open_call()
    await Slides(guest.room).start()
    await stage.coach.logs("track.published")
    await asyncio.sleep(2)
    assert "track.subscribed" not in stage.coach.types
