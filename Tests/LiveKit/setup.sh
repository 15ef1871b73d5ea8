#!/usr/bin/env bash
# Makes the Python environment of the stand-in, with LiveKit's client core beside it, in the folder that is
# named; does nothing when it is there.
#
#     Tests/LiveKit/setup.sh .build/livekit-venv
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=$1

# The mark is the list that was installed: another list makes the environment anew.
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    echo "Making $venv for the tests with LiveKit's core"
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: \
        --requirement "$here/requirements.txt"
    (cd "$venv" && ln -s lib/python3*/site-packages/livekit/rtc/resources/liblivekit_ffi.so .)
    cp "$here/requirements.txt" "$venv/installed.txt"
fi
