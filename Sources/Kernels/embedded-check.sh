#!/bin/sh
# Checks that arm64 gives the bits of this machine: compiles Kernels as Embedded Swift for bare
# arm64, runs its self-test under an emulator, and compares the digest with a native build's.
# Exits 0 when both agree, 1 when a tool is missing or a step fails, 2 when the digests differ.
set -eu
cd "$(dirname "$0")"

missing() {
  echo "embedded-check: $1 is missing; run: apt-get install qemu-user-static libc6-dev-arm64-cross" >&2
  exit 1
}
command -v swiftc >/dev/null || {
  echo "embedded-check: swiftc is missing; put a Swift toolchain on the PATH" >&2
  exit 1
}
command -v qemu-aarch64-static >/dev/null || missing qemu-aarch64-static
sysroot=/usr/aarch64-linux-gnu
test -e "$sysroot/lib/crt1.o" || missing "the arm64 C library"

toolchain=$(dirname "$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')")/..
clang=$toolchain/bin/clang
test -x "$clang" || clang=clang
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/Entry.swift" <<'SWIFT'
@_cdecl("self_test") public func selfTest() -> UInt64 { kernelSelfTest() }
SWIFT
# A bare target has no start-up code, stack guard or entropy of its own. The entropy only seeds
# hash tables, which no kernel has.
cat >"$work/main.c" <<'C'
#include <stdint.h>
#include <stdio.h>
#include <string.h>
uint64_t self_test(void);
#ifdef EMBEDDED
void arc4random_buf(void *bytes, size_t count) { memset(bytes, 0, count); }
#endif
int main(void) { printf("%016llx\n", (unsigned long long)self_test()); return 0; }
C
step() {
  "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; echo "embedded-check: failed: $1" >&2; exit 1; }
}

common="-O -wmo -parse-as-library -swift-version 6 -module-name Kernels -c"
# shellcheck disable=SC2086  # the options are words
step swiftc $common ./*.swift "$work/Entry.swift" -o "$work/host.o"
step "$clang" -c "$work/main.c" -o "$work/host-main.o"
step swiftc "$work/host.o" "$work/host-main.o" -o "$work/host" -lm
# shellcheck disable=SC2086
step swiftc $common -target aarch64-none-none-elf -enable-experimental-feature Embedded \
  ./*.swift "$work/Entry.swift" -o "$work/arm64.o"
step "$clang" --target=aarch64-linux-gnu -isystem "$sysroot/include" -DEMBEDDED \
  -c "$work/main.c" -o "$work/arm64-main.o"
# Against the shared C library: the static one would need a cross gcc's run-time library as well.
step "$toolchain/bin/ld.lld" -dynamic-linker /lib/ld-linux-aarch64.so.1 -o "$work/arm64" \
  "$sysroot/lib/crt1.o" "$sysroot/lib/crti.o" "$work/arm64-main.o" "$work/arm64.o" \
  -L "$sysroot/lib" -lm -lc "$sysroot/lib/crtn.o"

host=$("$work/host")
arm64=$(qemu-aarch64-static -L "$sysroot" "$work/arm64")
if test "$host" != "$arm64"; then
  echo "embedded-check: the kernels' bits differ: $host here, $arm64 on arm64" >&2
  exit 2
fi
echo "embedded-check: arm64 gives this machine's bits ($host)"
