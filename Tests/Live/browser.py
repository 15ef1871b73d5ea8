"""A headless Chromium on the pages of Examples/clients/web, over its DevTools protocol."""

import asyncio
import base64
import itertools
import json
import shutil
import tempfile
from pathlib import Path

import aiohttp
from aiohttp import web

WEB = Path(__file__).resolve().parents[2] / "Examples/clients/web"

# The test plays the coach from inside the page: `room` is the stand-in of test/fake-livekit.mjs.
STAGE = """
globalThis.standing = {gate: "closed", purposes: {live_transcription: "disclosed", storage: "disclosed"}};
globalThis.playCoach = (room) => {
  globalThis.room = room;
  room.answer = async () => JSON.stringify(globalThis.standing);
  room.join("coach", "AI coach, listening", 4);
};
"""


def chromium():
    """The path of a Chromium, or nothing."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Browser:
    """One page, in a window of any width, by day or by night.

    Its LiveKit is the stand-in of test/fake-livekit.mjs, or the module in a file.
    """

    def __init__(self, module=WEB / "test/fake-livekit.mjs"):
        self._module = module

    async def __aenter__(self):
        self._numbers = itertools.count(1)
        self._answers = {}
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        await self._serve()
        self._process = await asyncio.create_subprocess_exec(
            chromium(), "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--allow-loopback-in-peer-connection", "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream", "--remote-debugging-port=0", f"--user-data-dir={self._profile.name}", "about:blank",
            stderr=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        )
        await self._attach()
        return self

    async def __aexit__(self, *_):
        await self._socket.close()
        await self._session.close()
        self._reader.cancel()
        self._process.terminate()
        await self._process.wait()
        await self._runner.cleanup()
        self._profile.cleanup()

    async def _serve(self):
        """The pages as they are, with the module where a deployer puts it."""
        async def module(_):
            return web.FileResponse(self._module)

        app = web.Application()
        app.router.add_get("/vendor/livekit-client.esm.mjs", module)
        app.router.add_static("/", WEB)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._address = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"

    async def _attach(self):
        port_file = Path(self._profile.name) / "DevToolsActivePort"
        async with asyncio.timeout(30):
            while not (port_file.exists() and port_file.read_text().count("\n")):
                await asyncio.sleep(0.05)
        port = port_file.read_text().split()[0]
        self._session = aiohttp.ClientSession()
        async with self._session.get(f"http://127.0.0.1:{port}/json/list") as answer:
            page = next(one for one in await answer.json() if one["type"] == "page")
        self._socket = await self._session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0)
        self._reader = asyncio.create_task(self._read())
        await self.command("Page.enable")

    async def _read(self):
        async for message in self._socket:
            answer = json.loads(message.data)
            if waiter := self._answers.pop(answer.get("id"), None):
                waiter.set_result(answer)

    async def command(self, method, **parameters):
        """One DevTools command."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        answer = await asyncio.wait_for(self._answers[number], 15)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    async def run(self, script):
        """The value of an expression in the page; a promise is awaited."""
        result = await self.command(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"]["exception"].get("description", result))
        return result["result"].get("value")

    async def join(self, page, url, token, locale="en"):
        """Opens a page as a person does, and types in where to and as whom."""
        await self.command("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage=locale)
        await self.command("Page.navigate", url=f"{self._address}/{page}")
        await self.until("document.querySelector('#join')?.elements.url && document.readyState === 'complete'")
        await self.run(f"document.querySelector('[name=url]').value = {json.dumps(url)}")
        await self.run(f"document.querySelector('[name=token]').value = {json.dumps(token)}")
        await self.run("document.querySelector('#join').requestSubmit()")
        await self.until("!document.querySelector('#call').hidden")

    async def click(self, selector):
        """A click on the first element of a selector, once it is there."""
        await self.until(f"document.querySelector({json.dumps(selector)})")
        await self.run(f"document.querySelector({json.dumps(selector)}).click()")

    async def open(self, page, width=1000, height=900, zoom=1, scheme="light", locale="en"):
        """Opens a page in a call whose coach the test plays. Zooming makes the window as much narrower."""
        await self.command("Emulation.setDeviceMetricsOverride", width=round(width / zoom),
                           height=round(height / zoom), deviceScaleFactor=zoom, mobile=False)
        await self.command("Emulation.setEmulatedMedia",
                           features=[{"name": "prefers-color-scheme", "value": scheme}])
        await self.command("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage=locale)
        await self.command("Page.addScriptToEvaluateOnNewDocument", source=STAGE)
        await self.command("Page.navigate", url=f"{self._address}/{page}?url=ws://test&token=t")
        await self.until("globalThis.room && !document.querySelector('#call').hidden")

    async def until(self, condition):
        """Waits until an expression is true in the page."""
        async with asyncio.timeout(15):
            while not await self.run(f"Boolean({condition})"):
                await asyncio.sleep(0.02)

    async def coach_calls(self, method, message):
        """The coach calls the page: its answer, or its refusal."""
        return await self.run(
            f"room.call('coach', {json.dumps(method)}, {json.dumps(message)})"
            ".catch(({code, message}) => ({code, message}))")

    async def calls(self, method):
        """What the page has called."""
        return await self.run(f"room.calls.filter(c => c.method === '{method}').map(c => c.payload)")

    async def press(self, key):
        """A key of the keyboard."""
        codes = {"Tab": 9, "Enter": 13, " ": 32}
        text = {"Enter": "\r", " ": " "}.get(key)
        await self.command("Input.dispatchKeyEvent", type="keyDown", key=key,
                           windowsVirtualKeyCode=codes[key], **({"text": text} if text else {}))
        await self.command("Input.dispatchKeyEvent", type="keyUp", key=key,
                           windowsVirtualKeyCode=codes[key])

    async def picture(self, path):
        """A screenshot of the whole page."""
        shot = await self.command("Page.captureScreenshot", captureBeyondViewport=True)
        Path(path).write_bytes(base64.b64decode(shot["data"]))
