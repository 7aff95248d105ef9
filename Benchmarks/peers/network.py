"""The authors' way of training a residual network on a long-range task, in PyTorch: peer of `train`.

    python network.py SPEC EXPORT TRACE float32|float64

Written from the protocol's description alone. SPEC is a spec of a network whose epochs are one step each;
EXPORT holds its starting weights and first steps as `train --export EXPORT --batches N` wrote them; TRACE
is its trace.csv. Makes the same N steps by automatic (double) differentiation and compares the
cross-entropy of each, and the separability where there is a regularizer. Prints one line of JSON; exits 2
where a cross-entropy is further than TOLERANCE, relatively. Separability is told, not judged: it jumps where
rounding switches a ReLU, by a few thousandths of itself in either program's float32.

The second derivatives are PyTorch's: the input gradient is built with create_graph, as in the authors'
program, and its cosine differentiated like any other loss. Channels last, one thread.
"""

import csv
import json
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

TOLERANCE = 1e-4


def load(file):
    """An array in the precision of this run."""
    return torch.from_numpy(numpy.load(file)).to(torch.get_default_dtype())


class Unit(nn.Module):
    """A convolution and its batch norm."""

    def __init__(self, inputs, filters, kernel, stride):
        super().__init__()
        self.convolution = nn.Conv2d(
            inputs, filters, kernel, stride, padding=kernel // 2, bias=False)
        self.norm = nn.BatchNorm2d(filters)

    def forward(self, x):
        return self.norm(self.convolution(x))


class Block(nn.Module):
    """Two units around which the input, or a 1 × 1 unit of it, is added."""

    def __init__(self, inputs, width, stride):
        super().__init__()
        self.first = Unit(inputs, width, 3, stride)
        self.second = Unit(width, width, 3, 1)
        is_changed = stride != 1 or inputs != width
        self.shortcut = Unit(inputs, width, 1, stride) if is_changed else nn.Identity()

    def forward(self, x):
        inner = functional.relu(self.first(x))
        return functional.relu(self.second(inner) + self.shortcut(x))


class Network(nn.Module):
    """A stem, stages of blocks, average pooling, one logit."""

    def __init__(self, channels, network):
        super().__init__()
        stem = network["stem"]
        self.stem = Unit(channels, stem["width"], stem["kernel"], stem["stride"])
        self.pool = nn.MaxPool2d(3, 2, 1) if stem["isPooled"] else nn.Identity()
        blocks, width = [], stem["width"]
        for stage in network["stages"]:
            for index in range(stage["blocks"]):
                blocks.append(Block(width, stage["width"], stage["stride"] if index == 0 else 1))
                width = stage["width"]
        self.blocks = nn.Sequential(*blocks)
        self.logit = nn.Linear(width, 1)

    def forward(self, x):
        features = self.blocks(self.pool(functional.relu(self.stem(x))))
        return self.logit(features.mean(dim=(2, 3))).squeeze(1)

    def load(self, folder):
        """Takes the weights that a replicate started from: units in order, then the logit."""
        files = iter(range(1, 10_000))

        def copy(parameter, is_kernel=False):
            tensor = load(f"{folder}/replicate1-initial-factor{next(files)}.npy")
            if is_kernel:  # filters × rows × columns × channels
                filters, channels, rows, columns = parameter.shape
                tensor = tensor.reshape(filters, rows, columns, channels).permute(0, 3, 1, 2)
            with torch.no_grad():
                parameter.copy_(tensor.reshape(parameter.shape))

        for unit in (module for module in self.modules() if isinstance(module, Unit)):
            copy(unit.convolution.weight, is_kernel=True)
            copy(unit.norm.weight)
            copy(unit.norm.bias)
        copy(self.logit.weight)
        copy(self.logit.bias)


def patch(images, place):
    """The pixels of one patch of every image, a row an image."""
    row, column, height, width = place
    return images[:, :, row:row + height, column:column + width]


def input_gradient(logits, inputs):
    """The gradient of the sum of the logits, itself to be differentiated."""
    return torch.autograd.grad(logits.sum(), inputs, create_graph=True)[0]


def separability(network, inputs, logits, compared, exchanged):
    """The mean of |cos| between input gradients before and after the exchange."""
    other = inputs.detach().clone(memory_format=torch.channels_last)
    patch(other, exchanged).copy_(torch.roll(patch(inputs.detach(), exchanged), -1, dims=0))
    other.requires_grad_()
    before = patch(input_gradient(logits, inputs), compared).flatten(1)
    after = patch(input_gradient(network(other), other), compared).flatten(1)
    cosines = (before * after).sum(1) / (before.norm(dim=1) * after.norm(dim=1))
    return cosines.abs().mean()


def steps(spec, folder):
    """Loss, cross-entropy and separability of each exported step."""
    channels = load(f"{folder}/step1-inputs.npy").shape[3]
    network = Network(channels, spec["network"]).to(memory_format=torch.channels_last)
    network.load(folder)
    rule, coefficient = spec["optimizer"], spec["regularization"]
    optimizer = torch.optim.SGD(
        network.parameters(), lr=rule["learningRate"], momentum=rule["momentum"])
    for number in range(1, spec["stopping"]["epochs"] + 1):
        inputs = load(f"{folder}/step{number}-inputs.npy").permute(0, 3, 1, 2)
        labels = load(f"{folder}/step{number}-labels.npy")
        patches = numpy.load(f"{folder}/step{number}-patches.npy").tolist()
        inputs.requires_grad_(coefficient > 0)
        begin = time.thread_time()
        optimizer.zero_grad()
        logits = network(inputs)
        loss = functional.binary_cross_entropy_with_logits(logits, labels)
        values = {"loss": loss.item()}
        if coefficient > 0:
            between = separability(network, inputs, logits, *patches)
            values["separability"] = between.item()
            loss = loss + coefficient * between
        loss.backward()
        optimizer.step()
        yield values, time.thread_time() - begin


def main():
    spec_file, folder, trace_file, precision = sys.argv[1:]
    torch.set_num_threads(1)
    torch.set_default_dtype(getattr(torch, precision))
    with open(spec_file) as file:
        spec = json.load(file)
    with open(trace_file) as file:
        rows = list(csv.DictReader(file))
    differences, seconds = {}, []
    for row, (values, time_of_step) in zip(rows, steps(spec, folder), strict=True):
        seconds.append(time_of_step)
        for name, value in values.items():
            difference = abs(float(row[name]) - value) / abs(value)
            differences[name] = max(difference, differences.get(name, 0))
    print(json.dumps({"secondsPerStep": min(seconds), "largestDifferences": differences}))
    if differences["loss"] > TOLERANCE:
        sys.exit(2)


if __name__ == "__main__":
    main()
