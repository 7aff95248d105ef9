#!/bin/sh
# Compares the outputs at hand with the committed manifest, with POSIX tools and sha256sum alone.
# Usage: sh verify.sh [quick|standard|paper]   exits 0 same, 2 something differs, 1 could not run.
# Pixels are digests of decoded pictures, which needs a PNG reader: `make verify` compares them.
set -u
preset=${1:-standard}
cd "$(dirname "$0")" || exit 1
manifest=figures/MANIFEST-$preset
command -v sha256sum >/dev/null || { echo "error: sha256sum is not installed" >&2; exit 1; }
if [ ! -r "$manifest" ]; then
  echo "error: $manifest does not exist" >&2
  exit 1
fi
if [ ! -d "build/$preset/made" ]; then
  echo "error: nothing has been made yet; next: make report PRESET=$preset" >&2
  exit 1
fi

differing=0
differs() {
  echo "DIFFERS  $1"
  differing=$((differing + 1))
}

# The root is the digest of every other line, and the last one in the log.
root=$(sed -n 's/^# root //p' "$manifest")
found=$(sed '/^# root /d' "$manifest" | sha256sum | cut -d ' ' -f 1)
[ "$root" = "$found" ] || differs "manifest  $manifest: its root does not fit its lines"
last=$(awk -v preset="$preset" '$1 == preset { root = $3 } END { print root }' \
  figures/MANIFEST.log 2>/dev/null)
[ "$root" = "$last" ] || differs "manifest  $manifest: its root is not the last accepted one"

# Every file tier at once; `sha256sum -c` says "file: FAILED" where one differs or is missing.
lines=$(sed '/^#/d' "$manifest" | while read -r digest tier name; do
  case $tier:$preset/$name in
    pixels:*) ;;
    *:standard/figures/* | *:standard/paper/*) echo "$digest  $name" ;;
    *:*/paper/*) echo "$digest  build/$preset/${name#paper/}" ;;
    *) echo "$digest  build/$preset/$name" ;;
  esac
done)
failed=$(echo "$lines" | sha256sum -c 2>/dev/null | sed -n 's/: FAILED.*//p')
if [ -n "$failed" ]; then
  echo "$failed" | sed 's/^/DIFFERS  /'
  differing=$((differing + $(echo "$failed" | wc -l)))
fi

pixels=$(grep -c '^[0-9a-f]*  pixels  ' "$manifest")
echo "$(echo "$lines" | wc -l) files compared with $manifest, $differing differ;" \
  "$pixels pictures need: make verify"
[ "$differing" -eq 0 ] || exit 2
