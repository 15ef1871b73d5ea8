"""Starts other people's model servers on loopback, and says where they are once they answer.

Prints one line of JSON, {"openai": port, "anthropic": port, "litellm": port}, and stops with its standard input.
"""

import json
import os
import pathlib
import socket
import subprocess
import sys
import threading
import time
import urllib.request

HERE = pathlib.Path(__file__).parent
PATIENCE_SECONDS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(arguments, port):
    environment = dict(
        os.environ,
        LITELLM_LOCAL_MODEL_COST_MAP="True",
        LITELLM_TELEMETRY="False",
        NO_PROXY="*",
        PYTHONPATH=str(HERE),
    )
    return subprocess.Popen(
        [str(part) for part in arguments],
        env=environment,
        cwd=HERE,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
    )


def answers(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def main():
    tools = pathlib.Path(sys.executable).parent
    ports = {name: free_port() for name in ("openai", "anthropic", "litellm")}
    uvicorn = [sys.executable, "-m", "uvicorn", "--log-level", "warning", "--port"]
    servers = [
        start([*uvicorn, ports["openai"], "app.openai_app:app"], ports["openai"]),
        start([*uvicorn, ports["anthropic"], "app.anthropic_app:app"], ports["anthropic"]),
        start(
            [tools / "litellm", "--config", HERE / "litellm.yaml", "--host", "127.0.0.1"]
            + ["--port", ports["litellm"]],
            ports["litellm"],
        ),
    ]
    threading.Thread(target=lambda: (sys.stdin.read(), stop(servers)), daemon=True).start()
    paths = {"openai": "/v1/models", "anthropic": "/v1/models", "litellm": "/health/liveliness"}
    end = time.monotonic() + PATIENCE_SECONDS
    while not all(answers(port, paths[name]) for name, port in ports.items()):
        if time.monotonic() > end or any(server.poll() is not None for server in servers):
            stop(servers)
            sys.exit("a server did not start")
        time.sleep(0.2)
    print(json.dumps(ports), flush=True)
    for server in servers:
        server.wait()


def stop(servers):
    for server in servers:
        server.kill()


main()
