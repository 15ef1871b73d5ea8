"""Points the official MCP client at a server of ours, and prints what it understands.

    client.py http http://127.0.0.1:1/mcp
    client.py program /bin/sh -c SCRIPT

Prints one line of JSON: the names of the tools, and what the tool `look-up` answers.
"""

import asyncio
import json
import sys

from mcp import StdioServerParameters
from mcp.client.client import Client
from mcp.client.stdio import stdio_client


async def main(way, place, *arguments):
    if way == "program":
        place = stdio_client(StdioServerParameters(command=place, args=list(arguments)))
    # The revisions that we speak are greeted; later ones are not.
    async with Client(place, mode="legacy") as client:
        tools = await client.list_tools()
        answer = await client.call_tool("look-up", {"word": "roi"})
        texts = [part.text for part in answer.content]
        print(json.dumps({"tools": [tool.name for tool in tools.tools], "texts": texts}), flush=True)


asyncio.run(main(*sys.argv[1:]))
