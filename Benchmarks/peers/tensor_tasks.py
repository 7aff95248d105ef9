"""What the tensor rows train, shared by their peers: sizes, target, observations, starting weights."""

import collections

import numpy

# tree: a binary tree over four modes, `width` wide at each inner node; else `width` outer products.
Task = collections.namedtuple("Task", "tree order length width observations norm deviation")

TASKS = {
    "order4": Task(False, 4, 10, 1000, 2000, 1, 5e-3),  # tensor 2021
    "order3": Task(False, 3, 16, 256, 2048, 64, 1e-3),  # hierarchical 2022
    "tree512": Task(True, 4, 8, 512, 2048, 64, 1e-2),  # hierarchical 2022
    "tree128": Task(True, 4, 8, 128, 2048, 64, 1e-2),
}


def weight_shapes(task, width):
    """Those of the leaves, then of the nodes {1,2} and {3,4} and of the root's vector."""
    leaves = [(task.length, width)] * task.order
    return leaves + ([(width, width)] * 2 + [(width, 1)] if task.tree else [])


def rows_by_rows(first, second):
    """The Khatri-Rao product: row (i, j) is row i of one times row j of the other, entrywise."""
    return (first[:, None, :] * second).reshape(len(first) * len(second), -1)


def end_matrix(task, weights):
    """The tensor as a matrix, its rows indexed by the first two modes; works in either library."""
    left = rows_by_rows(weights[0], weights[1])
    right = rows_by_rows(weights[2], weights[3]) if task.order == 4 else weights[2]
    if task.tree:
        left, right = (left @ weights[4]) * weights[6].T, right @ weights[5]
    return left @ right.T


def problem(task):
    """The target as a matrix, the observed entries as flat positions, and starting weights."""
    generator = numpy.random.default_rng(0)
    parts = [generator.standard_normal(shape) for shape in weight_shapes(task, 5)]
    target = end_matrix(task, parts)
    target *= task.norm / numpy.linalg.norm(target)
    positions = generator.permutation(target.size)[: task.observations]
    shapes = weight_shapes(task, task.width)
    weights = [task.deviation * generator.standard_normal(shape) for shape in shapes]
    return (target.astype(numpy.float32), positions,
            [array.astype(numpy.float32) for array in weights])
