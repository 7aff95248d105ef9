"""Matrix products of the shapes that `bench core` measures, by PyTorch and NumPy.

    python products.py torch|onednn|numpy CORE

CORE is the file of what `bench core` printed, one measurement a line. Each product goes into memory
that is allocated once, on one thread; the fastest of twenty repeats of 5 ms. `onednn` is the operator of tensor_best.py, which allocates its result and knows no float64.
"""

import json
import sys

import timing


def shape(what):
    """Rows, inner, columns, and which operand is stored transposed, of a product's name."""
    sizes, _, form = what.partition(" ")
    sizes = [sizes[:-1]] * 3 if sizes.endswith("³") else sizes.split("×")
    return *map(int, sizes), {"": "", "AᵀB": "a", "ABᵀ": "b"}[form]


def operands(library, precision, rows, inner, columns, transposed):
    """A, B and C as views of the library's arrays, row-major but for the transposed one."""
    ones, precision = library.ones, getattr(library, precision)
    a = ones((inner, rows), dtype=precision).T if transposed == "a" else ones(
        (rows, inner), dtype=precision)
    b = ones((columns, inner), dtype=precision).T if transposed == "b" else ones(
        (inner, columns), dtype=precision)
    return a, b, ones((rows, columns), dtype=precision)


def multiplier(name, library):
    """The function that multiplies a and b."""
    if name != "onednn":
        return lambda a, b, c: library.matmul(a, b, out=c)
    operator = library.ops.mkldnn._linear_pointwise
    return lambda a, b, c: operator(a, b.T, None, "none", [], "")


def main(name, core):
    library = __import__("torch" if name == "onednn" else name)
    if name != "numpy":
        library.set_num_threads(1)
        library.set_grad_enabled(False)
    multiply = multiplier(name, library)
    with open(core, encoding="utf-8") as lines:
        products = [(line["what"], line["precision"]) for line in map(json.loads, lines)]
    for what, precision in products:
        if what == "peak" or (name, precision) == ("onednn", "float64"):
            continue
        rows, inner, columns, transposed = shape(what)
        a, b, c = operands(library, precision, rows, inner, columns, transposed)
        call = lambda: multiply(a, b, c)
        seconds = min(timing.seconds_per_call(call, 10, 0.005) for _ in range(20))
        print(json.dumps({"what": what, "precision": precision,
                          "gigaflops": 2e-9 * rows * inner * columns / seconds},
                         ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
