#!/bin/sh
# Checks that this machine can build the project, and installs what is missing where it may.
# Usage: Scripts/setup.sh; a stamp under build/ makes every later call immediate.
set -eu
packages="libcairo2-dev libpng-dev pkg-config"

fail() {
  echo "error: $1" >&2
  shift
  for line in "$@"; do echo "  $line" >&2; done
  exit 1
}

swift=$(command -v swift) || fail "Swift is not installed (6.2 or later is needed)." \
  "next: install it from https://www.swift.org/install/linux/ and put its usr/bin into PATH"
swift=$(readlink -f "$swift")
[ "$(cat build/setup 2>/dev/null)" = "$swift" ] && exit 0

version=$(Scripts/swift-version.sh)
major=${version%%.*}
minor=${version#*.}
minor=${minor%%.*}
if [ "${major:-0}" -lt 6 ] || { [ "$major" -eq 6 ] && [ "${minor:-0}" -lt 2 ]; }; then
  fail "Swift ${version:-of unknown version} is too old (6.2 or later is needed)." \
    "next: install a newer one from https://www.swift.org/install/linux/"
fi

present() {
  command -v pkg-config >/dev/null && pkg-config --exists cairo libpng
}

if ! present; then
  # shellcheck disable=SC2086 # the packages are words
  Scripts/install.sh $packages
  present || fail "pkg-config still does not find cairo and libpng after installing $packages." \
    "next: pkg-config --print-errors --exists cairo libpng"
fi
mkdir -p build
echo "$swift" >build/setup
