"""Measures the coach in real rooms, beside LiveKit's own Python framework where there is something to compare.

    measure.py rooms [--idle N]     memory of 1, 3 and 5 rooms, processor time of one, with each way to hear
    measure.py calls                a nudge's way there and back, beside the bare core's
    measure.py withdrawals          from a withdrawal to silence, a hundred times
    measure.py dispatch             from a dispatch to the coach in the room, beside a worker that only joins
    measure.py soak MINUTES         memory and handles over time

README.md says what must be set.
"""

import argparse
import asyncio
import json
import os
import time

from livekit import api

from dispatch import dispatches
from people import COACH, Load
from processes import Coach, Serving, Worker, cpu, memory

RUN = f"aside-{os.getpid()}"
HEARINGS = ["counting", "on-device"]
"""Sound is only counted, or heard by the recogniser that `aside join` has where nothing else is configured."""


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


def row(*cells):
    print("  ".join(f"{cell:>12}" if not isinstance(cell, float) else f"{cell:12.2f}" for cell in cells), flush=True)


async def dispatch(room, worker):
    async with api.LiveKitAPI() as server:
        await server.agent_dispatch.create_dispatch(
            api.CreateAgentDispatchRequest(agent_name=worker.name, room=room))


async def minute(seconds, **processes):
    """The share of a core that each took."""
    before, start = {name: cpu(pid) for name, pid in processes.items()}, time.monotonic()
    await asyncio.sleep(seconds)
    span = time.monotonic() - start
    return {name: 100 * (cpu(pid) - before[name]) / span for name, pid in processes.items()}


async def rooms(hearings, *how):
    """The same with each way to hear, one after the other."""
    print(json.dumps({hearing: await rooms_of(hearing, *how) for hearing in hearings}))


async def rooms_of(hearing, idle, counts, seconds, settle):
    run = f"{RUN}-{hearing}"
    coach, worker = Coach(), Worker(run, 18000 + os.getpid() % 1000, idle)
    await coach.start(hearing=hearing)
    await worker.start()
    print(f"the coach's hearing: {hearing}", flush=True)
    loads, figures = [], {"worker_idle": idle if idle is not None else "default"}
    row("rooms", "aside MB", "python MB", "ratio", "aside RSS")
    try:
        empty = memory(coach.pid), memory(worker.pid)
        row(0, *empty, empty[0] / empty[1], memory(coach.pid, "Rss"))
        for count in counts:
            while len(loads) < count:
                load = Load(f"{run}-{len(loads)}")
                loads.append(load)
                await load.begin()
                await dispatch(load.room, worker)
                await coach.order("join " + load.room)
                await load.agreed()
            await asyncio.sleep(settle)
            if count == 1:
                before = await coach.order("counts")
                share = await minute(seconds, aside=coach.pid, python=worker.pid)
                after = await coach.order("counts")
                seen = {key: (after[key] - before[key]) / seconds for key in after if key != "held"}
            ours, theirs = memory(coach.pid), memory(worker.pid)
            figures[str(count)] = {"aside_mb": round(ours, 1), "python_mb": round(theirs, 1),
                                   "aside_rss_mb": round(memory(coach.pid, "Rss"), 1)}
            row(count, ours, theirs, ours / theirs, memory(coach.pid, "Rss"))
        figures["cpu_percent"] = share
        figures["per_second"] = seen
        row("CPU %", share["aside"], share["python"], share["aside"] / share["python"])
        row("a second:", *[f"{value:.1f} {key}" for key, value in seen.items()])
    finally:
        await worker.stop()
        for load in loads:
            await load.end()
    figures["held_after_leaving"] = (await coach.leave())["held"]
    return figures


