#!/usr/bin/env bash
# Makes the Python environment of other people's speech servers and clients in the folder that is named; does
# nothing when it is there.
#
#     Tests/Speech/setup.sh .build/speech-venv
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=$1

# The mark is the list that was installed: another list makes the environment anew. Without what the packages
# ask for beside the list: whisperlivekit would bring gigabytes of models that its wire code does not need.
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    echo "Making $venv for the tests with other people's speech servers"
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
        --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/installed.txt"
fi
