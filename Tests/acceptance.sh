#!/bin/sh
# The slow promises, tried on copies of this checkout under build/acceptance: the quick preset gives the
# committed manifest under any path, settings and order, after kills and a full disk, and making nothing
# takes no time. Needs a verified quick build (`make test`); minutes. CPU builds: `make conformance`.
# Usage: Tests/acceptance.sh [CHECK...]      default: every check below
set -u
cd "$(dirname "$0")/.." || exit 1
area=$PWD/build/acceptance
failures=0

# Copies sources and programs; build.sh then finds its programs to be of these very sources.
copy() {
  rm -rf "${area:?}/$1"
  mkdir -p "$area/$1/build"
  cp -R CITATION.cff Makefile Package.swift Scripts Sources Tests paper figures verify.sh "$area/$1/"
  cp -R build/bin build/setup "$area/$1/build/"
}

pass() { echo "ok      $1"; }
fail() {
  echo "FAILED  $1 (see $area/log)"
  failures=$((failures + 1))
}

# Verifies a copy against the committed manifest.
verified() {
  if (cd "$area/$1" && build/bin/irank verify --preset quick) >>"$area/log" 2>&1; then
    pass "$2"
  else
    fail "$2"
  fi
}

quick() {
  directory=$1
  shift
  (cd "$area/$directory" && "$@" make report PRESET=quick) >>"$area/log" 2>&1
}

check_settings() {
  copy "a path with späces"
  mkdir -p "$area/home"
  swift=$(dirname "$(command -v swift)")
  (umask 077 && quick "a path with späces" env -i PATH="$swift:/usr/bin:/bin" HOME="$area/home" \
    TZ=Pacific/Chatham LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 MAKEFLAGS=-j1)
  verified "a path with späces" "other path, TZ, LANG, HOME, umask; one job"
}

check_jobs() {
  copy jobs
  quick jobs env MAKEFLAGS=-j7
  verified jobs "seven jobs"
}

check_nothing() {
  copy nothing
  quick nothing env
  find "$area/nothing" -type f -exec touch {} +
  before=$(date +%s%N)
  (cd "$area/nothing" && make figures PRESET=quick) >"$area/nothing.log" 2>&1
  took=$((($(date +%s%N) - before) / 1000000))
  if grep -q 'up to date' "$area/nothing.log" && [ "$took" -lt 500 ]; then
    pass "after touching every file, make figures does nothing in $took ms"
  else
    fail "make figures after touching every file took $took ms: $(cat "$area/nothing.log")"
  fi
}

check_kills() {
  copy kills
  for seconds in 0.1 0.3 0.7 1.5 3 5 8; do
    # A session of its own, whose processes all die at once.
    (cd "$area/kills" && exec setsid make report PRESET=quick) >>"$area/log" 2>&1 &
    session=$!
    sleep "$seconds"
    kill -9 -- "-$session" 2>/dev/null
    wait "$session" 2>/dev/null
  done
  quick kills env
  verified kills "killed seven times"
}

check_full_disk() {
  if [ "$(id -u)" -ne 0 ] || ! unshare -m true 2>/dev/null; then
    echo "skipped a full disk: needs root and mount namespaces"
    return
  fi
  copy full
  mkdir -p "$area/full/build/quick"
  # The mount is seen by this command alone and goes with it.
  unshare -m sh -eu -c '
    cd "$1"
    mount -t tmpfs -o size=300k tmpfs build/quick
    if make report PRESET=quick; then echo "a full disk went unnoticed"; exit 1; fi
    mount -o remount,size=500m build/quick
    make report PRESET=quick
    build/bin/irank verify --preset quick
  ' sh "$area/full" >"$area/full.log" 2>&1
  code=$?
  cat "$area/full.log" >>"$area/log"
  if [ "$code" -eq 0 ] && grep -q 'No space left on device' "$area/full.log"; then
    pass "a full disk is named, and nothing half-written is trusted"
  else
    fail "a full disk"
  fi
}

check_cpu() {
  copy v3
  (cd "$area/v3" && CPU=x86-64-v3 make report PRESET=quick) >>"$area/log" 2>&1
  verified v3 "built for x86-64-v3"
}

check_crate() {
  if Tests/crate.sh build/quick/figures >>"$area/log" 2>&1; then
    pass "the description of the pictures' folder: $(tail -n 1 "$area/log")"
  else
    fail "the description of the pictures' folder"
  fi
}

mkdir -p "$area"
: >"$area/log"
for check in ${*:-settings jobs nothing kills full_disk cpu crate}; do "check_$check"; done
[ "$failures" -eq 0 ] || exit 1
rm -rf "$area"
