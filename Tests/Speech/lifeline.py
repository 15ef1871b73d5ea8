"""Ends this process with its input, and so with whoever started it."""

import os
import sys
import threading


def hold():
    def wait():
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
