#!/usr/bin/env bash
# Makes the Python environment of the model tests in the folder that is named; does nothing when it is there.
#
#     Tests/Models/setup.sh .build/models-venv
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=$1

# The mark is the list that was installed: another list makes the environment anew.
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    echo "Making $venv for the tests with other people's model servers"
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: --no-deps \
        --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/installed.txt"
fi
