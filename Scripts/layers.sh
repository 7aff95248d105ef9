#!/bin/sh
# Checks what each target imports, system modules included: the build itself only knows the
# project's own. One line a target; numeric code sees no files, and only two targets see C.
set -eu
export LC_ALL=C
status=0
check() {
  target=$1
  allowed=" $2 "
  [ -d "Sources/$target" ] || return 0
  found=$(find "Sources/$target" -name '*.swift' -exec sed -nE \
    's/^(@[a-z_]+ |public |internal |package |private |fileprivate )*import (struct |class |func )?([A-Za-z0-9_]+).*/\3/p' \
    {} + | sort -u)
  for module in $found; do
    case $allowed in
      *" $module "*) ;;
      *)
        echo "error: Sources/$target imports $module; it may import:${allowed% }" >&2
        status=1 ;;
    esac
  done
}
system="FoundationEssentials Glibc Synchronization"
check Kernels ""
check LinearAlgebra "Kernels"
check Plotting "Kernels"
check Theory "LinearAlgebra Kernels"
check Records "$system Crypto"
check CairoRenderer "Plotting CCairo CPNG"
check Report "Records"
check Datasets "LinearAlgebra Kernels Records CZlib $system"
check Models "LinearAlgebra Kernels Records"
check Analysis "Theory LinearAlgebra Kernels Records"
check Training "Models Datasets Theory LinearAlgebra Kernels Records Dispatch $system"
check Papers "Analysis Theory Plotting Records"
check train "Training Records ArgumentParser Dispatch $system"
check irank "Papers Analysis Plotting CairoRenderer Report Records ArgumentParser $system"
exit $status
