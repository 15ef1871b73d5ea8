"""A model that streams as it is told, for `benchmarks models`: chunks of OpenAI's form over HTTP/1.1.

The model's name says how: `burst-N` sends N tokens at once, `paced-N-MS` one every MS milliseconds. Prints its port,
and stops with its standard input.
"""

import asyncio
import json
import sys

HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
)


def event(data):
    text = f"data: {data}\n\n".encode()
    return b"%x\r\n%s\r\n" % (len(text), text)


def chunk(delta, reason=None):
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
    return event(
        json.dumps(
            {
                "id": "chatcmpl-0123456789abcdefghijklmnop",
                "object": "chat.completion.chunk",
                "created": 1795651502,
                "model": "benchmark",
                "system_fingerprint": "fp_0123456789",
                "choices": [choice],
                "usage": None,
            },
            separators=(",", ":"),
        )
    )


FIRST = chunk(
    {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {
                "index": 0,
                "id": "call_1",
                "type": "function",
                "function": {"name": "stay_silent", "arguments": '{"reason":"'},
            }
        ],
    }
)
TOKEN = chunk({"tool_calls": [{"index": 0, "function": {"arguments": " quiet"}}]})
CLOSING = chunk({"tool_calls": [{"index": 0, "function": {"arguments": '"}'}}]})
USAGE = event('{"choices":[],"usage":{"prompt_tokens":900,"completion_tokens":20}}')
REST = CLOSING + chunk({}, "tool_calls") + USAGE + event("[DONE]") + b"0\r\n\r\n"


async def serve(reader, writer):
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = next(
                int(line.split(":")[1])
                for line in head.split("\r\n")
                if line.startswith("content-length:")
            )
            body = json.loads(await reader.readexactly(length))
            how, count, *pause = body["model"].split("-")
            if how == "burst":
                writer.write(HEAD + FIRST + TOKEN * (int(count) - 2) + REST)
            else:
                writer.write(HEAD + FIRST)
                for _ in range(int(count) - 2):
                    writer.write(TOKEN)
                    await asyncio.sleep(int(pause[0]) / 1000)
                writer.write(REST)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
