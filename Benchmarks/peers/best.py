"""The best formulation of the 64×64 depth-3 run that we could write in PyTorch and in NumPy.

    python best.py torch|numpy

No autograd and no indicators: hand-written gradients (six products a step, each into memory that is
allocated once), a 64×64 residual times a matrix that is 0 where nothing is observed, all gradients and
all weights in one flat array each, so that the squared norm is one dot product and the update one or
two passes. As in ours, the loss is computed every 25 steps, where a record would ask for it. float32,
one thread.
"""

import sys

import timing

SIZE, DEPTH, COUNT, RECORD_EVERY = 64, 3, 2048, 25
RATE, DECAY, EPSILON = 1e-2, 0.99, 1e-6


class StepSize:
    """Group RMSprop's step size from the squared norm of the gradient."""

    def __init__(self):
        self.mean_square, self.power, self.steps = 0.0, 1.0, 0

    def __call__(self, square):
        self.steps += 1
        self.mean_square = DECAY * self.mean_square + (1 - DECAY) * square
        self.power *= DECAY
        return RATE / ((self.mean_square / (1 - self.power)) ** 0.5 + EPSILON)


def problem():
    """Target, slope of the loss in each residual, and weights, as NumPy arrays."""
    import numpy

    generator = numpy.random.default_rng(0)
    target = generator.standard_normal((SIZE, 5)) @ generator.standard_normal((5, SIZE))
    target *= SIZE / numpy.linalg.norm(target)
    slope = numpy.zeros(SIZE * SIZE)
    slope[generator.permutation(SIZE * SIZE)[:COUNT]] = 2 / COUNT
    weights = 1e-3 * generator.standard_normal(DEPTH * SIZE * SIZE)
    arrays = target, slope.reshape(SIZE, SIZE), weights
    return [array.astype(numpy.float32) for array in arrays]


def torch_step():
    import torch

    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    target, slope, weights = (torch.from_numpy(array) for array in problem())
    gradients = torch.empty_like(weights)
    first, second, third = weights.view(DEPTH, SIZE, SIZE).unbind()
    d_first, d_second, d_third = gradients.view(DEPTH, SIZE, SIZE).unbind()
    first_t, second_t, third_t = first.t(), second.t(), third.t()
    prefix, residual, back = (torch.empty(SIZE, SIZE) for _ in range(3))
    minus_target, prefix_t, flat = -target, prefix.t(), residual.view(-1)
    step_size, mm = StepSize(), torch.mm

    def step():
        mm(first, second, out=prefix)
        torch.addmm(minus_target, prefix, third, out=residual)
        residual.mul_(slope)
        if step_size.steps % RECORD_EVERY == 0:
            torch.dot(flat, flat).item() * COUNT / 4
        mm(prefix_t, residual, out=d_third)
        mm(residual, third_t, out=back)
        mm(first_t, back, out=d_second)
        mm(back, second_t, out=d_first)
        size = step_size(torch.dot(gradients, gradients).item())
        weights.add_(gradients, alpha=-size)

    return step


def numpy_step():
    import numpy

    target, slope, weights = problem()
    gradients, scaled = numpy.empty_like(weights), numpy.empty_like(weights)
    first, second, third = weights.reshape(DEPTH, SIZE, SIZE)
    d_first, d_second, d_third = gradients.reshape(DEPTH, SIZE, SIZE)
    prefix, product, residual, back = (numpy.empty((SIZE, SIZE), numpy.float32) for _ in range(4))
    prefix_t, flat = prefix.T, residual.reshape(-1)
    first_t, second_t, third_t = first.T, second.T, third.T
    step_size, mm = StepSize(), numpy.matmul

    def step():
        mm(first, second, out=prefix)
        mm(prefix, third, out=product)
        numpy.subtract(product, target, out=residual)
        numpy.multiply(residual, slope, out=residual)
        if step_size.steps % RECORD_EVERY == 0:
            float(numpy.dot(flat, flat)) * COUNT / 4
        mm(prefix_t, residual, out=d_third)
        mm(residual, third_t, out=back)
        mm(first_t, back, out=d_second)
        mm(back, second_t, out=d_first)
        size = step_size(float(numpy.dot(gradients, gradients)))
        numpy.multiply(gradients, numpy.float32(size), out=scaled)
        numpy.subtract(weights, scaled, out=weights)

    return step


if __name__ == "__main__":
    timing.report({"torch": torch_step, "numpy": numpy_step}[sys.argv[1]](), batch=200)
