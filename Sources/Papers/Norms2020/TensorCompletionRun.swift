// One point of the tensor completion figures: a ground truth, a number of observed entries, an
// initialization (norms sheet 2.2, 3.3, 4.2).

import Records

/// A run of CP factorization on a completion task, once per seed.
struct CompletionRun: Hashable, Sendable {
  var completion: TensorCompletion
  /// The standard deviation of the factors' entries as the figures write it.
  var spread: String
  /// The number of observed entries.
  var observations: Int
  var seeds: Int
  /// The most iterations.
  var cap: Int

  /// Iterations between two looks at the loss.
  private static let every = 100

  var id: String {
    "norms2020-completion-order\(completion.order)-rank\(completion.rank)-n\(observations)"
      + "-init\(spread)" + (seeds > 1 ? "-\(seeds)seeds" : "")
  }

  var planned: PlannedRun { PlannedRun(experiment, seconds: seconds) }

  /// What every stream of this ground truth is named after.
  private var name: String {
    "norms2020/completion/order\(completion.order)/rank\(completion.rank)"
  }

  /// Observed sets are nested, since each takes the beginning of the same permutation. Trials
  /// differ in their initial weights alone; both spreads scale the same draws.
  private var experiment: Experiment {
    Experiment(
      id: id, seed: "\(name)/\(observations)", replicates: Replicates(count: seeds),
      precision: .float32,
      task: Task(
        target: .cp(
          shape: completion.shape, components: completion.rank, norm: 1, stream: "\(name)/target"),
        observations: .random(count: observations, stream: "\(name)/observed")),
      model: .cp(components: completion.components),
      initialization: Initialization(.gaussian(std: std)), loss: .meanOfSquares,
      optimizer: .groupRMSprop(learningRate: 1e-2, decay: 0.99, epsilon: 1e-6),
      stopping: StoppingRule(iterations: cap, tolerance: 1e-6, patience: 3),
      recording: Recording(
        every: Self.every, columns: [], kept: .marks,
        atEnd: Self.atEnd + (spread == "1e-2" ? Self.baseline : [])))
  }

  /// The last counts the components with more than a hundredth of the largest one's norm.
  private static let atEnd: [Observable] = [
    "relativeError", "cpRank", "componentsAbovePercent[1]",
  ]

  /// What depends on the task alone is asked of one of the two spreads.
  private static let baseline: [Observable] = ["targetCPRank", "linearCPRank", "linearError"]

  private var std: Double {
    guard let std = Double(spread) else { preconditionFailure("'\(spread)' is not a number") }
    return std
  }

  /// Iterations that the sheet observed (5.2, 5.6), at what one of them costs.
  private var seconds: Double {
    let isCube = completion.order == 3
    let iterations: Double =
      switch (isCube, completion.rank, spread) {
      case (true, _, _): 1500
      case (false, 1, "1e-2"): 1500
      case (false, 1, _): 35_000
      case (false, _, "1e-2"): 6000
      case (false, _, _): 350_000
      }
    let ranks = isCube ? 0.3 : 2.0
    return ranks + Double(seeds) * iterations * (isCube ? 3e-6 : 7e-5)
  }
}
