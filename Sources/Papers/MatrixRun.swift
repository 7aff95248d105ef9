// The run of a setting on a task with one unobserved entry, with the recording and the monitors
// that the claims of norms 2020 need.

import Records

/// A run of deep matrix factorization on a matrix with one unobserved entry.
struct MatrixRun: Sendable {
  var setting: MatrixSetting
  var task = UnobservedEntryTask.base
  /// The determinant's sign before training.
  var determinant = Initialization.Sign.positive
  var precision = Precision.float64
  var replicates = Replicates.one
  /// The loss that ends the run; it has to stay below for as long as the authors asked.
  var lastLoss = 1e-4
  var kept = Thinning.byLoss(ratio: 0.995)
  /// What distinguishes the run's name beside setting, precision and replicates.
  var family: String
  /// Columns and monitors beyond the usual ones.
  var columns: [Observable] = []
  var monitors: [Monitor] = []

  /// The authors' cap on iterations.
  static let cap = 5_000_000

  /// Iterations between two records.
  static let every = 50

  var id: String {
    let bits = precision == .float32 ? "-float32" : ""
    let count = replicates.count > 1 ? "-\(replicates.count)seeds" : ""
    return "norms2020-\(family)-\(setting.slug)\(bits)\(count)"
  }

  var planned: PlannedRun {
    PlannedRun(experiment, seconds: 0.05 + Double(replicates.count) * seconds)
  }

  private var experiment: Experiment {
    Experiment(
      id: id, seed: "norms2020/matrix/\(task.rows.count)x\(task.rows.count)/depth\(setting.depth)",
      replicates: replicates, precision: precision, task: task.task,
      model: .matrixFactorization(depth: setting.depth),
      initialization: setting.initialization(determinant: determinant),
      loss: .halfSumOfSquares,
      optimizer: .gradientDescent(learningRate: setting.learningRate),
      stopping: StoppingRule(iterations: Self.cap, tolerance: lastLoss, patience: 11),
      recording: Recording(
        every: Self.every, columns: [task.entry, "determinant"] + columns, kept: kept,
        marks: LossCurvePanel.marks + [1e-1, 1e-2, 1e-3, 1e-4], monitors: monitors))
  }

  /// What gradient flow needs to fall to a loss of 1e-4 (sheet 5.1.3), a fifth of it for 1e-3, at
  /// an assumed nanosecond per multiply-add.
  private var seconds: Double {
    let flow = [2: 60.0, 3: 10_742, 4: 4_244][setting.depth, default: 10_742]
    let size = Double(task.rows.count)
    let products = Double(4 * setting.depth - 5)
    let iterations = flow / setting.learningRate * (lastLoss > 5e-4 ? 0.06 : 1)
    return iterations * products * size * size * size * 0.4e-9
  }
}
