// Adam over the weights of predictors over bits: every weight by itself.

public import Kernels

/// The numbers of one step of Adam, in the precision of the weights.
public struct AdamStep<Scalar: KernelScalar>: Sendable {
  /// How much of the running mean of gradients stays; likewise of squared gradients.
  public var firstDecay: Scalar
  /// How much of the running mean of squared gradients stays.
  public var secondDecay: Scalar
  /// The learning rate over 1 − firstDecayᵗ.
  public var rate: Scalar
  /// The root of 1 − secondDecayᵗ, by which the root of the second mean is divided.
  public var root: Scalar
  /// Added to that quotient.
  public var epsilon: Scalar

  /// A step; see the members for their meaning.
  public init(
    firstDecay: Scalar, secondDecay: Scalar, rate: Scalar, root: Scalar, epsilon: Scalar
  ) {
    self.firstDecay = firstDecay
    self.secondDecay = secondDecay
    self.rate = rate
    self.root = root
    self.epsilon = epsilon
  }
}

extension BinaryProducts {
  /// Updates every weight by its gradient g: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
  /// f ← f − rate·m / (√v/root + ε), every operation rounded by itself.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func descend(_ step: AdamStep<Scalar>) {
    workers.divide(layout.vectors, unit: 64) { _, vectors in descend(step, vectors) }
  }

  private func descend(_ step: AdamStep<Scalar>, _ vectors: Range<Int>) {
    let (first, second) = (1 - step.firstDecay, 1 - step.secondDecay)
    for index in vectors {
      let gradient = memory.gradients[index]
      let mean = step.firstDecay * memory.means[index] + first * gradient
      let square = step.secondDecay * memory.squares[index] + second * (gradient * gradient)
      memory.means[index] = mean
      memory.squares[index] = square
      let size = square.squareRoot() / step.root + step.epsilon
      memory.weights[index] -= step.rate * mean / size
    }
  }
}
