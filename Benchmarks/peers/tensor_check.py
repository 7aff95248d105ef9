"""Checks that all formulations of a tensor row train the same: equal losses from equal weights.

    python tensor_check.py

The weights are scaled so that the tensor starts with the target's norm: from the small weights of the
timed runs a few steps would change nothing. Compared are the first loss and the one after 25 steps.
"""

import sys

import numpy
import torch

import tensor_authors
import tensor_best
import tensor_tasks

TOLERANCE = 1e-4


def start(task):
    """The problem from weights of the target's size."""
    target, positions, weights = tensor_tasks.problem(task)
    norm = numpy.linalg.norm(tensor_tasks.end_matrix(task, weights).astype(float))
    factor = numpy.float32((task.norm / norm) ** (1 / len(weights)))
    return target, positions, [factor * array for array in weights]


def losses(step):
    """The first loss and the one after 25 steps."""
    values = [step() for _ in range(26)]
    return numpy.array([values[0], values[25]])


def main():
    torch.set_num_threads(1)
    differ = False
    for name, task in tensor_tasks.TASKS.items():
        problem = start(task)
        authors = losses(tensor_authors.stepper(task, problem))
        print(f"{name}: loss {authors[0]:.6g}, after 25 steps {authors[1]:.6g}", end="")
        for formulation, stepper in tensor_best.FORMULATIONS.items():
            difference = abs(losses(stepper(task, problem)) / authors - 1).max()
            differ = differ or not difference <= TOLERANCE
            print(f", {formulation} differs by {difference:.1e}", end="")
        print(flush=True)
    if differ:
        sys.exit(f"error: the formulations differ by more than {TOLERANCE:g}")


if __name__ == "__main__":
    main()
