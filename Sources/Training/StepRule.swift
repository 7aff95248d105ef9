// The step rules: full batch, one step size for all parameters.

import Records

/// The state of an optimizer between steps.
enum StepRule {
  /// Plain gradient descent: the step size never changes.
  case constant(Double)
  /// One adaptive step size for all parameters (norms sheet 4.2, hierarchical sheet 4).
  case groupRMSprop(GroupRMSprop)

  init(_ optimizer: Optimizer) {
    switch optimizer {
    case .gradientDescent(let rate): self = .constant(rate)
    case .groupRMSprop(let rate, let decay, let epsilon):
      self = .groupRMSprop(GroupRMSprop(learningRate: rate, decay: decay, epsilon: epsilon))
    }
  }

  /// The next step's size; the squared norm of the gradient is computed only where it is used.
  mutating func next(_ gradientSquareSum: @autoclosure () -> Double) -> Double {
    switch self {
    case .constant(let rate): return rate
    case .groupRMSprop(var state):
      let size = state.next(gradientSquareSum())
      self = .groupRMSprop(state)
      return size
    }
  }
}

/// v_t = β v_{t−1} + (1 − β)‖g_t‖² from v₀ = 0; η_t = lr / (√(v_t / (1 − βᵗ)) + ε). Powers of β by
/// repeated multiplication; every operation in Double and rounded once.
struct GroupRMSprop {
  let learningRate: Double
  let decay: Double
  let epsilon: Double
  private var mean = 0.0
  private var power = 1.0

  init(learningRate: Double, decay: Double, epsilon: Double) {
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
  }

  // region: adaptive step
  mutating func next(_ squareSum: Double) -> Double {
    mean = decay * mean + (1 - decay) * squareSum
    power *= decay
    return learningRate / ((mean / (1 - power)).squareRoot() + epsilon)
  }
  // endregion
}
