#!/usr/bin/env bash
# Verifies the signature of an exported checkpoint with OpenSSL and coreutils alone:
#
#     ./openssl.sh DIR
#
# Reads DIR/checkpoint and DIR/log.pub.pem. It judges the signature, not the entries. Exit code: 0 the
# signature by this key is good; 3 it is not, or there is none; 1 a file is missing; 2 wrong use.
set -euo pipefail

if [[ $# -ne 1 ]]; then
    echo "usage: openssl.sh DIR" >&2
    exit 2
fi
checkpoint=$1/checkpoint
key=$1/log.pub.pem
for file in "$checkpoint" "$key"; do
    if [[ ! -r $file ]]; then
        echo "openssl.sh: cannot read $file" >&2
        exit 1
    fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fails() {
    echo "FAILS  $1"
    exit 3
}

# A signed note: the body, then the last empty line, then the signature lines.
gap=$(awk '$0 == "" { last = NR } END { print last + 0 }' "$checkpoint")
[[ $gap -gt 1 ]] || fails "the checkpoint has no empty line before its signatures"
head -n $((gap - 1)) "$checkpoint" > "$work/body"
origin=$(head -n 1 "$work/body")

# The key id: the first four bytes of SHA-256 over the name, a line feed, the type 1 and the public key,
# which is the end of its SubjectPublicKeyInfo.
openssl pkey -pubin -in "$key" -outform DER -out "$work/spki" 2> "$work/why" ||
    fails "log.pub.pem is not a public key"
[[ $(wc -c < "$work/spki") -eq 44 ]] || fails "log.pub.pem is not an Ed25519 key"
{ printf '%s\n\001' "$origin"; tail -c 32 "$work/spki"; } > "$work/named"
openssl dgst -sha256 -binary "$work/named" | head -c 4 > "$work/id"

# Every line by this name and key id must verify, and there must be one.
found=0
tail -n +$((gap + 1)) "$checkpoint" > "$work/lines"
while IFS=' ' read -r dash name signature; do
    [[ $dash == '—' && $name == "$origin" ]] || continue
    base64 -d <<< "$signature" > "$work/raw" 2> "$work/why" || fails "the signature is not base64"
    head -c 4 "$work/raw" | cmp -s - "$work/id" || continue
    tail -c +5 "$work/raw" > "$work/signature"
    openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$work/body" -sigfile "$work/signature" \
        > "$work/why" 2>&1 || fails "the signature by log.pub.pem is wrong"
    found=$((found + 1))
done < "$work/lines"
[[ $found -gt 0 ]] || fails "no signature by log.pub.pem under the name of the origin"

echo "holds  the checkpoint of $origin is signed by log.pub.pem:"
tail -n +2 "$work/body"
