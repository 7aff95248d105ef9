// The tensor factorization runs of hierarchical 2022: a tensor of 16×16×16 and rank 5 from half as many
// observations as it has entries, with as many components as the tensor rank can need (sheet 2.2, 3, 4).

import Records

/// One such run.
struct TensorDynamicsRun: Sendable {
  var task = Self.completion
  var components = 256
  var iterations = 500_000
  var every = 25
  var columns: [Observable]
  var monitors: [Monitor] = []
  var name: String
  /// Expected seconds.
  var seconds: Double

  private static let target = Target.cp(
    shape: [16, 16, 16], components: 5, norm: 64, stream: "hierarchical2022/tensor/target")

  private static let completion = Task(
    target: target,
    observations: .random(count: 2048, stream: "hierarchical2022/tensor/observations"))

  var planned: PlannedRun {
    PlannedRun(
      Experiment(
        id: "hierarchical2022-tensor-\(name)", seed: "hierarchical2022/tensor/order3",
        precision: .float32, task: task, model: .cp(components: components),
        initialization: Initialization(.gaussian(std: 1e-3)), loss: .meanOfSquares,
        optimizer: .groupRMSprop(learningRate: 1e-2, decay: 0.99, epsilon: 1e-6),
        stopping: StoppingRule(iterations: iterations, tolerance: 5e-5, patience: 21),
        recording: Recording(every: every, columns: columns, monitors: monitors)),
      seconds: seconds)
  }

  var id: String { planned.spec.id }

  static let curve: @Sendable (Int) -> Observable = { Observable("componentNorm", $0) }

  /// The run of the published panel; it goes on for 500 iterations after the loss first falls below its
  /// tolerance.
  static let published = dynamics(completion, rank: 5, name: "dynamics", seconds: 0.5)

  /// The beginning of the published run with the growth of its two largest components at every fourth
  /// iteration.
  static let growth = TensorDynamicsRun(
    iterations: 1600, every: 4, columns: GrowthColumns.of([1, 2]) + ["stepSize"],
    name: "growth", seconds: 0.5)

  /// The same from measurements by outer products of normal vectors. The quick preset's tensor is smaller,
  /// with fewer components.
  static func sensing(_ preset: Preset) -> TensorDynamicsRun {
    let stream = "hierarchical2022/tensor/measurements"
    guard preset == .quick else {
      return dynamics(
        Task(target: target, observations: .rankOneSensing(count: 2048, stream: stream)), rank: 5,
        name: "sensing", seconds: 10)
    }
    var run = dynamics(
      Task(
        target: .cp(
          shape: [8, 8, 8], components: 3, norm: 512.0.squareRoot(),
          stream: "hierarchical2022/tensor/target"),
        observations: .rankOneSensing(count: 256, stream: stream)),
      rank: 3, name: "sensing-small", seconds: 0.5)
    run.components = 64
    return run
  }

  private static func dynamics(
    _ task: Task, rank: Int, name: String, seconds: Double
  ) -> TensorDynamicsRun {
    TensorDynamicsRun(
      task: task, columns: (1...ComponentCurves.count).map(curve) + ["relativeError"],
      monitors: (1...rank).map { Monitor("target\($0)", Observable("targetComponentNorm", $0)) }
        + [Monitor("excess", curve(rank + 1))],
      name: name, seconds: seconds)
  }
}
