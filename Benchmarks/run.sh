#!/bin/sh
# Measures training and products against the peers' scripts, in one run on one machine and one thread
# each; prints the tables and writes Benchmarks/RESULTS.md. Run from the root, by `make bench`.
# REPEATS: how often each is measured, in turn (default 4); the fastest counts.
set -eu
export LC_ALL=C OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
export PYTHONIOENCODING=utf-8
repeats=${REPEATS:-4}
work=build/bench
# Iterations of a tensor run that are enough to see its memory.
cut=100
bench=build/bin/bench
train=build/bin/train
wheels=https://download.pytorch.org/whl/cpu
for program in "$bench" "$train"; do
  [ -x "$program" ] || { echo "error: $program is not built; run 'make bench'" >&2; exit 1; }
done
rm -rf "$work"
mkdir -p "$work"
load=$(cut -d ' ' -f 1 /proc/loadavg)

# --- Python with the peers' libraries -------------------------------------------------------------

has_torch() { "$1" -c 'import torch, numpy' >/dev/null 2>&1; }

# The first Python that has PyTorch; else one of our own; else none.
find_python() {
  for python in python3 build/bench-venv/bin/python; do
    if has_torch "$python"; then return; fi
  done
  echo "installing PyTorch into build/bench-venv ..." >&2
  if python3 -m venv build/bench-venv >"$work/pip.log" 2>&1; then
    set -- build/bench-venv/bin/pip install 'torch==2.13.0+cpu' numpy
    "$@" >>"$work/pip.log" 2>&1 || "$@" --extra-index-url "$wheels" >>"$work/pip.log" 2>&1 || true
  fi
  if ! has_torch "$python"; then
    echo "PyTorch could not be installed (see $work/pip.log): measuring ours alone" >&2
    python=
  fi
}

# --- Measuring ------------------------------------------------------------------------------------

# field NAME FILE: the number of that name.
field() { sed -n "s/.*\"$1\": *\([-+.0-9e]*\).*/\1/p" "$2"; }

# A tensor row's peers have to train the same before their times mean anything.
check_peers() {
  [ -n "$python" ] || return 0
  echo "checking that the tensor peers agree ..." >&2
  "$python" Benchmarks/peers/tensor_check.py >"$work/check.txt"
  "$python" Benchmarks/peers/images.py check
}

# per_iteration SECONDS ITERATIONS
per_iteration() { echo "$1 $2" | awk '{ printf "%.6g\n", $1 / $2 }'; }

# spec NAME: the path of a spec; a variant is made from the file that it varies. With the regularizer a step
# takes four times as long, so there are fewer epochs.
spec() {
  set -- "$1" "Benchmarks/specs/${1%-*}.json" "$work/$1.json"
  case $1 in
    *-float64) sed 's/"float32"/"float64"/' "$2" >"$3" ;;
    images-ten) sed 's/"count": 1,/"count": 10,/; s/\("\(epochs\|recordEvery\)": \)400/\1100/' "$2" >"$3" ;;
    *-regularized)
      sed 's/\("regularization": \)0/\11/; s/\("\(epochs\|evaluateEvery\)": \)[0-9]*/\16/' "$2" >"$3" ;;
    *) cp "Benchmarks/specs/$1.json" "$3" ;;
  esac
  echo "$3"
}

# ours SPEC: processor time of the whole program, divided by its iterations; and time on the clock.
ours() {
  "$bench" run "$train" "$(spec "$1")" --out "$work/$1" >"$work/cost.json"
  iterations=$(field iterations "$work/$1/timing.json")
  per_iteration "$(field cpuSeconds "$work/cost.json")" "$iterations" >>"$work/$1.samples"
  per_iteration "$(field seconds "$work/$1/timing.json")" "$iterations" >>"$work/$1.clock"
}

# ours_on_two SPEC: time on the clock with two threads.
ours_on_two() {
  "$train" "$(spec "$1")" --out "$work/$1" --threads 2 >/dev/null
  timing=$work/$1/timing.json
  per_iteration "$(field seconds "$timing")" "$(field iterations "$timing")" >>"$work/$1.clock2"
}

# peer NAME SCRIPT ARGUMENT ...
peer() {
  [ -n "$python" ] || return 0
  name=$1
  script=$2
  shift 2
  "$python" "Benchmarks/peers/$script" "$@" >"$work/peer.json"
  field secondsPerIteration "$work/peer.json" >>"$work/$name.samples"
}

