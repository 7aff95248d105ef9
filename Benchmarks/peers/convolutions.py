"""Convolutions of the shapes that `bench convolutions` measures, by PyTorch.

    python convolutions.py MEASURED

MEASURED is the file of what `bench convolutions` printed, one measurement a line. Each is measured with
images and filters in both memory formats, channels last and channels first, on one thread; the faster
counts: the fastest of twenty repeats of 10 ms.
"""

import json
import re
import sys

import timing
import torch

FORMATS = (torch.channels_last, torch.contiguous_format)


def parts(what):
    """Images, height, width, channels, kernel, stride, filters and the operation of a name."""
    numbers = re.match(r"(\d+)×(\d+)×(\d+)×(\d+) (\d+)×\d+/(\d+) (\d+) (\w+)", what).groups()
    return *map(int, numbers[:-1]), numbers[-1]


def operation(what, memory_format):
    """The number of operations of the plain sum, and the call."""
    images, height, width, channels, kernel, stride, filters, name = parts(what)
    x = torch.ones(images, channels, height, width).to(memory_format=memory_format)
    w = torch.ones(filters, channels, kernel, kernel).to(memory_format=memory_format)
    padding = kernel // 2
    y = torch.nn.functional.conv2d(x, w, None, stride, padding)
    count = 2 * y.numel() * kernel * kernel * channels
    if name == "output":
        return count, lambda: torch.nn.functional.conv2d(x, w, None, stride, padding)
    wanted = [name == "input", name == "weights", False]
    return count, lambda: torch.ops.aten.convolution_backward(
        y, x, w, None, (stride, stride), (padding, padding), (1, 1), False, (0, 0), 1, wanted)


def main(measured):
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    with open(measured, encoding="utf-8") as lines:
        names = [json.loads(line)["what"] for line in lines]
    for what in names:
        best = 0
        for memory_format in FORMATS:
            count, call = operation(what, memory_format)
            seconds = min(timing.seconds_per_call(call, 1, 0.01) for _ in range(20))
            best = max(best, 1e-9 * count / seconds)
        print(json.dumps({"what": what, "precision": "float32", "gigaflops": best},
                         ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
