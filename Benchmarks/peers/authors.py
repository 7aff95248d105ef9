"""The authors' way of training a matrix factorization, in PyTorch: peer of `train`.

    python authors.py norms2020|hierarchical2022 loader|tensors

Written for this benchmark after reading how the authors' public programs compute a step
(github.com/noamrazin/imp_reg_dl_not_norms for the 2×2 runs, github.com/asafmaman101/imp_reg_htf
for the 64×64 runs). The shape of the computation is theirs, the code is ours:

* Completion is treated as sensing. Every observed entry is a dense indicator matrix, so that the
  observations are one tensor A of shape observations × rows × columns (3×2×2, and 2048×64×64 =
  33.6 MB), with one label each.
* A step multiplies the factors from the left, multiplies A entry by entry with the broadcast product
  and sums over rows and columns to get the predictions; the loss is the mean square (norms 2020:
  times half the number of observations); autograd differentiates through all of it.
* The 2×2 runs step with torch.optim.SGD. The 64×64 runs step with "group RMSprop": one running mean
  of the squared gradient norm for all parameters, one adaptive step size.
* The loss is read as a Python number at every step.
* `loader`: the batch comes from torch.utils.data.DataLoader over a map-style data set of
  (indicator, label) pairs with the batch as large as the data, so that every step fetches the
  observations one by one and stacks them anew. This is what the authors run.
* `tensors`: the same loop over tensors that stay in memory, which is what one would write in a plain
  loop. It is kinder to PyTorch.

Left out in PyTorch's favour: callbacks, metrics, logs, check-points, and the singular values recorded
every 50 or 25 iterations. All in float32 on one thread, as the authors' defaults are.
"""

import sys

import torch

import timing


class Observations(torch.utils.data.Dataset):
    """Indicator matrices with their labels, one observation an item."""

    def __init__(self, positions, target):
        self.indicators = torch.zeros(len(positions), *target.shape)
        for index, (row, column) in enumerate(positions):
            self.indicators[index, row, column] = 1
        self.labels = (self.indicators * target).sum(dim=(1, 2))

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        return self.indicators[index], self.labels[index]


class GroupRMSprop:
    """Gradient descent with the learning rate over a running root mean square of the whole gradient."""

    def __init__(self, parameters, rate=1e-2, decay=0.99, epsilon=1e-6):
        self.parameters = list(parameters)
        self.rate, self.decay, self.epsilon = rate, decay, epsilon
        self.mean_square = torch.tensor(0.0)
        self.steps = 0

    def zero_grad(self):
        for parameter in self.parameters:
            parameter.grad = None

    @torch.no_grad()
    def step(self):
        self.steps += 1
        self.mean_square *= self.decay
        for parameter in self.parameters:
            self.mean_square += (1 - self.decay) * parameter.grad.pow(2).sum()
        corrected = self.mean_square / (1 - self.decay**self.steps)
        size = self.rate / (corrected.sqrt() + self.epsilon)
        for parameter in self.parameters:
            parameter -= size * parameter.grad


def norms2020():
    """2×2, depth 3, one unobserved entry; layer deviation 8e-3, learning rate 3e-3."""
    observations = Observations([(0, 1), (1, 0), (1, 1)], torch.tensor([[0.0, 1.0], [1.0, 0.0]]))
    layers = [torch.nn.Parameter(8e-3 * torch.randn(2, 2)) for _ in range(3)]
    return observations, layers, torch.optim.SGD(layers, lr=3e-3), len(observations) / 2


def hierarchical2022():
    """64×64 of rank 5 and norm 64, depth 3, 2048 observed entries; layer deviation 1e-3."""
    target = torch.randn(64, 5) @ torch.randn(5, 64)
    target *= 64 / target.norm()
    positions = [divmod(int(entry), 64) for entry in torch.randperm(64 * 64)[:2048]]
    layers = [torch.nn.Parameter(1e-3 * torch.randn(64, 64)) for _ in range(3)]
    return Observations(positions, target), layers, GroupRMSprop(layers), 1


def stepper(observations, layers, optimizer, factor, with_loader):
    """The function that makes one step."""
    mean_square = torch.nn.MSELoss()
    if with_loader:
        batches = torch.utils.data.DataLoader(observations, batch_size=len(observations))
    else:
        batches = [(observations.indicators, observations.labels)]

    def step():
        for indicators, labels in batches:
            optimizer.zero_grad()
            product = layers[0]
            for layer in layers[1:]:
                product = torch.matmul(product, layer)
            predictions = (indicators * product.unsqueeze(0)).sum(dim=(1, 2))
            loss = mean_square(predictions, labels) * factor
            loss.backward()
            optimizer.step()
            loss.item()

    return step


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(0)
    experiment = {"norms2020": norms2020, "hierarchical2022": hierarchical2022}[sys.argv[1]]
    step = stepper(*experiment(), with_loader=sys.argv[2] == "loader")
    timing.report(step, batch=200 if experiment is norms2020 else 5)
