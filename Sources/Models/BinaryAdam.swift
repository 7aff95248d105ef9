// Adam over the weights of predictors over bits: every weight by itself.

public import Kernels

/// The numbers of one step of Adam, in the precision of the weights.
public struct AdamStep<Scalar: KernelScalar>: Sendable {
  /// A running mean takes `decay` of itself and `share` of what is new.
  public struct Average: Sendable {
    /// How much of the mean stays.
    public var decay: Scalar
    /// 1 − decay, rounded once.
    public var share: Scalar

    /// The average of this decay.
    public init(decay: Double) {
      self.decay = Scalar(decay)
      share = Scalar(1 - decay)
    }
  }

  /// Of gradients.
  public var first: Average
  /// Of squared gradients.
  public var second: Average
  /// The learning rate over 1 − β₁ᵗ, with β₁ the first decay and t the number of the step.
  public var rate: Scalar
  /// The root of 1 − β₂ᵗ, by which the root of the second mean is divided.
  public var root: Scalar
  /// Added to that quotient.
  public var epsilon: Scalar

  /// A step; see the members for their meaning.
  public init(first: Average, second: Average, rate: Scalar, root: Scalar, epsilon: Scalar) {
    self.first = first
    self.second = second
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
    let (first, second) = (step.first, step.second)
    for index in vectors {
      let gradient = memory.gradients[index]
      let mean = first.decay * memory.means[index] + first.share * gradient
      let square =
        second.decay * memory.squares[index] + second.share * (gradient * gradient)
      memory.means[index] = mean
      memory.squares[index] = square
      let size = square.squareRoot() / step.root + step.epsilon
      memory.weights[index] -= step.rate * mean / size
    }
  }
}
