// Small experiments that tests vary.

import Records
import Testing
import Training

enum Sample {
  /// The base problem of norms 2020: W12 = W21 = 1, W22 = 0, W11 unobserved.
  static let base = Task(
    target: .entries(shape: [2, 2], values: [0, 1, 1, 0]),
    observations: .allExcept(entries: [[0, 0]]))

  static let lowRank = Task(
    target: .lowRankMatrix(rows: 6, columns: 4, rank: 2, norm: 4, stream: "tests/target"),
    observations: .random(count: 15, stream: "tests/observed"))

  static func balanced(
    depth: Int = 3, learningRate: Double = 1e-2, productStd: Double = 1e-2, iterations: Int = 2000,
    every: Int = 50, sign: Initialization.Sign? = .positive
  ) -> Experiment {
    Experiment(
      id: "sample", seed: "tests/sample", precision: .float64, task: base,
      model: .matrixFactorization(depth: depth),
      initialization: Initialization(.balanced(productStd: productStd), determinant: sign),
      loss: .halfSumOfSquares, optimizer: .gradientDescent(learningRate: learningRate),
      stopping: StoppingRule(iterations: iterations, tolerance: 0, patience: 1),
      recording: Recording(every: every, columns: ["entry[1,1]", "determinant"]))
  }

  static func adaptive(_ precision: Precision, iterations: Int = 200) -> Experiment {
    Experiment(
      id: "adaptive", seed: "tests/adaptive", precision: precision, task: lowRank,
      model: .matrixFactorization(depth: 3), initialization: Initialization(.gaussian(std: 0.1)),
      loss: .meanOfSquares,
      optimizer: .groupRMSprop(learningRate: 1e-2, decay: 0.99, epsilon: 1e-6),
      stopping: StoppingRule(iterations: iterations, tolerance: 0, patience: 1),
      recording: Recording(
        every: 10, columns: ["singularValue[1]", "relativeError", "stepSize", "flowTime"]))
  }

  static let entries = Observations.random(count: 40, stream: "tests/entries")
  static let gaussian = Observations.gaussianSensing(count: 40, stream: "tests/gaussian")
  static let rankOne = Observations.rankOneSensing(count: 40, stream: "tests/rank one")

  /// An order-3 tensor of rank 2, fitted with six components.
  static func cp(
    _ precision: Precision = .float64, _ observations: Observations = entries,
    iterations: Int = 200, every: Int = 10, columns: [Observable] = ["componentNorm[1]"]
  ) -> Experiment {
    tensor(
      precision, .cp(shape: [4, 3, 5], components: 2, norm: 3, stream: "tests/cp"), observations,
      .cp(components: 6), iterations: iterations, every: every, columns: columns)
  }

  static let interior = [[1, 2], [3, 4], [1, 2, 3, 4]]

  /// An order-4 tensor fitted over a binary tree.
  static func tree(
    _ precision: Precision = .float64, _ observations: Observations = entries,
    iterations: Int = 200, every: Int = 10,
    columns: [Observable] = ["localComponentNorm[{1,2,3,4},1]"]
  ) -> Experiment {
    tensor(
      precision,
      .hierarchical(
        shape: [2, 3, 3, 4], interior: interior, widths: [2, 2, 2], norm: 3, stream: "tests/tree"),
      observations, .hierarchical(interior: interior, widths: [4, 5, 6]), iterations: iterations,
      every: every, columns: columns)
  }

  private static func tensor(
    _ precision: Precision, _ target: Target, _ observations: Observations, _ model: Model,
    iterations: Int, every: Int, columns: [Observable]
  ) -> Experiment {
    Experiment(
      id: "tensor", seed: "tests/tensor", precision: precision,
      task: Task(target: target, observations: observations), model: model,
      initialization: Initialization(.gaussian(std: 0.3)), loss: .meanOfSquares,
      optimizer: .groupRMSprop(learningRate: 1e-2, decay: 0.99, epsilon: 1e-6),
      stopping: StoppingRule(iterations: iterations, tolerance: 0, patience: 1),
      recording: Recording(every: every, columns: columns))
  }
}

extension Experiment {
  /// A variation.
  func with(_ change: (inout Experiment) -> Void) -> Experiment {
    var copy = self
    change(&copy)
    return copy
  }

  /// This experiment's task, measured otherwise.
  func observing(_ observations: Observations) -> Experiment {
    with { $0.task.observations = observations }
  }
}

extension TrainedRun {
  /// The weights that the first replicate ends with, one matrix after another.
  var finalWeights: [Double] { Self.doubles(weights[0].final) }

  /// The weights that it starts from.
  var initialWeights: [Double] { Self.doubles(weights[0].initial) }

  /// A quantity of its last record.
  func final(_ name: String) throws -> Double { try #require(record.replicates[0].final[name]) }

  private static func doubles(_ factors: [FactorArray]) -> [Double] {
    factors.flatMap { factor in
      switch factor.elements {
      case .float32(let values): values.map(Double.init)
      case .float64(let values): values
      case .integers(let values): values.map(Double.init)
      }
    }
  }
}
