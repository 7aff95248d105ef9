"""Matrix products of the shapes that `bench core` measures, by PyTorch and NumPy.

    python products.py torch|numpy

Each into memory that is allocated once, on one thread; the fastest of twenty repeats of 20 ms.
"""

import json
import sys

import timing

PRODUCTS = {  # name: rows, inner, columns, which operand is stored transposed
    "64³": (64, 64, 64, ""),
    "64³ AᵀB": (64, 64, 64, "a"),
    "64³ ABᵀ": (64, 64, 64, "b"),
    "64×512×512": (64, 512, 512, ""),
}


def operands(library, precision, rows, inner, columns, transposed):
    """A, B and C as views of the library's arrays, row-major but for the transposed one."""
    ones, precision = library.ones, getattr(library, precision)
    a = ones((inner, rows), dtype=precision).T if transposed == "a" else ones(
        (rows, inner), dtype=precision)
    b = ones((columns, inner), dtype=precision).T if transposed == "b" else ones(
        (inner, columns), dtype=precision)
    return a, b, ones((rows, columns), dtype=precision)


def main(name):
    library = __import__(name)
    if name == "torch":
        library.set_num_threads(1)
        library.set_grad_enabled(False)
    for what, (rows, inner, columns, transposed) in PRODUCTS.items():
        for precision in ("float32", "float64"):
            a, b, c = operands(library, precision, rows, inner, columns, transposed)
            call = lambda: library.matmul(a, b, out=c)
            seconds = min(timing.seconds_per_call(call, 10, 0.02) for _ in range(20))
            print(json.dumps({"what": what, "precision": precision,
                              "gigaflops": 2e-9 * rows * inner * columns / seconds},
                             ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
