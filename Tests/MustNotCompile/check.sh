#!/usr/bin/env bash
# Proves that what must not compile does not: each file here names on its first line the diagnostic
# it must fail with (`// expect: …`); a file without one must compile. Run after `swift build`.
#
# Files are taken as far as -emit-sil, since -typecheck does not see a value consumed twice.
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=${1:-.build/debug}
if [ ! -d "$bin/Modules" ]; then
    echo "MustNotCompile: found no modules in $bin, expected those of \`swift build\`" >&2
    exit 1
fi

flags=(-swift-version 6 -I "$bin/Modules" -enable-upcoming-feature ExistentialAny)
for map in "$bin"/*.build/module.modulemap; do
    [ -e "$map" ] && flags+=(-Xcc "-fmodule-map-file=$map")
done
while IFS= read -r map; do
    flags+=(-Xcc "-fmodule-map-file=$map" -Xcc -I -Xcc "$(dirname "$map")")
done < <(find .build/checkouts -path '*/Sources/*' -name module.modulemap | sort)

passed=0
failed=0

fail() {
    failed=$((failed + 1))
    echo "✘ $1: $2" >&2
    [ -z "${3:-}" ] || printf '%s\n' "$3" | sed 's/^/    /' >&2
}

check() {
    local file=$1 name expected output status=0
    name=$(basename "$file" .swift)
    expected=$(sed -n '1s|^// expect: ||p' "$file")
    output=$(swiftc -emit-sil -o /dev/null -module-name "$name" "${flags[@]}" "$file" 2>&1) || status=$?
    if [ -z "$expected" ]; then
        if [ "$status" -eq 0 ]; then passed=$((passed + 1)); else
            fail "$name" "does not compile, and should" "$output"
        fi
    elif [ "$status" -eq 0 ]; then
        fail "$name" "compiles, and must not"
    elif grep -qF "error: " <<<"$output" && grep -F "error: " <<<"$output" | grep -qF -- "$expected"; then
        passed=$((passed + 1))
    else
        fail "$name" "fails for another reason than: $expected" "$output"
    fi
}

for file in Tests/MustNotCompile/*.swift; do check "$file"; done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
