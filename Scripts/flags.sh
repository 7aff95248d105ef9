#!/bin/sh
# Prints the compiler flags for a CPU: best of this machine's unless CPU names one.
# Results do not depend on them; speed does: without fused multiply-add instructions each one is
# a library call, a hundred times slower.
set -eu
cpu=${CPU:-}
if [ -z "$cpu" ]; then
  has() {
    for flag in "$@"; do
      grep -qw "$flag" /proc/cpuinfo || return 1
    done
  }
  case $(uname -m) in
    x86_64)
      if has avx512f avx512bw avx512cd avx512dq avx512vl; then
        cpu=x86-64-v4
      elif has avx2 fma bmi1 bmi2 f16c movbe; then
        cpu=x86-64-v3
      else
        cpu=baseline
      fi ;;
    *) cpu=baseline ;;
  esac
fi
case $cpu in
  x86-64-v4) echo "-Xcc -march=$cpu -Xswiftc -DNATIVE_FMA -Xswiftc -DAVX512" ;;
  x86-64-v3) echo "-Xcc -march=$cpu -Xswiftc -DNATIVE_FMA" ;;
  baseline) ;;
  *)
    echo "error: CPU=$cpu is not known; expected x86-64-v4, x86-64-v3 or baseline" >&2
    exit 1 ;;
esac
