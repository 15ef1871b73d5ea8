"""A way to the server for one client's signalling, which a test can cut; sound and pictures take another."""

import asyncio
from urllib.parse import urlsplit


class Wire:
    """Carries every connection made to `url` on to the server, while it is whole."""

    def __init__(self, server: str):
        self._server = urlsplit(server)
        self._tasks: set[asyncio.Task] = set()
        self._is_cut = False

    async def start(self) -> None:
        self._listening = await asyncio.start_server(self._take, "127.0.0.1", 0)
        port = self._listening.sockets[0].getsockname()[1]
        self.url = f"{self._server.scheme}://127.0.0.1:{port}{self._server.path}"

    def drop(self) -> None:
        """Breaks the connections that there are; new ones are carried at once."""
        for task in self._tasks:
            task.cancel()

    def cut(self) -> None:
        """Breaks them, and takes no new one until `mend`."""
        self._is_cut = True
        self.drop()

    def mend(self) -> None:
        self._is_cut = False

    async def stop(self) -> None:
        self._listening.close()
        self.drop()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            if not self._is_cut:
                await self._carry(reader, writer)
        except (asyncio.CancelledError, OSError):
            pass  # that is what it is for
        finally:
            self._tasks.discard(task)
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(self._server.hostname, self._server.port or 80)
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(pour(reader, there[1]))
                ways.create_task(pour(there[0], writer))
        finally:
            there[1].transport.abort()


async def pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(1 << 16):
        sink.write(data)
        await sink.drain()
    sink.close()
