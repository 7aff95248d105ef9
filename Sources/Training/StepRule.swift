// The step rules: full batch, one step size for all parameters.

import Records

/// The state of an optimizer between steps.
enum StepRule {
  /// Plain gradient descent: the step size never changes.
  case constant(Double)
  /// One adaptive step size for all parameters (norms sheet 4.2, hierarchical sheet 4).
  case groupRMSprop(GroupRMSprop)

  /// - Parameter memory: what to go on from; nothing at the start of a run.
  init(_ optimizer: Optimizer, from memory: Memory? = nil) {
    switch optimizer {
    case .gradientDescent(let rate): self = .constant(rate)
    case .groupRMSprop(let rate, let decay, let epsilon):
      var rule = GroupRMSprop(learningRate: rate, decay: decay, epsilon: epsilon)
      if let memory { rule.memory = memory }
      self = .groupRMSprop(rule)
    }
  }

  /// What the next step depends on beside the gradient.
  struct Memory: Hashable {
    var mean = 0.0
    var power = 1.0
  }

  var memory: Memory {
    switch self {
    case .constant: Memory()
    case .groupRMSprop(let rule): rule.memory
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
  /// v_t and βᵗ.
  fileprivate(set) var memory = StepRule.Memory()

  init(learningRate: Double, decay: Double, epsilon: Double) {
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
  }

  // region: adaptive step
  mutating func next(_ squareSum: Double) -> Double {
    memory.mean = decay * memory.mean + (1 - decay) * squareSum
    memory.power *= decay
    return learningRate / ((memory.mean / (1 - memory.power)).squareRoot() + epsilon)
  }
  // endregion
}
