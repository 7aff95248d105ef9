#!/bin/sh
# Builds the two programs into build/bin, unless the ones there are of these very sources. Content
# decides: touching a file builds nothing. Usage: Scripts/build.sh
set -eu
export LC_ALL=C
flags=$(Scripts/flags.sh)
key=$({
  echo "$flags"
  swift --version 2>/dev/null | head -n 1
  find Package.swift Sources -type f ! -name '*.md' -print0 | sort -z | xargs -0 sha256sum
} | sha256sum)
[ "$(cat build/bin/key 2>/dev/null)" = "$key" ] && exit 0

if [ -d .build ]; then
  echo "building ..."
else
  echo "building (the first time takes a few minutes) ..."
fi
mkdir -p build/bin
# A failed build must not leave programs that pass for new ones.
rm -f build/bin/key
# shellcheck disable=SC2086 # the flags are words
if ! swift build -c release $flags --explicit-target-dependency-import-check error \
  >build/build.log 2>&1; then
  grep -E '(error|warning):' build/build.log >&2 || tail -n 20 build/build.log >&2
  echo "error: the build failed (the whole log: build/build.log)" >&2
  exit 1
fi
# shellcheck disable=SC2086
products=$(swift build -c release $flags --show-bin-path)
for program in train irank bench; do
  cp "$products/$program" "build/bin/$program.new"
  mv "build/bin/$program.new" "build/bin/$program"
done
echo "$key" >build/bin/key
