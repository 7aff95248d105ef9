"""The best formulations of the tensor rows that we could write in PyTorch.

    python tensor_best.py order4|order3|tree512|tree128 autograd|hand|onednn

All of them compute the whole tensor as a product of two matrices: Khatri-Rao products of the factors
of the modes on either side, for a tree times the matrices of the two nodes. That shares nearly all
work between observations, and costs less than evaluating each of them.

* `autograd`: the observed entries are gathered from the tensor, autograd differentiates. What one
  would write first.
* `hand`: gradients by hand, into memory that is allocated once; a residual times a matrix that is 0
  where nothing is observed; all gradients and all weights in one flat array each. As in ours, the
  loss is computed every 25 steps, where a record would ask for it.
* `onednn`: as `hand`, with the large products made by the operator that PyTorch's compiler emits for
  its linear layers. That is no public interface, and it allocates its result; but where the library
  behind the public one chooses narrow vectors for this processor, it can be twice as fast.

float32, one thread.
"""

import sys

import torch

import tensor_tasks
import timing
from authors import GroupRMSprop
from best import StepSize

RECORD_EVERY = 25


def plain_product(a, b, out):
    torch.mm(a, b, out=out)


def onednn_product(a, b, out):
    # Below this size it gains less than the copy costs.
    if a.shape[0] * a.shape[1] * b.shape[1] < 4_000_000:
        torch.mm(a, b, out=out)
    else:
        out.copy_(torch.ops.mkldnn._linear_pointwise(a, b.t(), None, "none", [], ""))


class Pair:
    """The Khatri-Rao product of two factors, and how a gradient goes back through it."""

    def __init__(self, factors, gradients):
        (self.first, self.second), (self.d_first, self.d_second) = factors, gradients
        rows, width = len(self.first) * len(self.second), self.first.shape[1]
        self.rows, self.d_rows = torch.empty(rows, width), torch.empty(rows, width)
        shape = len(self.first), len(self.second), width
        self.cube, self.d_cube = self.rows.view(shape), self.d_rows.view(shape)
        self.first_column, self.work = self.first.unsqueeze(1), torch.empty(shape)

    def forward(self):
        torch.mul(self.first_column, self.second, out=self.cube)

    def backward(self):
        torch.mul(self.d_cube, self.second, out=self.work)
        torch.sum(self.work, 1, out=self.d_first)
        torch.mul(self.d_cube, self.first_column, out=self.work)
        torch.sum(self.work, 0, out=self.d_second)


class Leaf:
    """A factor that stands alone on its side."""

    def __init__(self, factor, gradient):
        self.rows, self.d_rows = factor, gradient

    def forward(self):
        pass

    backward = forward


class Sum:
    """The end matrix of a sum of outer products."""

    def __init__(self, left, right, product):
        self.left, self.right, self.product = left, right, product
        self.left_rows, self.right_rows = left.rows, right.rows
        self.right_transposed = right.rows.t()

    def forward(self, end):
        self.left.forward()
        self.right.forward()
        self.product(self.left_rows, self.right_transposed, end)

    def backward(self, d_end, d_end_transposed):
        self.product(d_end, self.right_rows, self.left.d_rows)
        self.product(d_end_transposed, self.left_rows, self.right.d_rows)
        self.left.backward()
        self.right.backward()


class Tree:
    """The end matrix of a binary tree over four modes, {1,2} on the left and {3,4} on the right."""

    def __init__(self, left, right, inner, d_inner, root, d_root, product):
        self.left, self.right, self.product = left, right, product
        self.inner, self.d_inner = inner, d_inner
        self.root, self.d_root = root.view(-1), d_root.view(-1)
        self.nodes = [torch.empty_like(side.rows) for side in (left, right)]
        self.d_nodes = [torch.empty_like(side.rows) for side in (left, right)]
        self.weighted, self.work = torch.empty_like(left.rows), torch.empty_like(left.rows)
        self.inner_transposed = [matrix.t() for matrix in inner]
        self.rows_transposed = [side.rows.t() for side in (left, right)]
        self.right_transposed = self.nodes[1].t()

    def forward(self, end):
        for side, matrix, node in zip((self.left, self.right), self.inner, self.nodes):
            side.forward()
            self.product(side.rows, matrix, node)
        torch.mul(self.nodes[0], self.root, out=self.weighted)
        self.product(self.weighted, self.right_transposed, end)

    def backward(self, d_end, d_end_transposed):
        d_left, d_right = self.d_nodes
        self.product(d_end, self.nodes[1], d_left)
        self.product(d_end_transposed, self.weighted, d_right)
        torch.mul(d_left, self.nodes[0], out=self.work)
        torch.sum(self.work, 0, out=self.d_root)
        d_left.mul_(self.root)
        for index, side in enumerate((self.left, self.right)):
            self.product(self.rows_transposed[index], self.d_nodes[index], self.d_inner[index])
            self.product(self.d_nodes[index], self.inner_transposed[index], side.d_rows)
            side.backward()


def views(flat, shapes):
    """The parts of a flat array, one after another."""
    parts = flat.split([rows * columns for rows, columns in shapes])
    return [part.view(shape) for part, shape in zip(parts, shapes)]


def model(task, weights, gradients, product):
    left = Pair(weights[:2], gradients[:2])
    if task.order == 3:
        return Sum(left, Leaf(weights[2], gradients[2]), product)
    right = Pair(weights[2:4], gradients[2:4])
    if not task.tree:
        return Sum(left, right, product)
    return Tree(left, right, weights[4:6], gradients[4:6], weights[6], gradients[6], product)


def by_hand(task, problem, product):
    """The function that makes one step; gives the loss before it at every 25th."""
    target, positions, arrays = problem
    count, target = len(positions), torch.from_numpy(target)
    slope = torch.zeros(target.numel())
    slope[torch.from_numpy(positions)] = 2 / count
    slope = slope.view_as(target)
    weights = torch.cat([torch.from_numpy(array).flatten() for array in arrays])
    gradients = torch.empty_like(weights)
    shapes = [array.shape for array in arrays]
    end = torch.empty_like(target)
    flat, end_transposed = end.view(-1), end.t()
    tensor = model(task, views(weights, shapes), views(gradients, shapes), product)
    step_size = StepSize()

    def step():
        loss = None
        tensor.forward(end)
        end.sub_(target).mul_(slope)
        if step_size.steps % RECORD_EVERY == 0:
            loss = torch.dot(flat, flat).item() * count / 4
        tensor.backward(end, end_transposed)
        size = step_size(torch.dot(gradients, gradients).item())
        weights.add_(gradients, alpha=-size)
        return loss

    return step


def by_autograd(task, problem):
    """The function that makes one step and gives the loss before it."""
    target, positions, arrays = problem
    positions = torch.from_numpy(positions)
    labels = torch.from_numpy(target).view(-1)[positions]
    parameters = [torch.nn.Parameter(torch.from_numpy(array.copy())) for array in arrays]
    mean_square, optimizer = torch.nn.MSELoss(), GroupRMSprop(parameters)

    def step():
        optimizer.zero_grad()
        end = tensor_tasks.end_matrix(task, parameters)
        loss = mean_square(end.view(-1)[positions], labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


FORMULATIONS = {
    "autograd": by_autograd,
    "hand": lambda task, problem: by_hand(task, problem, plain_product),
    "onednn": lambda task, problem: by_hand(task, problem, onednn_product),
}

if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.set_grad_enabled(sys.argv[2] == "autograd")
    task = tensor_tasks.TASKS[sys.argv[1]]
    timing.report(FORMULATIONS[sys.argv[2]](task, tensor_tasks.problem(task)), batch=50)
