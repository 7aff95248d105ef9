#!/bin/sh
# Trains networks for ten steps, each an epoch of one batch of 64, and makes the same steps in PyTorch by
# automatic differentiation, with and without the regularizer: each loss has to agree within 1e-4.
# Usage: Tests/against-pytorch.sh [NETWORK...]     default: long-range resnet18, as in Benchmarks/specs
# resnet18-224, of images of 224 x 224 pixels, needs up to 20 GB of memory and an hour. STEPS: fewer steps. PYTHON: one with
# PyTorch. PRECISIONS of PyTorch: float64 is the truth, and needs twice the memory; float32 tells its time
# and its own rounding. From the root, after the programs are built. Exits 2 where something differs.
set -eu
export LC_ALL=C OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
steps=${STEPS:-10}
python=${PYTHON:-python3}
precisions=${PRECISIONS:-float64}
[ $# -gt 0 ] || set -- long-range resnet18
"$python" -c 'import torch, numpy' || {
  echo "error: $python has no PyTorch; name one that has by PYTHON=..." >&2
  exit 1
}
status=0
for network in "$@"; do
  spec=Benchmarks/specs/${network%-224}.json
  wide=
  [ "$network" = "${network%-224}" ] ||
    wide='s/"distance": 0/"distance": 160/; /"sameClass"/,$s/\("\(height\|width\)": \)64/\1224/'
  for coefficient in 0 1; do
    work=build/against-pytorch/$network-$coefficient
    rm -rf "$work"
    mkdir -p "$work"
    sed -e "s/\(\"regularization\": \)0/\1$coefficient/; s/\(\"epochs\": \)[0-9]*/\1$steps/" \
      -e 's/\("\(batch\|train\)": \)[0-9]*,/\164,/; s/\("evaluateEvery": \)[0-9]*/\11/' \
      -e "$wide" "$spec" >"$work/spec.json"
    build/bin/bench run build/bin/train "$work/spec.json" --out "$work" \
      --export "$work/export" --batches "$steps" >"$work/cost.json"
    echo "$network, coefficient $coefficient: train $(cat "$work/cost.json")"
    for precision in $precisions; do
      echo "PyTorch, $precision:"
      "$python" Benchmarks/peers/network.py \
        "$work/spec.json" "$work/export" "$work/trace.csv" "$precision" || status=2
    done
  done
done
exit $status
