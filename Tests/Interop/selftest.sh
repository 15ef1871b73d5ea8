#!/usr/bin/env bash
# Tries the three verifiers without Aside: a sound sample, sound variants of it, and every kind of tampering
# in tamper.py. Each case says which exit code each verifier must give, and for verify.py which check must
# fail and which entry is the first bad one.
#
#     ./selftest.sh            PYTHON=/usr/bin/python3 ./selftest.sh to choose the Python
#
# Exit code: 0 all as they must be; 1 not.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
export PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

GO111MODULE=off GOPATH=/usr/share/gocode go build -o "$work/gocheck" "$here/gocheck/main.go"
"$python" -c 'import cryptography, platform; print("Python", platform.python_version(), "cryptography", cryptography.__version__)'

# Runs one verifier, keeps what it prints, and says its exit code.
code() {
    local output=$1 status=0
    shift
    "$@" > "$work/$output" 2>&1 || status=$?
    echo "$status"
}

# The verifiers' answer in the words of tamper.py: three exit codes, the check, the entry. Of verify.py's
# failing checks the expected one is named, since one wrong byte may well trip several.
answer() {
    local dir=$1 check=$2
    echo "$(code verify "$python" "$here/verify.py" "$dir" --json)" \
        "$(code gocheck.said "$work/gocheck" "$dir")" \
        "$(code openssl "$here/openssl.sh" "$dir")" \
        "$("$python" - "$work/verify" "$check" << 'END'
import json, sys
text = open(sys.argv[1]).read()
report = json.loads(text) if text.startswith("{") else {"checks": [], "first_bad_index": None}
fails = [row["check"] for row in report["checks"] if row["result"] == "fails"]
index = report["first_bad_index"]
print(sys.argv[2] if sys.argv[2] in fails else ",".join(fails) or "-", "-" if index is None else index)
END
)"
}

cases=0
wrong=0
judge() {
    local name=$1 dir=$2 expected=$3 found
    found=$(answer "$dir" "$(cut -d ' ' -f 4 <<< "$expected")")
    cases=$((cases + 1))
    if [[ $found == "$expected" ]]; then
        printf 'ok     %-45s %s\n' "$name" "$found"
    else
        printf 'WRONG  %-45s %s, expected %s\n' "$name" "$found" "$expected"
        sed 's/^/       | /' "$work/verify" "$work/gocheck.said" "$work/openssl"
        wrong=$((wrong + 1))
    fi
}

printf '       %-45s verify.py, gocheck, openssl.sh; check; first bad entry\n' ""
"$python" "$here/make_sample.py" "$work/sample" > "$work/error"
judge "sample" "$work/sample" "0 0 0 - -"
for name in $("$python" "$here/tamper.py" --list); do
    expected=$("$python" "$here/tamper.py" "$name" "$work/$name")
    judge "$name" "$work/$name" "$expected"
    rm -rf "${work:?}/$name"
done

echo "$cases cases, $wrong wrong"
[[ $wrong -eq 0 ]]