async def calls(media, count=200, at_once=20):
    coach, load = Coach(), Load(RUN)
    await coach.start(watched=True)
    await load.begin()
    await coach.order("join " + load.room)
    await load.agreed()
    while "error" in await coach.order("nudge 1"):
        await asyncio.sleep(0.5)
    if not media:
        for person in (load.rep, load.prospect):
            for publication in list(person.room.local_participant.track_publications.values()):
                await person.room.local_participant.unpublish_track(publication.sid)
            for task in list(person.tasks):
                task.cancel()
        await asyncio.sleep(1)
    whole, core, python = [], [], []
    for _ in range(count // at_once):
        figures = await coach.order(f"nudge {at_once}")
        whole += figures["whole_ms"]
        core += figures["core_ms"]
        # The same call from LiveKit's SDK for Python, in turn.
        for _ in range(at_once):
            start = time.perf_counter()
            await load.prospect.room.local_participant.perform_rpc(
                destination_identity="rep", method="coach_nudge", payload="{}", response_timeout=4)
            python.append(1e3 * (time.perf_counter() - start))
    row("ms", "p50", "p95", "p99", "calls")
    for name, values in (("aside", whole), ("its core", core), ("python", python)):
        row(name, *[quantile(values, share) for share in (0.5, 0.95, 0.99)], len(values))
    beyond = [a - b for a, b in zip(whole, core)]
    row("added", *[quantile(beyond, share) for share in (0.5, 0.95, 0.99)])
    row("ratio", quantile(whole, 0.5) / quantile(core, 0.5), quantile(whole, 0.95) / quantile(core, 0.95))
    await load.end()
    await coach.leave()


async def withdrawals(count, hearing):
    coach, load = Coach(), Load(RUN)
    await coach.start(watched=True, hearing=hearing)
    await load.begin()
    await coach.order("join " + load.room)
    await load.agreed()
    load.prospect.grants_at_once = False
    late, answered, quiet = [], [], 0
    for _ in range(count):
        heard = (await coach.order("counts"))["chunks"]
        for _ in range(100):
            await asyncio.sleep(0.05)
            if (await coach.order("counts"))["chunks"] >= heard + 4:
                break
        else:
            quiet += 1
        await load.prospect.act("withdraw")
        await asyncio.sleep(0.3)
        moments = await coach.order("withdrawal")
        late.append(max(0, moments["last_sound"] - moments["withdrawn"]) / 1e6)
        answered.append((moments["answered"] - moments["withdrawn"]) / 1e6)
        await load.prospect.grant()
    steps = (await coach.order("stops"))["steps"]
    row("ms", "p50", "p99", "most", "count")
    names = {"last sound": late, "answered": answered}
    for step in ("tracks-unsubscribed", "work-cancelled", "buffers-dropped"):
        names[step] = [stop[step] / 1e3 for stop in steps]
    for name, values in names.items():
        row(name, quantile(values, 0.5), quantile(values, 0.99), max(values), len(values))
    print(json.dumps({"sound_after_withdrawal": sum(value > 0 for value in late), "never_heard_again": quiet}))
    await load.end()
    await coach.leave()


async def dispatched(count):
    coach, bare, server = await dispatches(RUN, Serving(RUN), count)
    row("ms", "p50", "p95", "most", "count")
    connect = [whole - alone for whole, alone in zip(bare, server)]
    for name, values in (("aside", coach), ("bare", bare), ("its server", server), ("its connect", connect)):
        row(name, quantile(values, 0.5), quantile(values, 0.95), max(values), len(values))
    row("added", quantile(coach, 0.5) - quantile(bare, 0.5), quantile(coach, 0.95) - quantile(bare, 0.95))


async def soak(minutes, hearing, every=30):
    coach, load = Coach(), Load(RUN)
    await coach.start(hearing=hearing)
    await load.begin(slide_seconds=5.0)
    await coach.order("join " + load.room)
    await load.agreed()
    start, last = time.monotonic(), None
    row("minute", "PSS MB", "RSS MB", "handles", "sounds", "lines", "looks", "stills", "CPU %")
    used = cpu(coach.pid)
    while time.monotonic() - start < minutes * 60 + 1:
        counts, now = await coach.order("counts"), cpu(coach.pid)
        row((time.monotonic() - start) / 60, memory(coach.pid), memory(coach.pid, "Rss"),
            counts["held"], counts["chunks"], counts["lines"], counts["looks"], counts["stills"], 100 * (now - used) / every)
        used = now
        await asyncio.sleep(every)
    await load.end()
    print(json.dumps({"held_after_leaving": (await coach.leave())["held"]}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    many = what.add_parser("rooms")
    many.add_argument("--idle", type=int, help="idle processes of the worker; its own default otherwise")
    many.add_argument("--counts", type=lambda text: [int(one) for one in text.split(",")], default=[1, 3, 5])
    many.add_argument("--seconds", type=float, default=60)
    many.add_argument("--settle", type=float, default=15)
    many.add_argument("--hearing", type=lambda text: text.split(","), default=HEARINGS,
                      help="what hears the people, one after the other")
    what.add_parser("calls").add_argument("--media", action="store_true", help="go on talking and sharing")
    often = what.add_parser("withdrawals")
    often.add_argument("--count", type=int, default=100)
    what.add_parser("dispatch").add_argument("--count", type=int, default=50)
    long = what.add_parser("soak")
    long.add_argument("minutes", type=float)
    for one in (often, long):
        one.add_argument("--hearing", choices=HEARINGS, default=HEARINGS[0])
    given = parser.parse_args()
    asyncio.run({
        "rooms": lambda: rooms(given.hearing, given.idle, given.counts, given.seconds, given.settle),
        "calls": lambda: calls(given.media),
        "withdrawals": lambda: withdrawals(given.count, given.hearing),
        "dispatch": lambda: dispatched(given.count),
        "soak": lambda: soak(given.minutes, given.hearing),
    }[given.what]())


if __name__ == "__main__":
    main()