# Ours and the peers in turn, so that a slow minute meets all of them.
measure_training() {
  for repeat in $(seq "$repeats"); do
    echo "training, repeat $repeat of $repeats ..." >&2
    ours 2x2-depth3
    peer 2x2-loader authors.py norms2020 loader
    ours 2x2-depth3-float64
    peer 2x2-tensors authors.py norms2020 tensors
    ours 64x64-depth3
    peer 64x64-loader authors.py hierarchical2022 loader
    ours 64x64-depth3-recorded
    peer 64x64-tensors authors.py hierarchical2022 tensors
    ours 64x64-depth3
    peer 64x64-torch best.py torch
    peer 64x64-numpy best.py numpy
    for task in order4 order3 tree512 tree128; do measure_tensor $task; done
    ours images
    ours images-ten
    for formulation in authors matrices; do
      peer images-$formulation images.py $formulation
    done
  done
}

# measure_tensor TASK: ours, and the peers that there are for it.
measure_tensor() {
  ours "$1"
  peer "$1-authors" tensor_authors.py "$1"
  peer "$1-autograd" tensor_best.py "$1" autograd
  if [ -e "Benchmarks/specs/$1-recorded.json" ]; then ours "$1-recorded"; fi
  peer "$1-hand" tensor_best.py "$1" hand
  case $1 in
    order4 | tree512)
      ours_on_two "$1"
      peer "$1-onednn" tensor_best.py "$1" onednn
      ours "$1" ;;
  esac
}

# Networks: processor time of one thread, and the clock with two; ours an epoch, the peers an image.
measure_networks() {
  for repeat in $(seq "$repeats"); do
    echo "networks, repeat $repeat of $repeats ..." >&2
    for network in long-range long-range-regularized resnet18 resnet18-regularized; do
      ours $network
      OMP_NUM_THREADS=1 peer $network-torch network_speed.py "$(spec $network)" 1
      ours_on_two $network
      OMP_NUM_THREADS=2 peer $network-torch2 network_speed.py "$(spec $network)" 2
    done
  done
}

measure_products() {
  echo "products ..." >&2
  "$bench" core >"$work/core.json"
  for library in torch onednn numpy; do
    [ -z "$python" ] ||
      "$python" Benchmarks/peers/products.py "$library" "$work/core.json" >"$work/$library.json"
  done
}

measure_convolutions() {
  echo "convolutions ..." >&2
  "$bench" convolutions >"$work/convolutions.json"
  [ -z "$python" ] ||
    "$python" Benchmarks/peers/convolutions.py "$work/convolutions.json" \
      >"$work/torch-convolutions.json"
}

# The runs of the standard preset, one after another, for their memory. Tensor runs have it all in their
# first iterations but for the trace, those of images and networks in their first epoch, so they are cut short.
measure_memory() {
  echo "memory of the standard runs ..." >&2
  build/bin/irank plan --preset standard >/dev/null
  for spec in build/standard/runs/*/spec.json; do
    id=${spec%/spec.json}
    id=${id##*/}
    if ! grep -q '"matrixFactorization"' "$spec"; then
      sed -e "s/\(\"iterations\": *\)[0-9]*/\1$cut/" \
        -e 's/\("\(epochs\|recordEvery\)": *\)[0-9]*/\11/' "$spec" >"$work/cut.json"
      spec=$work/cut.json
    fi
    "$bench" run "$train" "$spec" --out "$work/standard/$id" >"$work/cost.json"
    echo "$(field peakMegabytes "$work/cost.json") $id"
  done >"$work/memory"
}

# --- Tables ---------------------------------------------------------------------------------------

# row OURS NAME WORDS: one line of the training table; nothing if it was not measured.
row() {
  [ -s "$work/$2.samples" ] || return 0
  awk -v words="$3" '
    # Three significant digits without an exponent.
    function text(x,   unit) {
      unit = 1
      while (x / unit >= 1000) unit *= 10
      if (unit > 1 || x >= 100) return sprintf("%d", int(x / unit + 0.5) * unit)
      return sprintf(x >= 10 ? "%.1f" : x >= 1 ? "%.2f" : "%.3g", x)
    }
    FNR == 1 { file += 1; best[file] = $1 }
    $1 < best[file] { best[file] = $1 }
    END {
      print "| " words " | " text(best[2] * 1e6) " | " text(1 / best[2]) " | " \
        text(best[2] / best[1]) " |"
    }' "$work/$1.samples" "$work/$2.samples"
}

