// The runs of tensor2021-trajectory, and what is read off a pair of them: the tensors along two
// trajectories, compared at equal times since they reached half the target's norm.

import Analysis
import Records
import Theory

/// A CP factorization of a tiny rank-one tensor without zeros, from a balanced start whose first component
/// is ahead.
struct TrajectoryRun {
  /// The length of the first component's vectors at the start.
  var length: Double
  var components: Int

  /// The order of the tensor.
  private static let order = 3
  /// The length of every mode.
  private static let size = 3
  static let indices = (0..<size).flatMap { i in
    (0..<size).flatMap { j in (0..<size).map { k in [i, j, k] } }
  }

  /// Entries of norm one, the smallest a tenth in size or more.
  static let target: [Double] = {
    let vectors = [[1, -0.8, 1.2], [-1.1, 0.9, 0.8], [0.9, 1.1, -1]]
    let entries = indices.map { index in
      zip(vectors, index).reduce(1) { $0 * $1.0[$1.1] }
    }
    let norm = entries.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return entries.map { $0 / norm }
  }()

  /// A third of the entries is not observed.
  private static let hidden = indices.filter { $0.reduce(0, +) % 3 == 0 }

  private static let observed = zip(indices, target).filter { !hidden.contains($0.0) }.map(\.1)

  /// Half the smallest observed entry: below it the loss at zero is linear in every residual.
  private static let threshold = (observed.map(abs).min() ?? 0) / 2

  /// −sign(entry)/m at the m observed entries.
  private static let gradientAtZero = zip(indices, target).map { index, entry in
    hidden.contains(index) ? 0 : (entry > 0 ? -1 : 1) / Double(observed.count)
  }

  static func start(_ components: Int) -> SeparatedStart {
    SeparatedStart(
      gradient: gradientAtZero, shape: [Int](repeating: size, count: order), components: components,
      stream: "tensor2021/trajectory/start")
  }

  var id: String {
    "tensor2021-trajectory-components\(components)-start\(canonicalText(of: length))"
  }

  /// Lasts twice the wait for the rise, or longer; the wait grows with the inverse of the start.
  var planned: PlannedRun {
    PlannedRun(
      Experiment(
        id: id, seed: "tensor2021/trajectory", precision: .float64,
        task: Task(
          target: .entries(
            shape: [Int](repeating: Self.size, count: Self.order), values: Self.target),
          observations: .allExcept(entries: Self.hidden)),
        model: .cp(components: components),
        initialization: Initialization(
          .values(values: Self.start(components).weights(length: length, margin: 1.1))),
        loss: .huber(threshold: Self.threshold), optimizer: .gradientDescent(learningRate: 0.1),
        stopping: StoppingRule(
          iterations: 2000 + Int(300 / length), tolerance: 0, patience: 1),
        recording: Recording(
          every: 20,
          columns: ["flowTime", "relativeError"]
            + Self.indices.map { Observable("entry", $0[0] + 1, $0[1] + 1, $0[2] + 1) })),
      seconds: 0.1)
  }
}

/// The tensor along one run.
struct Trajectory {
  let times: [Double]
  /// The entries at each time.
  let tensors: [[Double]]
  let finalError: Double?

  init(_ run: Run) {
    let trace = run.trace(replicate: 1)
    times = trace[numbers: "flowTime"]
    let columns = TrajectoryRun.indices.map { index in
      trace[numbers: "entry[" + index.map { String($0 + 1) }.joined(separator: ",") + "]"]
    }
    tensors = times.indices.map { row in columns.map { $0[row] } }
    finalError = run.final("relativeError")
  }

  static func norm(_ tensor: [Double]) -> Double {
    tensor.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// When the norm reaches a half, by linear interpolation; `nil` where it does not.
  var halfTime: Double? {
    guard let row = tensors.firstIndex(where: { Self.norm($0) >= 0.5 }), row > 0 else { return nil }
    let (before, after) = (Self.norm(tensors[row - 1]), Self.norm(tensors[row]))
    return times[row - 1] + (0.5 - before) / (after - before) * (times[row] - times[row - 1])
  }

  /// The tensor at a time, by linear interpolation; `nil` outside of the run.
  func tensor(at time: Double) -> [Double]? {
    guard let row = times.firstIndex(where: { $0 >= time }), row > 0 else { return nil }
    let share = (time - times[row - 1]) / (times[row] - times[row - 1])
    return zip(tensors[row - 1], tensors[row]).map { $0 + share * ($1 - $0) }
  }
}

/// A factorization of many components and one of a single component from the same start.
struct TrajectoryPair {
  /// The two tensors at a record of the first.
  struct Point {
    /// Since the tensor of many components reached half the norm.
    var time: Double
    /// The norm of that tensor.
    var norm: Double
    /// The norm of the single component.
    var single: Double
    var distance: Double
  }

  let points: [Point]
  let finalError: Double?

  init(many: Trajectory, one: Trajectory) {
    finalError = many.finalError
    guard let half = many.halfTime, let other = one.halfTime else {
      points = []
      return
    }
    points = zip(many.times, many.tensors).compactMap { time, tensor in
      one.tensor(at: time - half + other).map { single in
        Point(
          time: time - half, norm: Trajectory.norm(tensor), single: Trajectory.norm(single),
          distance: Trajectory.norm(zip(tensor, single).map { $0 - $1 }))
      }
    }
  }

  var largestDistance: Double? { points.map(\.distance).max() }
}
