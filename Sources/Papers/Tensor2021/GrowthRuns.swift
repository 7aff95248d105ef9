// The runs on which the theory of tensor 2021 is checked: small completion problems of order 3, 4 and 5
// in double precision, fitted by plain gradient descent with a small step, so that they stay near
// gradient flow (sheet section 7).

import Records

/// One such run.
struct TensorGrowthRun: Hashable, Sendable {
  var order: Int
  /// The length of every mode.
  var length: Int
  /// The number of the model's components.
  var components: Int
  var observations: Int
  /// Standard deviation of every initial weight.
  var std: Double
  var learningRate: Double
  var iterations: Int
  /// Iterations between two records.
  var every = 10
  /// What distinguishes the run's name beside the order.
  var variant = ""

  /// Observations are 40, 40 and 50 % of the entries.
  static let order3 = TensorGrowthRun(
    order: 3, length: 8, components: 30, observations: 205, std: 0.01, learningRate: 5,
    iterations: 8000)
  static let order4 = TensorGrowthRun(
    order: 4, length: 6, components: 30, observations: 518, std: 0.1, learningRate: 10,
    iterations: 6000)
  static let order5 = TensorGrowthRun(
    order: 5, length: 4, components: 20, observations: 512, std: 0.3, learningRate: 5,
    iterations: 4000)

  /// Order 3 with half the step and twice the iterations.
  static let halved: TensorGrowthRun = {
    var run = order3
    run.learningRate /= 2
    run.iterations *= 2
    run.every *= 2
    run.variant = "-halved"
    return run
  }()

  /// The run of an order.
  static func order(_ order: Int) -> TensorGrowthRun {
    switch order {
    case 3: order3
    case 4: order4
    case 5: order5
    default: preconditionFailure("there are growth runs of order 3, 4 and 5")
    }
  }

  var id: String { "tensor2021-growth-order\(order)\(variant)" }

  var planned: PlannedRun {
    let stream = "tensor2021/growth/order\(order)"
    return PlannedRun(
      Experiment(
        id: id, seed: stream, precision: .float64,
        task: Task(
          target: .cp(
            shape: [Int](repeating: length, count: order), components: 2, norm: 1,
            stream: "\(stream)/target"),
          observations: .random(count: observations, stream: "\(stream)/observations")),
        model: .cp(components: components), initialization: Initialization(.gaussian(std: std)),
        loss: .meanOfSquares, optimizer: .gradientDescent(learningRate: learningRate),
        stopping: StoppingRule(iterations: iterations, tolerance: 0, patience: 1),
        recording: Recording(every: every, columns: columns)),
      seconds: 0.5)
  }

  private var columns: [Observable] {
    let growth = ["growthIndex", "growthSize", "growthSpeed", "growthGamma", "growthFlow"]
    return (1...components).flatMap { component in growth.map { Observable($0, component) } }
      + ["stepSize", "unbalancedness", "conservationDrift", "largestSquaredNorm"]
  }
}
