"""The processes that are measured, and what the kernel says of them."""

import asyncio
import json
import os
import pathlib
import shutil
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
BUILT = pathlib.Path(os.environ.get("ASIDE_BENCHMARKS", HERE.parent / ".build/release"))
REPOSITORY = os.environ.get("ASIDE_REPOSITORY", str(HERE.parent.parent))
TICK = os.sysconf("SC_CLK_TCK")


def tree(root):
    """A process and all that came of it."""
    children = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, open_ = [], [root]
    while open_:
        process = open_.pop()
        found.append(process)
        open_ += children.get(process, [])
    return found


def memory(root, field="Pss"):
    """Megabytes of a tree."""
    total = 0
    for process in tree(root):
        try:
            lines = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith(field + ":"))
    return total / 1024


def cpu(root):
    """Seconds of processor time that a tree took so far."""
    total = 0
    for process in tree(root):
        try:
            fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICK


class Coach:
    """The coach: `benchmarks room`, told what to do line by line."""

    async def start(self, watched=False, hearing="counting", environment={}):
        # A copy of the core, so that it shares no page with the people's and its PSS is its own.
        self.folder = tempfile.mkdtemp(prefix="aside-benchmark-")
        core = shutil.copy(os.environ["LIVEKIT_FFI_PATH"], self.folder + "/core.so")
        self.process = await asyncio.create_subprocess_exec(
            BUILT / "benchmarks", "room", BUILT / "libCoreWatch.so" if watched else core, REPOSITORY,
            hearing,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=self.folder,
            stderr=open(self.folder + "/errors", "w"), limit=1 << 24,
            env=os.environ | {"LIVEKIT_FFI_PATH": core} | environment)
        self.pid = self.process.pid
        await self._answer()

    async def order(self, line):
        self.process.stdin.write((line + "\n").encode())
        return await self._answer()

    async def _answer(self):
        line = await asyncio.wait_for(self.process.stdout.readline(), 120)
        if not line:
            sys.exit("the coach has ended: " + pathlib.Path(self.folder, "errors").read_text()[-2000:])
        return json.loads(line)

    async def leave(self):
        last = await self.order("leave")
        await self.process.wait()
        shutil.rmtree(self.folder)
        return last


class Serving:
    """`aside serve`, as a deployment runs it; the first call of each name warms it."""

    def __init__(self, name):
        self.name = name

    async def start(self):
        self.folder = tempfile.mkdtemp(prefix="aside-benchmark-")
        self.process = await asyncio.create_subprocess_exec(
            os.environ.get("ASIDE", BUILT / "aside"), "serve", "--agent-name", self.name,
            "--capacity", "100", "--rooms-alone", "--home", self.folder,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE)
        said = b""
        while b"working" not in (line := await asyncio.wait_for(self.process.stderr.readline(), 60)):
            said += line
            if not line:
                sys.exit("aside serve has ended: " + said.decode()[-2000:])
        self.reading = asyncio.create_task(self.process.stderr.read())
        # It is at work once its status has been told, which it does every two and a half seconds.
        await asyncio.sleep(3)

    async def stop(self):
        self.process.terminate()
        await self.process.wait()
        shutil.rmtree(self.folder)


class Worker:
    """LiveKit's framework; each room is sent to it by name."""

    def __init__(self, name, port, idle=None):
        self.name = name
        self.environment = {"WORKER_NAME": name, "WORKER_PORT": str(port)}
        if idle is not None:
            self.environment["WORKER_IDLE"] = str(idle)

    async def start(self):
        self.log = tempfile.NamedTemporaryFile("w+", prefix="worker-", suffix=".log")
        self.process = await asyncio.create_subprocess_exec(
            os.environ["AGENTS_PYTHON"], HERE / "worker.py", "start",
            stdout=self.log, stderr=self.log, env=os.environ | self.environment)
        self.pid = self.process.pid
        start = time.monotonic()
        while "registered worker" not in pathlib.Path(self.log.name).read_text():
            if time.monotonic() - start > 60 or self.process.returncode is not None:
                sys.exit("the worker did not register: " + pathlib.Path(self.log.name).read_text()[-2000:])
            await asyncio.sleep(0.2)

    async def stop(self):
        for process in reversed(tree(self.pid)):
            try:
                os.kill(process, 9)
            except ProcessLookupError:
                pass
        await self.process.wait()