training_table() {
  echo "| $1 | µs per iteration | iterations per second | time, ours = 1 |"
  echo "|---|---:|---:|---:|"
}

# tensor_table TASK TITLE
tensor_table() {
  training_table "$2"
  row "$1" "$1" "ours"
  row "$1" "$1-recorded" "ours, with the published recording"
  row "$1" "$1-authors" "PyTorch, the authors' formulation"
  row "$1" "$1-autograd" "PyTorch, whole tensor and autograd"
  row "$1" "$1-hand" "PyTorch, best formulation"
  row "$1" "$1-onednn" "PyTorch, best formulation, products by oneDNN"
  echo
}

# lookup FILE PRECISION WHAT: GFLOP/s, or a dash.
lookup() {
  { grep -F "\"$3\"" "$1" 2>/dev/null | grep "$2" >"$work/line"; } || : >"$work/line"
  value=$(field gigaflops "$work/line")
  if [ -n "$value" ]; then printf '%.0f' "$value"; else printf '–'; fi
}

threads_table() {
  echo "| run | one thread, µs per iteration | two threads | speed-up |"
  echo "|---|---:|---:|---:|"
  for task in order4 tree512; do
    awk -v task=$task '
      FNR == 1 { file += 1; best[file] = $1 }
      $1 < best[file] { best[file] = $1 }
      END {
        printf "| %s | %.0f | %.0f | %.2f |\n", task, best[1] * 1e6, best[2] * 1e6, best[1] / best[2]
      }' "$work/$task.clock" "$work/$task.clock2"
  done
}

# measured NAME: the file of a peer's samples, made of a zero where the peer was not measured.
measured() {
  [ -s "$work/$1.samples" ] || echo 0 >"$work/$1.samples"
  echo "$work/$1.samples"
}

# network_row NETWORK WORDS
network_row() {
  images=$(sed -n 's/.*"train": *\([0-9]*\)/\1/p' "$(spec "$1")" | tail -n 1)
  awk -v images="$images" -v words="$2" '
    FNR == 1 { file += 1; best[file] = $1 }
    $1 < best[file] { best[file] = $1 }
    END {
      printf "| %s |", words
      for (i = 1; i <= 3; i += 2) {
        ours = images / best[i]
        if (best[i + 1] > 0) printf " %.0f | %.0f | %.2f |", ours, 1 / best[i + 1], ours * best[i + 1]
        else printf " %.0f | – | – |", ours
      }
      print ""
    }' "$work/$1.samples" "$(measured "$1-torch")" "$work/$1.clock2" "$(measured "$1-torch2")"
}

network_table() {
  echo "| network | ours, images per second | PyTorch | factor" \
    "| ours, two threads | PyTorch, two threads | factor |"
  echo "|---|---:|---:|---:|---:|---:|---:|"
  network_row long-range "small, 3×8×80"
  network_row long-range-regularized "small, with the regularizer"
  network_row resnet18 "ResNet18, 3×64×64"
  network_row resnet18-regularized "ResNet18, with the regularizer"
}

product_table() {
  echo "| product | precision | ours, GFLOP/s | share of peak | PyTorch | PyTorch, oneDNN | NumPy |"
  echo "|---|---|---:|---:|---:|---:|---:|"
  for precision in float32 float64; do
    sed -n "/$precision/s/.*\"what\": *\"\([^\"]*\)\".*/\1/p" "$work/core.json" | while read -r what; do
      value=$(lookup "$work/core.json" $precision "$what")
      share=$(field ofPeak "$work/line" | awk '{ printf "%.0f %%", 100 * $1 }')
      echo "| $what | $precision | $value | $share |" \
        "$(lookup "$work/torch.json" $precision "$what") |" \
        "$(lookup "$work/onednn.json" $precision "$what") |" \
        "$(lookup "$work/numpy.json" $precision "$what") |"
    done
  done
}

# convolution_cell WHAT: ours, its share of the peak, and PyTorch's.
convolution_cell() {
  value=$(lookup "$work/convolutions.json" float32 "$1")
  share=$(field ofPeak "$work/line" | awk '{ printf "%.0f %%", 100 * $1 }')
  printf ' %s | %s | %s |' "$value" "$share" \
    "$(lookup "$work/torch-convolutions.json" float32 "$1")"
}

