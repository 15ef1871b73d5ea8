#!/usr/bin/env bash
# Tries the three verifiers without Aside: a sound sample, sound variants of it, and every kind of tampering
# in tamper.py, which says for each case the three exit codes, the check of verify.py that must fail and the
# first bad entry.
#
#     ./selftest.sh            PYTHON=/usr/bin/python3 ./selftest.sh chooses the Python
#
# Exit code: 0 all as they must be; 1 not.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export here work python=${PYTHON:-python3} PYTHONDONTWRITEBYTECODE=1

"$python" - "$here" << 'END'
import base64, platform, sys
import cryptography
sys.path.insert(0, sys.argv[1])
import signed
print("Python", platform.python_version(), "with cryptography", cryptography.__version__)
# Answers known from elsewhere: the signed-note specification's key, tlog-tiles' path, Certificate
# Transparency's tree of eight leaves.
signed.parse_key(b"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n")
assert signed.tile_path(3, 1234067, 8) == "3/x001/x234/067.p/8"
leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
root = signed.root_hash([signed.leaf_hash(bytes.fromhex(leaf)) for leaf in leaves])
assert root.hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
END
GO111MODULE=off GOPATH=/usr/share/gocode go build -o "$work/gocheck" "$here/gocheck/main.go"

mkdir "$work/cases"
"$python" "$here/make_sample.py" "$work/cases/sample" > "$work/made"
echo "sample 0 0 0 - -" > "$work/table"
"$python" "$here/tamper.py" "$work/cases" >> "$work/table"

# Runs the verifiers over one case, a line of the table, and says what they say beside what they must say.
judge() {
    local name=$1 wanted="$2 $3 $4 $5 $6" found="" fails index status verifier
    local dir=$work/cases/$name said=$work/cases/$name.said
    for verifier in "$python $here/verify.py" "$work/gocheck" "$here/openssl.sh"; do
        status=0
        $verifier "$dir" >> "$said" 2>&1 || status=$?
        found+="$status "
    done
    # One wrong byte may fail several checks; the wanted one must be among them.
    fails=$(sed -n 's/^fails  *\([a-z]*\) .*/\1/p' "$said")
    grep -qx -e "$5" <<< "$fails" && fails=$5
    index=$(sed -n 's/.*The first bad entry is \([0-9]*\)\.$/\1/p' "$said")
    found+="$(tr '\n' ' ' <<< "${fails:--}")${index:--}"
    if [[ $found == "$wanted" ]]; then
        printf 'ok     %-45s %s\n' "$name" "$found"
    else
        printf 'WRONG  %-45s %s, expected %s\n' "$name" "$found" "$wanted"
        sed 's/^/       | /' "$said"
    fi > "$said.verdict"
}
export -f judge

xargs -P "$(nproc)" -L 1 bash -c 'judge "$@"' judge < "$work/table"
printf '       %-45s exits of verify.py, gocheck, openssl.sh; check; first bad entry\n' case
cut -d ' ' -f 1 "$work/table" | while read -r name; do
    cat "$work/cases/$name.said.verdict"
done | tee "$work/verdicts"
wrong=$(grep -c '^WRONG' "$work/verdicts" || true)
echo "$(wc -l < "$work/table") cases, $wrong wrong"
[[ $wrong -eq 0 ]]
