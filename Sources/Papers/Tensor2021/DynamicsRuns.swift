// The runs of tensor 2021's dynamics experiments: CP factorizations with as many components as any tensor
// of the shape could need, fitted to a tensor of few (sheet sections 2 to 5.6).

import Records

/// What is fitted: a drawn tensor of low rank, and what is observed of it.
struct DynamicsProblem: Hashable, Sendable {
  var order: Int
  /// The length of every mode.
  var length: Int
  /// The number of the target's components.
  var rank: Int
  /// The number of observed entries, or of measurements.
  var observations: Int
  /// Whether inner products with Gaussian tensors are observed instead of entries.
  var isSensed = false

  static let order3 = DynamicsProblem(order: 3, length: 10, rank: 5, observations: 500)
  static let order3Rank3 = DynamicsProblem(order: 3, length: 10, rank: 3, observations: 300)
  static let order4 = DynamicsProblem(order: 4, length: 10, rank: 5, observations: 2000)
  static let order4Rank3 = DynamicsProblem(order: 4, length: 10, rank: 3, observations: 2000)
  static let order5 = DynamicsProblem(order: 5, length: 6, rank: 3, observations: 3000)

  /// The same target under sensing.
  var sensed: DynamicsProblem {
    var problem = self
    problem.isSensed = true
    return problem
  }

  /// The number of the model's components: enough for every tensor of the shape.
  var components: Int { (1..<order).reduce(1) { product, _ in product * length } }

  /// What every stream of the problem is named after.
  var name: String { "tensor2021/order\(order)/rank\(rank)" }

  /// A draw whose smallest component is below a fifth of the tensor is passed over: such a component
  /// needs longer to appear than the published runs lasted (sheet 3).
  var task: Task {
    Task(
      target: .cp(
        shape: [Int](repeating: length, count: order), components: rank, norm: 1,
        stream: "\(name)/target", smallestComponent: 0.2),
      observations: isSensed
        ? .gaussianSensing(count: observations, stream: "\(name)/sensing")
        : .random(count: observations, stream: "\(name)/observations"))
  }

  /// Expected seconds of an iteration on one core.
  var secondsPerIteration: Double {
    switch order {
    case 3: isSensed ? 1.5e-4 : 2.2e-5
    case 4: isSensed ? 1e-2 : 2.8e-4
    default: 4e-4
    }
  }
}

/// A run on such a problem. Runs on one problem differ in the scale of one and the same draw of the
/// weights.
struct DynamicsRun: Hashable, Sendable {
  var problem: DynamicsProblem
  /// The standard deviation of every initial weight as the figures write it.
  var spread: String
  /// The number of iterations, or the most of them.
  var iterations: Int
  /// Whether the run ends where the authors' would: when the mean of squared residuals has been below
  /// 1e-8 at more than fifty records (sheet 4).
  var endsWhenFitted = false
  /// The threshold of the Huber loss as the figures write it; `nil` for the mean of squares.
  var huber: String?
  /// Draws of the weights; figures show the first.
  var replicates = 1

  /// How many norms are recorded.
  static let curves = 10

  /// Iterations between two records.
  static let every = 25

  var id: String {
    "tensor2021-order\(problem.order)-rank\(problem.rank)" + (problem.isSensed ? "-sensing" : "")
      + "-init\(spread)" + (huber.map { "-huber\($0)" } ?? "")
  }

  var planned: PlannedRun {
    PlannedRun(
      experiment,
      seconds: 0.1 + Double(replicates * expectedIterations) * problem.secondsPerIteration)
  }

  // region: run
  private var experiment: Experiment {
    Experiment(
      id: id, seed: problem.name, replicates: Replicates(count: replicates), precision: .float32,
      task: problem.task, model: .cp(components: problem.components),
      initialization: Initialization(.gaussian(std: number(spread))),
      loss: huber.map { .huber(threshold: number($0)) } ?? .meanOfSquares,
      optimizer: .groupRMSprop(learningRate: 1e-2, decay: 0.99, epsilon: 1e-6),
      stopping: StoppingRule(
        iterations: iterations, tolerance: endsWhenFitted ? 1e-8 : 0, patience: 51),
      recording: Recording(
        every: Self.every,
        columns: (1...Self.curves).map { Observable("componentNorm", $0) }
          + ["relativeError", "stepSize"],
        atEnd: (1...problem.rank).map { Observable("targetComponentNorm", $0) },
        fingerprintEvery: PlannedRun.fingerprintEvery))
  }
  // endregion

  private var expectedIterations: Int { endsWhenFitted ? iterations / 2 : iterations }

  private func number(_ text: String) -> Double {
    guard let value = Double(text) else { preconditionFailure("'\(text)' is not a number") }
    return value
  }
}