convolution_table() {
  echo "| convolution | output, GFLOP/s | of peak | PyTorch | gradient of input | of peak | PyTorch" \
    "| gradient of weights | of peak | PyTorch |"
  echo "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
  sed -n 's/.*"what": *"\([^"]*\) output".*/\1/p' "$work/convolutions.json" | while read -r what; do
    printf '| %s |' "$what"
    for operation in output input weights; do convolution_cell "$what $operation"; done
    echo
  done
}

memory_line() {
  awk -v cut=$cut '
    $1 > peak { peak = $1; id = $2 }
    END {
      printf "The largest of the %d runs of the standard preset, `%s`, had %.0f MB resident at its ", \
        NR, id, peak
      printf "peak; tensor runs were cut to their first %d iterations, those of images and networks to one epoch.\n", cut
    }' "$work/memory"
}

environment() {
  model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
  family=$(sed -n 's/^cpu family[^:]*: *//p' /proc/cpuinfo | head -n 1)
  number=$(sed -n 's/^model[[:space:]]*: *//p' /proc/cpuinfo | head -n 1)
  echo "- Processor: ${model:-$(uname -m)}${family:+, family $family, model $number}, $(nproc --all) cores"
  echo "- System: $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release)"
  echo "- Ours: $(swift --version 2>/dev/null | sed -n 's/.*\(Swift version [0-9.]*\).*/\1/p'), flags" \
    "\`$(Scripts/flags.sh)\`"
  if [ -n "$python" ]; then
    "$python" -c 'import platform, torch, numpy
print(f"- Peers: Python {platform.python_version()}, PyTorch {torch.__version__},",
      f"NumPy {numpy.__version__}")'
  else
    echo "- Peers: not measured; PyTorch was not there and could not be installed"
  fi
  echo "- The fastest of $repeats repeats, processor time, one thread; load average before: $load"
}

results() {
  echo "# Benchmark results"
  echo
  echo "Written by \`make bench\`; what the rows mean is in [README.md](README.md)."
  echo
  environment
  echo
  echo "## Training"
  echo
  training_table "2×2, depth 3"
  row 2x2-depth3 2x2-depth3 "ours"
  row 2x2-depth3 2x2-depth3-float64 "ours, 64-bit"
  row 2x2-depth3 2x2-loader "PyTorch, the authors' loop"
  row 2x2-depth3 2x2-tensors "PyTorch, the same without data loader"
  echo
  training_table "64×64, depth 3"
  row 64x64-depth3 64x64-depth3 "ours"
  row 64x64-depth3 64x64-depth3-recorded "ours, with the published recording"
  row 64x64-depth3 64x64-loader "PyTorch, the authors' loop"
  row 64x64-depth3 64x64-tensors "PyTorch, the same without data loader"
  row 64x64-depth3 64x64-torch "PyTorch, best formulation"
  row 64x64-depth3 64x64-numpy "NumPy, best formulation"
  echo
  tensor_table order4 "order 4: 10×10×10×10, 1000 components"
  tensor_table order3 "order 3: 16×16×16, 256 components"
  tensor_table tree512 "tree 512: 8×8×8×8, binary tree of width 512"
  tensor_table tree128 "tree 128: the same of width 128"
  training_table "images: 60,000 of 784 pixels, 5 components; an iteration is an epoch"
  row images images "ours"
  row images images-ten "ours, ten classes side by side, each"
  row images images-authors "PyTorch, the authors' formulation"
  row images images-matrices "PyTorch, two products of matrices"
  echo
  echo "## Two threads"
  echo
  threads_table
  echo
  echo "## Networks"
  echo
  network_table
  echo
  echo "## Products on one core"
  echo
  product_table
  echo
  echo "## Convolutions on one core"
  echo
  convolution_table
  echo
  echo "## Memory"
  echo
  memory_line
}

find_python
check_peers
measure_training
measure_networks
measure_products
measure_convolutions
measure_memory
results >"$work/RESULTS.md"
cp "$work/RESULTS.md" Benchmarks/RESULTS.md.new
mv Benchmarks/RESULTS.md.new Benchmarks/RESULTS.md
cat Benchmarks/RESULTS.md
