// The matrix factorization runs of hierarchical 2022: a rank-5 matrix of 64×64 from half as many
// observations as it has entries (sheet sections 2.1, 3 and 4).

import Records

/// One such run.
struct MatrixDynamicsRun: Sendable {
  var depth = 3
  /// Standard deviation of every initial weight.
  var std = 1e-3
  var task = Self.completion
  var iterations = 500_000
  var every = 25
  var columns: [Observable]
  var monitors: [Monitor] = []
  var name: String
  /// Expected seconds.
  var seconds: Double

  private static let target = Target.lowRankMatrix(
    rows: 64, columns: 64, rank: 5, norm: 64, stream: "hierarchical2022/matrix/target")

  private static let completion = Task(
    target: target,
    observations: .random(count: 2048, stream: "hierarchical2022/matrix/observations"))

  var planned: PlannedRun {
    PlannedRun(
      Experiment(
        id: "hierarchical2022-matrix-\(name)", seed: "hierarchical2022/matrix/depth\(depth)",
        precision: .float32, task: task, model: .matrixFactorization(depth: depth),
        initialization: Initialization(.gaussian(std: std)), loss: .meanOfSquares,
        optimizer: .groupRMSprop(learningRate: 1e-2, decay: 0.99, epsilon: 1e-6),
        stopping: StoppingRule(iterations: iterations, tolerance: 5e-5, patience: 21),
        recording: Recording(every: every, columns: columns, monitors: monitors)),
      seconds: seconds)
  }

  var id: String { planned.spec.id }

  static let curve: @Sendable (Int) -> Observable = { Observable("singularValue", $0) }

  /// The run of the published panel: depth 3, ten singular values every 25 iterations; it goes on
  /// for 500 iterations after the loss first falls below its tolerance.
  static let published = dynamics(completion, rank: 5, name: "dynamics", seconds: 0.6)

  /// The same from measurements by dense normal matrices. The quick preset's matrix is smaller, with a rank
  /// that leaves as many observations for each degree of freedom.
  static func sensing(_ preset: Preset) -> MatrixDynamicsRun {
    let stream = "hierarchical2022/matrix/measurements"
    guard preset == .quick else {
      return dynamics(
        Task(target: target, observations: .gaussianSensing(count: 2048, stream: stream)), rank: 5,
        name: "sensing", seconds: 30)
    }
    return dynamics(
      Task(
        target: .lowRankMatrix(
          rows: 32, columns: 32, rank: 3, norm: 32, stream: "hierarchical2022/matrix/target"),
        observations: .gaussianSensing(count: 512, stream: stream)),
      rank: 3, name: "sensing-small", seconds: 1)
  }

  private static func dynamics(
    _ task: Task, rank: Int, name: String, seconds: Double
  ) -> MatrixDynamicsRun {
    MatrixDynamicsRun(
      task: task,
      columns: (1...ComponentCurves.count).map(curve) + ["effectiveRank", "relativeError"],
      monitors: (1...rank).map { Monitor("target\($0)", Observable("targetSingularValue", $0)) }
        + [Monitor("excess", curve(rank + 1))],
      name: name, seconds: seconds)
  }
}
