"""Sums of products over the pixels of binary images, fitted to labels, in PyTorch.

    python images.py authors|matrices|check

The row of tensor 2021's natural images: 60,000 images of 784 pixels, 5 components, batches of 5000
in a new order every epoch, Adam. The images are fair bits: what they show changes no peer's time.

* `authors`: the computation of the authors' program, written anew. A pixel is a one-hot vector that
  picks a factor from each component's two; the factors of all images, pixels and components are
  multiplied over pixels and added over components, and autograd differentiates.
* `matrices`: what we would write in PyTorch for speed. The logarithm of a product is a sum, so that a
  product of the bits with the differences of the factors' logarithms gives all products of a batch,
  and another one all gradients, by hand. Signs are looked at while there is a negative factor.
* `check`: whether both have the same losses over the first 25 steps.

float32, one thread; the time is that of an epoch.
"""

import sys

import torch

import timing

IMAGES, PIXELS, COMPONENTS, BATCH = 60_000, 784, 5, 5000


class Problem:
    """Images, labels, and weights as pixels × values × components."""

    def __init__(self, images=IMAGES):
        random = torch.Generator().manual_seed(1)
        self.bits = torch.randint(0, 2, (images, PIXELS), generator=random)
        self.labels = 2.0 * (torch.arange(images) % 10 == 0)
        self.weights = 1 + 1e-3 * torch.randn(PIXELS, 2, COMPONENTS, generator=random)


class Authors:
    def __init__(self, problem):
        self.inputs = torch.nn.functional.one_hot(problem.bits, 2).float()
        self.labels = problem.labels
        self.weights = problem.weights.clone().requires_grad_()
        self.optimizer = torch.optim.Adam([self.weights], lr=5e-4)

    def step(self, indices):
        factors = torch.einsum("bai,air->bar", self.inputs[indices], self.weights)
        outputs = factors.prod(dim=1).sum(dim=1)
        loss = ((outputs - self.labels[indices]) ** 2).mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()


class Matrices:
    def __init__(self, problem):
        self.bits = problem.bits.float()
        self.labels = problem.labels
        self.weights = problem.weights.clone()
        self.weights.grad = torch.empty_like(self.weights)
        self.optimizer = torch.optim.Adam([self.weights], lr=5e-4)

    def step(self, indices):
        bits = self.bits[indices]
        off, on = self.weights[:, 0], self.weights[:, 1]
        log_off, log_on = off.abs().log(), on.abs().log()
        products = torch.addmm(log_off.sum(dim=0), bits, log_on - log_off).exp_()
        if (self.weights < 0).any():
            negative_off, negative_on = (off < 0).float(), (on < 0).float()
            count = torch.addmm(negative_off.sum(dim=0), bits, negative_on - negative_off)
            products *= 1 - 2 * (count % 2)
        residuals = products.sum(dim=1) - self.labels[indices]
        slopes = products * ((2 / len(indices)) * residuals).unsqueeze(1)
        sums = bits.t() @ slopes
        self.weights.grad[:, 1] = sums / on
        self.weights.grad[:, 0] = (slopes.sum(dim=0) - sums) / off
        self.optimizer.step()
        return (residuals @ residuals).item() / len(indices)


FORMULATIONS = {"authors": Authors, "matrices": Matrices}


def epoch(trainer, images=IMAGES):
    """The losses of an epoch's steps."""
    order = torch.randperm(images, generator=torch.Generator().manual_seed(2))
    return [trainer.step(indices) for indices in order.split(BATCH)]


def check():
    problem = Problem(images=BATCH)
    authors, matrices = (formulation(problem) for formulation in FORMULATIONS.values())
    for _ in range(25):
        expected, found = epoch(authors, BATCH)[0], epoch(matrices, BATCH)[0]
        if not abs(found / expected - 1) < 1e-3:
            sys.exit(f"error: the losses {expected} and {found} differ by more than a thousandth")


def main():
    torch.set_num_threads(1)
    if sys.argv[1] == "check":
        check()
    else:
        trainer = FORMULATIONS[sys.argv[1]](Problem())
        timing.report(lambda: epoch(trainer), 1)


if __name__ == "__main__":
    main()
