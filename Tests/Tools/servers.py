"""Servers written with other people's packages, for the tests of tools.

    servers.py mcp-program     an MCP server on standard input and output
    servers.py mcp-stream      one over HTTP that answers with streams; prints its port
    servers.py mcp-json        one over HTTP that answers with JSON; prints its port
    servers.py openapi         a FastAPI service with a document of its own making; prints its port
"""

import socket
import sys
from typing import Annotated, Literal

import uvicorn
from fastapi import FastAPI, Header, HTTPException
from mcp.server.mcpserver import MCPServer
from pydantic import BaseModel, Field

CUSTOMERS = {"acme": {"name": "Acme", "seats": 40}, "ü/ä": {"name": "Umlaut", "seats": 1}}


class Found(BaseModel):
    name: str
    seats: int
    year: int


def mcp_server():
    server = MCPServer("crm", log_level="ERROR")

    @server.tool()
    def find_customer(
        id: Annotated[str, Field(description="the id", max_length=40)],
        year: Annotated[int, Field(ge=2000, le=2100)] = 2026,
        tier: Literal["gold", "silver"] | None = None,
    ) -> Found:
        """Finds a customer."""
        return Found(year=year, **CUSTOMERS[id])

    @server.tool()
    def greet(name: str) -> str:
        """Greets."""
        return f"Hello {name}"

    return server


class Note(BaseModel):
    text: str = Field(max_length=200)
    kind: Literal["call", "mail"]
    urgent: bool = False
    reason: str | None = None


def openapi_app():
    app = FastAPI()

    @app.get("/customers/{id}", operation_id="getCustomer")
    def get_customer(id: str, year: int = 2026, x_team: Annotated[str | None, Header()] = None):
        if id not in CUSTOMERS:
            raise HTTPException(404)
        return {"customer": {**CUSTOMERS[id], "year": year, "team": x_team}}

    @app.put("/customers/{id}/notes", operation_id="putNote")
    def put_note(id: str, note: Note, authorization: Annotated[str | None, Header()] = None):
        if authorization != "Bearer s3cret":
            raise HTTPException(401)
        return {"id": id, **note.model_dump()}

    return app


def serve(app):
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    print(listening.getsockname()[1], flush=True)
    config = uvicorn.Config(app, log_level="critical", lifespan="on")
    uvicorn.Server(config).run(sockets=[listening])


mode = sys.argv[1]
if mode == "mcp-program":
    mcp_server().run("stdio")
elif mode in ("mcp-stream", "mcp-json"):
    serve(mcp_server().streamable_http_app(json_response=mode == "mcp-json"))
elif mode == "openapi":
    serve(openapi_app())
