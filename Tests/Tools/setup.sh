#!/usr/bin/env bash
# Makes the Python environment of the servers that tools are tested against, in the folder that is named; does
# nothing when it is there.
#
#     Tests/Tools/setup.sh .build/tools-venv
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=$1

# The mark is the list that was installed: another list makes the environment anew.
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    echo "Making $venv for the tests of tools"
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: \
        --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/installed.txt"
fi
