#!/bin/sh
# Builds and runs the unit tests. Those of the command line work on copies of the quick build, which
# `make test` makes before.
set -eu
echo "unit tests: swift test (building them first) ..."
mkdir -p build
flags=$(Scripts/flags.sh)
# The same flags and directory as the programs' build, so that nothing is compiled twice.
# shellcheck disable=SC2086 # the flags are words
if ! swift test -c release $flags --disable-testable-imports \
  --explicit-target-dependency-import-check error --xunit-output build/tests.xml \
  >build/test.log 2>&1; then
  grep -E 'error:|✘|recorded an issue' build/test.log >&2 || tail -n 30 build/test.log >&2
  echo "error: unit tests failed (the whole log: build/test.log)" >&2
  exit 1
fi
grep -E 'Test run with|Executed [1-9][0-9]* tests' build/test.log
