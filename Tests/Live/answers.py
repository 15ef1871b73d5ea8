"""Says by its exit code whether a LiveKit server answers at an address."""

import sys
import urllib.request

address = sys.argv[1].replace("ws", "http", 1)
try:
    with urllib.request.urlopen(address, timeout=5) as answer:
        sys.exit(0 if answer.status == 200 else 1)
except (OSError, ValueError):
    sys.exit(1)
