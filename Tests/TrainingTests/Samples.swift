// Small experiments that tests vary.

import Records
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
}

extension Experiment {
  /// A variation.
  func with(_ change: (inout Experiment) -> Void) -> Experiment {
    var copy = self
    change(&copy)
    return copy
  }

  /// The factors of the first replicate, flattened, at the start and at the end.
  func weights() throws -> (initial: [[Double]], final: [[Double]]) {
    let run = try run()
    func doubles(_ factors: [FactorArray]) -> [[Double]] {
      factors.map { factor in
        switch factor.elements {
        case .float32(let values): values.map(Double.init)
        case .float64(let values): values
        case .integers(let values): values.map(Double.init)
        }
      }
    }
    return (doubles(run.weights[0].initial), doubles(run.weights[0].final))
  }
}
