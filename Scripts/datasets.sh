#!/bin/sh
# Fetches the published image sets into DATASETS (default: datasets). What is there and right stays as it
# is, what was cut off is resumed, and a file gets its name only when its content has the pinned SHA-256.
# Usage: Scripts/datasets.sh [SET...]     DATASET_PLACES=FILE: other places than Scripts/datasets.places
set -u
export LC_ALL=C
directory=${DATASETS:-datasets}
places=${DATASET_PLACES:-Scripts/datasets.places}
pins=Sources/Datasets/Checksums.swift
sets="mnist fashion-mnist cifar-10-batches-bin"
again="make datasets DATASETS='$directory'"

complain() { echo "error: $1" >&2; }
stop() {
  complain "$1"
  echo "  next: $2" >&2
  exit 1
}
no_room() {
  stop "$1 cannot be written; $(df -Pk "$directory" | awk 'NR == 2 { print int($4 / 1024) }') MB are free" \
    "make room (all sets together need 500 MB), then: $again (goes on where it stopped)"
}

# What is pinned: the files of a set, and the digest of SET/FILE.
names() { sed -nE "s|^ *[0-9a-f]{64}  $1/([^ ]+)\$|\\1|p" "$pins"; }
pin() { sed -nE "s|^ *([0-9a-f]{64})  $1\$|\\1|p" "$pins"; }

# The SHA-256 of a file's uncompressed content.
digest() {
  case $1 in
    *.gz | *.gz.part)
      if gzip -t <"$1" 2>/dev/null; then gzip -dc <"$1" | sha256sum; else echo "none: no gzip data"; fi ;;
    *) sha256sum <"$1" ;;
  esac | sed 's/  -$//'
}

# Whether SET/FILE has official or declared content, in the place where readers look first; else `other`
# is what stands there.
is_right() {
  other=
  for path in "$directory/$1" "$directory/$1.gz"; do
    [ -e "$path" ] || continue
    found=$(digest "$path")
    [ "$found" = "$(pin "$1")" ] && return 0
    if grep -qE "^$found [ *]${1#*/}\$" "$directory/${1%/*}/CHECKSUMS" 2>/dev/null; then
      echo "$path: other content, as declared by CHECKSUMS; kept"
      return 0
    fi
    other=$path
    return 1
  done
  return 1
}

# Gives a file with the pinned content of SET/FILE its name; other content steps aside.
put() {
  is_right "$1"
  if [ -n "$other" ]; then
    echo "$other: not the official content; kept as $other.replaced"
    mv --backup=numbered "$other" "$other.replaced" || exit 1
  fi
  sync "$2"
  mv "$2" "$3" || exit 1
  echo "$3: fetched, SHA-256 as pinned"
}

# Downloads an address into a .part file, going on behind what is there. A place that cuts connections
# is asked again while it sends anything.
download() {
  progress=-sS
  [ -t 2 ] && progress=--progress-bar
  for request in 1 2 3 4 5 6 7 8 9 10; do
    before=$(stat -c %s "$2" 2>/dev/null || echo 0)
    if [ "$before" -gt 0 ]; then echo "$1: resuming at byte $before"; else echo "$1"; fi
    answer=$(curl -fL $progress --proto =http,https --connect-timeout 20 --speed-limit 1000 \
      --speed-time 30 -C - -w '%{http_code}' -o "$2" "$1")
    code=$?
    [ $code -eq 0 ] && return 0
    [ $code -eq 23 ] && no_room "$2"
    # Ranges are not served, or nothing lies behind what is there.
    if [ "$before" -gt 0 ] && { [ $code -eq 33 ] || [ "$answer" = 416 ]; }; then
      rm -f "$2"
    elif [ "$(stat -c %s "$2" 2>/dev/null || echo 0)" -le "$before" ]; then
      return 1
    fi
  done
  return 1
}

# Tries the places of a set until a check accepts what was downloaded of one. A resumed file may be of two
# places, so that the last of them is asked once more for all of it.
fetch() {
  what=$1 # Either SET/FILE or SET.
  part=$2
  check=$3
  [ -s "$part" ] && $check "$what" "$part" && return 0
  for address in $(awk -v set="${what%/*}" '$1 == set { print $2 }' "$places"); do
    case $address in */) address=$address${what#*/}.gz ;; esac
    for attempt in resumed whole; do
      [ -s "$part" ] || attempt=whole
      download "$address" "$part" || break
      $check "$what" "$part" && return 0
      complain "$address: $reason"
      rm -f "$part"
      [ $attempt = whole ] && break
    done
  done
  complain "$directory/$what: no place of $places gave it"
  echo "  next: check the network, then: $again (goes on where it stopped)" >&2
  return 1
}

# Checks one file, and puts it into place.
accept_file() {
  found=$(digest "$2")
  reason="has, uncompressed, SHA-256 $found; expected $(pin "$1")"
  [ "$found" = "$(pin "$1")" ] || return 1
  put "$1" "$2" "$directory/$1.gz"
}

# Checks an archive of a set's folder, and puts all its files into place.
accept_archive() {
  unpacked=$directory/$1/unpacked.part
  rm -rf "$unpacked"
  mkdir "$unpacked" || exit 1
  # shellcheck disable=SC2046 # the names are words
  problems=$(tar -xzf "$2" -C "$unpacked" --strip-components=1 $(names "$1" | sed "s|^|$1/|") 2>&1)
  case $problems in *"No space left"*) no_room "$unpacked" ;; esac
  for name in $(names "$1"); do
    found="none: $(echo "$problems" | head -n 1)"
    [ -e "$unpacked/$name" ] && found=$(digest "$unpacked/$name")
    reason="$name has SHA-256 $found; expected $(pin "$1/$name")"
    [ "$found" = "$(pin "$1/$name")" ] || return 1
  done
  for name in $(names "$1"); do
    is_right "$1/$name" || put "$1/$name" "$unpacked/$name" "$directory/$1/$name"
  done
  rm -rf "$unpacked" "$2"
}

# Makes a set's folder; two processes in one directory would write into each other's .part files.
enter() {
  { mkdir -p "$directory/$1" && touch "$directory/.lock"; } 2>/dev/null ||
    stop "$directory/$1 cannot be written" "make datasets DATASETS=<a directory that can be written>"
  exec 9>>"$directory/.lock"
  flock -n 9 || stop "another make datasets is at work in $directory" "wait for it to end"
}

status=0
for set in ${*:-$sets}; do
  [ -n "$(names "$set")" ] || stop "$set is no set, expected one of $sets" "make datasets"
  left=
  for name in $(names "$set"); do is_right "$set/$name" || left="$left $name"; done
  if [ -z "$left" ]; then
    echo "$directory/$set: complete"
    continue
  fi
  command -v curl >/dev/null || stop "curl is not installed" "apt-get install curl, then: $again"
  enter "$set"
  if awk -v set="$set" '$1 == set && $2 !~ /\/$/ { found = 1 } END { exit !found }' "$places"; then
    fetch "$set" "$directory/$set/archive.tar.gz.part" accept_archive || status=1
  else
    for name in $left; do
      fetch "$set/$name" "$directory/$set/$name.gz.part" accept_file || status=1
    done
  fi
done
[ $status -eq 0 ] && echo "next: make report DATASETS='$directory'"
exit $status
