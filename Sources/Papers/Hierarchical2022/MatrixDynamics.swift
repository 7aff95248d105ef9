// The matrix factorization runs of hierarchical 2022: 64×64 completion of a rank-5 matrix from half of
// its entries (sheet sections 2.1, 3 and 4).

import Records

/// One such run.
struct MatrixDynamicsRun: Sendable {
  var depth = 3
  /// Standard deviation of every initial weight.
  var std = 1e-3
  var iterations = 500_000
  var every = 25
  var columns: [Observable]
  var monitors: [Monitor] = []
  var name: String
  /// Expected seconds.
  var seconds: Double

  static let target = Target.lowRankMatrix(
    rows: 64, columns: 64, rank: 5, norm: 64, stream: "hierarchical2022/matrix/target")

  static let observations = Observations.random(
    count: 2048, stream: "hierarchical2022/matrix/observations")

  var planned: PlannedRun {
    PlannedRun(
      Experiment(
        id: "hierarchical2022-matrix-\(name)", seed: "hierarchical2022/matrix/depth\(depth)",
        precision: .float32, task: Task(target: Self.target, observations: Self.observations),
        model: .matrixFactorization(depth: depth),
        initialization: Initialization(.gaussian(std: std)), loss: .meanOfSquares,
        optimizer: .groupRMSprop(learningRate: 1e-2, decay: 0.99, epsilon: 1e-6),
        stopping: StoppingRule(iterations: iterations, tolerance: 5e-5, patience: 21),
        recording: Recording(every: every, columns: columns, monitors: monitors)),
      seconds: seconds)
  }

  var id: String { planned.experiment.id }

  /// The run of the published panel: depth 3, ten singular values every 25 iterations; it goes on
  /// for 500 iterations after the loss first falls below its tolerance.
  static let published = MatrixDynamicsRun(
    columns: (1...10).map { Observable("singularValue", $0) } + ["effectiveRank", "relativeError"],
    monitors: (1...5).map { Monitor("target\($0)", Observable("targetSingularValue", $0)) }
      + [Monitor("sixth", Observable("singularValue", 6))],
    name: "dynamics", seconds: 0.6)
}
