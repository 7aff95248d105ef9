"""The authors' way of training tensor and hierarchical tensor factorizations, in PyTorch.

    python tensor_authors.py order4|order3|tree512|tree128

Written for this benchmark after reading how the authors' public programs compute a step
(github.com/noamrazin/imp_reg_in_tf for order 4, github.com/asafmaman101/imp_reg_htf for the others).
The shape of the computation is theirs, the code is ours:

* Order 4 (tensor 2021): every observed entry is a dense indicator tensor, 2000×10×10×10×10 = 80 MB
  together. A step builds the whole tensor by one `einsum` over all factors, multiplies the
  indicators entry by entry with it, broadcast, and sums over the entries to get the predictions.
  PyTorch contracts from left to right unless the package opt_einsum is there, which neither the
  authors' list of requirements nor ours has.
* Order 3 and trees (hierarchical 2022): every observed entry is a one-hot vector for each mode,
  2048×4×8 together for the trees, and the predictions are computed observation by observation:
  layers of batched products with the stacked weights, then products over the modes of a node. A tree
  permutes the nodes of a layer by an index array, here the identity, before it multiplies
  neighbours.
* The loss is the mean square, autograd differentiates, "group RMSprop" steps, and the loss is read
  as a Python number at every step. The batch is the whole data and stays in memory.

Left out in PyTorch's favour: callbacks, metrics, logs, check-points, and the norms and singular values
recorded every 25 iterations. All in float32 on one thread, as the authors' defaults are.
"""

import sys

import numpy
import torch

import tensor_tasks
import timing
from authors import GroupRMSprop


def indicators(task, positions):
    """One dense tensor for each observation."""
    dense = torch.zeros(len(positions), task.length**task.order)
    dense[torch.arange(len(positions)), torch.from_numpy(positions)] = 1
    return dense.view(-1, *[task.length] * task.order)


def one_hot(task, positions):
    """Observations × modes × length."""
    indices = numpy.unravel_index(positions, [task.length] * task.order)
    return torch.nn.functional.one_hot(
        torch.from_numpy(numpy.stack(indices, axis=1)), task.length).float()


def by_indicators(observed, factors):
    tensor = torch.einsum("iz,jz,kz,lz->ijkl", *factors)
    return (observed * tensor.unsqueeze(0)).view(len(observed), -1).sum(dim=1)


def by_components(observed, factors):
    return torch.einsum("smi,mir->smr", observed, torch.stack(list(factors))).prod(dim=1).sum(dim=1)


def by_layers(observed, weights):
    leaves, inner, root = weights[:4], weights[4:6], weights[6]
    hidden = observed
    for layer in (leaves, inner):
        hidden = torch.einsum("smi,mir->smr", hidden, torch.stack(list(layer)))
        hidden = neighbours(hidden)
    return torch.matmul(hidden.squeeze(1), root).squeeze(1)


def neighbours(hidden):
    """The entrywise products of nodes 1 and 2, 3 and 4: observations × half as many nodes × width."""
    hidden = hidden[:, torch.arange(hidden.shape[1]), :].permute(0, 2, 1)
    return hidden.reshape(*hidden.shape[:2], -1, 2).prod(dim=-1).permute(0, 2, 1)


def stepper(task, problem):
    """The function that makes one step and gives the loss before it."""
    target, positions, weights = problem
    predict, encode = (
        (by_layers, one_hot) if task.tree
        else (by_indicators, indicators) if task.order == 4 else (by_components, one_hot))
    observed = encode(task, positions)
    labels = torch.from_numpy(target.reshape(-1)[positions])
    parameters = [torch.nn.Parameter(torch.from_numpy(array.copy())) for array in weights]
    mean_square, optimizer = torch.nn.MSELoss(), GroupRMSprop(parameters)

    def step():
        optimizer.zero_grad()
        loss = mean_square(predict(observed, parameters), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


if __name__ == "__main__":
    torch.set_num_threads(1)
    task = tensor_tasks.TASKS[sys.argv[1]]
    timing.report(stepper(task, tensor_tasks.problem(task)), batch=2)
