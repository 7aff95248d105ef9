#!/bin/sh
# Trains tiny specs that cover every model and kernel, and compares the digests of their records
# with the committed ones: same bits for every CPU, build and emulator.
# Usage: Scripts/conformance.sh [accept]     BUILD=baseline|v3|v4|debug: with that build
set -eu
folder=Tests/Conformance
build=${BUILD:-}
case $build in
  "") trainer=build/bin/train ;;
  baseline | v3 | v4 | debug)
    configuration=release
    case $build in
      baseline) flags=$(CPU=baseline Scripts/flags.sh) ;;
      v3 | v4) flags=$(CPU=x86-64-$build Scripts/flags.sh) ;;
      debug)
        flags=$(Scripts/flags.sh)
        configuration=debug ;;
    esac
    echo "building train for $build in .build-$build ..."
    mkdir -p build
    # shellcheck disable=SC2086 # the flags are words
    swift build -c $configuration $flags --scratch-path ".build-$build" --product train \
      >"build/build-$build.log" 2>&1 ||
      { tail -n 20 "build/build-$build.log" >&2; exit 1; }
    trainer=.build-$build/$configuration/train ;;
  *)
    echo "error: BUILD=$build is not known; expected baseline, v3, v4 or debug" >&2
    exit 1 ;;
esac

# Prints "digest  spec" for each spec; "$@" is the command in front of the spec.
digests() {
  for spec in "$folder"/specs/*.json; do
    name=$(basename "$spec" .json)
    out=build/conformance/$name
    rm -rf "$out"
    mkdir -p "$out"
    if ! "$@" "$spec" --out "$out" >"$out/log" 2>&1; then
      cat "$out/log" >&2
      echo "error: replay: $* $spec --out $out" >&2
      return 1
    fi
    echo "$(sha256sum <"$out/record.json" | cut -d ' ' -f 1)  $name"
  done
}

compare() {
  what=$1
  shift
  digests "$@" >build/conformance.found
  if ! diff "$folder/DIGESTS" build/conformance.found >build/conformance.diff; then
    cat build/conformance.diff >&2
    echo "error: $what gives other records than $folder/DIGESTS" >&2
    exit 2
  fi
  echo "$what: $(wc -l <"$folder/DIGESTS") records as committed"
}

mkdir -p build/conformance
if [ "${1:-}" = accept ]; then
  reason=$(echo "${REASON:-}" | tr -s '[:space:]' ' ')
  if [ -z "${reason# }" ]; then
    echo "error: REASON is empty: say why records may change" >&2
    exit 1
  fi
  digests "$trainer" >build/conformance.found
  mv build/conformance.found "$folder/DIGESTS"
  echo "$(sha256sum <"$folder/DIGESTS" | cut -d ' ' -f 1)  $reason" >>"$folder/DIGESTS.log"
  exit 0
fi

compare "this machine (${build:-the best build for its CPU})" "$trainer"
emulator=$(command -v qemu-x86_64-static || true)
if [ "$build" = baseline ] && [ -n "$emulator" ]; then
  compare "an emulated processor without AVX and FMA" "$emulator" -cpu Nehalem "$trainer"
fi
sh Sources/Kernels/embedded-check.sh
