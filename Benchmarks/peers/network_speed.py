"""Training images per second of a residual network in PyTorch: peer of the rows of networks.

    python network_speed.py SPEC THREADS

SPEC is the spec that `train` is timed on. A step is that of network.py: automatic differentiation, twice
with a regularizer, and torch.optim.SGD; inputs are normal draws that stay in memory, and patches are the
same in every step. Channels first and channels last are timed, and the faster counts. Processor time for
one thread, time on the clock for more.
"""

import json
import sys
import time

import torch
from torch.nn import functional

from network import Network, input_gradient, patch

REPEATS, SECONDS = 3, 1.0


def separability(network, inputs, logits, compared, exchanged):
    """As in network.py, in whatever memory format the inputs have."""
    other = inputs.detach().clone()
    patch(other, exchanged).copy_(torch.roll(patch(inputs.detach(), exchanged), -1, dims=0))
    other.requires_grad_()
    before = patch(input_gradient(logits, inputs), compared).flatten(1)
    after = patch(input_gradient(network(other), other), compared).flatten(1)
    return functional.cosine_similarity(before, after).abs().mean()


def stepper(spec, memory_format):
    """A function that makes one step."""
    task, coefficient = spec["task"]["sameClass"], spec["regularization"]
    height, width, batch = task["height"], task["width"], spec["batch"]
    side = 32 // task["pooling"]
    top, left = (height - side) // 2, (width - task["distance"]) // 2 - side
    patches = [(top, left, side, side), (top, left + side + task["distance"], side, side)]
    network = Network(3, spec["network"]).to(memory_format=memory_format)
    rule = spec["optimizer"]
    optimizer = torch.optim.SGD(
        network.parameters(), lr=1e-3 * rule["learningRate"], momentum=rule["momentum"])
    inputs = torch.randn(batch, 3, height, width).contiguous(memory_format=memory_format)
    inputs.requires_grad_(coefficient > 0)
    labels = torch.arange(batch).float() % 2

    def step():
        optimizer.zero_grad()
        logits = network(inputs)
        loss = functional.binary_cross_entropy_with_logits(logits, labels)
        if coefficient > 0:
            loss = loss + coefficient * separability(network, inputs, logits, *patches)
        loss.backward()
        optimizer.step()

    return step


def seconds_per_step(step, clock):
    """The mean over a second, the fastest of some repeats, after two steps to warm up."""
    step(), step()
    means = []
    for _ in range(REPEATS):
        steps, begin = 0, clock()
        while clock() - begin < SECONDS:
            step()
            steps += 1
        means.append((clock() - begin) / steps)
    return min(means)


def main():
    with open(sys.argv[1]) as file:
        spec = json.load(file)
    threads = int(sys.argv[2])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    clock = time.thread_time if threads == 1 else time.perf_counter
    formats = torch.contiguous_format, torch.channels_last
    seconds = [seconds_per_step(stepper(spec, each), clock) for each in formats]
    print(json.dumps({"secondsPerIteration": min(seconds) / spec["batch"],
                      "faster": str(formats[seconds.index(min(seconds))])}))


if __name__ == "__main__":
    main()
