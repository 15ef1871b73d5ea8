"""The speech part of mock-ai-api on a free port."""

import json
import socket

import uvicorn
from app.openai_app import app

import lifeline

lifeline.hold()
door = socket.socket()
door.bind(("127.0.0.1", 0))
door.listen()
print(json.dumps({"port": door.getsockname()[1]}), flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[door])
