#!/bin/sh
# The search for a Pathfinder small enough for the standard preset (locality sheet 9.6): trains the small
# network on images of some size, with some number of dashes, and prints what it learned beside the
# rule on distances. The report tells the outcome. From the root, after the programs are built.
# Usage: Scripts/pathfinder.sh [ROW...]     default: all rows, about an hour and a half of one core
set -eu
export LC_ALL=C
work=build/pathfinder

# Pixels of an image, dashes of a path, distractors, training images, epochs, coefficient, seed.
rows='64 2 3 10000 20 0 1
64 5 2 10000 30 0 1
64 5 2 10000 30 1 1
64 5 2 10000 30 3 1
64 5 2 4000 60 0 1
64 5 2 4000 60 3 1
64 5 2 4000 30 0 2
64 5 2 4000 30 3 2
96 7 4 10000 40 0 1
96 9 3 10000 40 0 1
96 9 3 10000 40 3 1
96 9 3 10000 40 9 1'

spec() { # the row's seven numbers
  cat <<END
{"id": "pathfinder-$1-$2-$4-reg$6-seed$7", "seed": "hierarchical2022/pathfinder",
 "replicates": {"count": 1, "first": $7}, "batch": 64, "evaluateEvery": 5, "separabilityInputs": 512,
 "stopping": {"epochs": $5, "perfectEpochs": 6}, "regularization": $6,
 "optimizer": {"learningRate": 0.01, "momentum": 0.9},
 "network": {
  "stem": {"kernel": 5, "stride": 2, "width": 8, "isPooled": false, "isUniform": true},
  "stages": [
   {"width": 8, "blocks": 1, "stride": 1}, {"width": 16, "blocks": 1, "stride": 2},
   {"width": 32, "blocks": 1, "stride": 2}, {"width": 64, "blocks": 1, "stride": 2}]},
 "task": {"pathfinder": {
  "train": $4, "test": 2000, "stream": "hierarchical2022/pathfinder/$2",
  "geometry": {
   "canvas": $((2 * $1)), "border": 22, "pathLength": $2, "distractors": $3,
   "distractorLength": $(($2 < 6 ? 1 : $2 / 3))}}}}
END
}

final() { # a key of the record in the directory
  sed -n "s/.*\"$2\": \([-0-9.e]*\),*/\1/p" "$1/record.json"
}

[ $# -gt 0 ] || set -- 1 2 3 4 5 6 7 8 9 10 11 12
echo '| pixels | dashes | images | epochs | coefficient | seed | training | test | rule | R |'
echo '|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|'
for row in "$@"; do
  # shellcheck disable=SC2046 # seven words
  set -- $(echo "$rows" | sed -n "${row}p")
  [ $# = 7 ] || { echo "error: no row $row; expected 1 to 12" >&2; exit 1; }
  run=$work/$row
  mkdir -p "$run"
  spec "$@" >"$run/spec.json"
  build/bin/train "$run/spec.json" --out "$run" >"$run/train.log" 2>&1 || {
    cat "$run/train.log" >&2
    exit 1
  }
  echo "| $1 | $2 | $4 | $(final "$run" iteration) | $6 | $7 | $(final "$run" trainAccuracy) |" \
    "$(final "$run" testAccuracy) | $(final "$run" markerDistanceAccuracy) |" \
    "$(final "$run" heldOutSeparability) |"
done
