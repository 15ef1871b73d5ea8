#!/usr/bin/env bash
# The whole path on a real LiveKit server: people's clients on LiveKit's Python SDK, the coach as a process.
#   LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET name the server (default: a `livekit-server --dev`)
#   ASIDE names the coach's binary (default: .build/debug/aside)
#   LIVEKIT_SERVER names a livekit-server binary, for tests that kill and start one of their own
#   LIVEKIT_CLIENT_JS names livekit-client's ES module, for tests of the pages in a call
#   flite speaks in test_hearing.py; `make setup` installs it
# Arguments go to pytest: Tests/Live/run.sh -m 'not slow', Tests/Live/run.sh test_consent.py
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)

export LIVEKIT_URL=${LIVEKIT_URL:-ws://127.0.0.1:7880}
export LIVEKIT_API_KEY=${LIVEKIT_API_KEY:-devkey}
export LIVEKIT_API_SECRET=${LIVEKIT_API_SECRET:-secret}
export ASIDE=${ASIDE:-$root/.build/debug/aside}

if [ ! -x "$ASIDE" ]; then
    echo "live tests: found no $ASIDE; make build makes it, or name another in ASIDE" >&2
    exit 1
fi

venv=$root/.build/live-venv
if ! cmp -s requirements.txt "$venv/requirements.txt"; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
    cp requirements.txt "$venv/requirements.txt"
fi

if ! "$venv/bin/python" answers.py "$LIVEKIT_URL"; then
    cat >&2 <<TEXT
live tests: no LiveKit server answers at $LIVEKIT_URL.
Start one in another terminal and run this again:

    livekit-server --dev

It comes with LiveKit's releases (docs.livekit.io, "Running LiveKit locally"). --dev listens on
ws://127.0.0.1:7880 with the key "devkey" and the secret "secret", which are the defaults here. For
another server set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET.
TEXT
    exit 1
fi

export PYTHONDONTWRITEBYTECODE=1
exec "$venv/bin/pytest" -p no:cacheprovider "$@"
