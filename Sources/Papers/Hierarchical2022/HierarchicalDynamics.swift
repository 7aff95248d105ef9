// The hierarchical tensor factorization runs of hierarchical 2022: a tensor of 8×8×8×8 and hierarchical
// rank 5 from half as many observations as it has entries, over the perfect binary tree (sheet sections
// 2.3, 3 and 4).

import Records

/// One such run.
struct HierarchicalDynamicsRun: Sendable {
  /// The number of local components at every interior node.
  var width = 512
  /// Standard deviation of every initial weight.
  var std = 1e-2
  var observations = Observations.random(
    count: 2048, stream: "hierarchical2022/hierarchical/observations")
  var precision = Precision.float32
  var iterations = 500_000
  var every = 25
  var columns: [Observable]
  var monitors: [Monitor] = []
  var name: String
  /// Expected seconds.
  var seconds: Double

  /// The interior nodes, the root last.
  static let nodes = [[1, 2], [3, 4], root]
  static let root = [1, 2, 3, 4]

  /// In most draws the fifth singular value of the target between {1,2} and {3,4} is so small that
  /// leaving it out is within the tolerance; so targets are drawn until it is at least 1 (sheet 3.1).
  private static let target = Target.hierarchical(
    shape: [8, 8, 8, 8], interior: nodes, widths: [5, 5, 5], norm: 64,
    stream: "hierarchical2022/hierarchical/target",
    accept: .init(singularValue: 5, ofModes: [1, 2], atLeast: 1))

  /// The run goes on for 1000 iterations after the loss first falls below its tolerance.
  var planned: PlannedRun {
    PlannedRun(
      Experiment(
        id: "hierarchical2022-hierarchical-\(name)",
        seed: "hierarchical2022/hierarchical/width\(width)", precision: precision,
        task: Task(target: Self.target, observations: observations),
        model: .hierarchical(interior: Self.nodes, widths: [width, width, width]),
        initialization: Initialization(.gaussian(std: std)), loss: .meanOfSquares,
        optimizer: .groupRMSprop(learningRate: 1e-2, decay: 0.99, epsilon: 1e-6),
        stopping: StoppingRule(iterations: iterations, tolerance: 5e-5, patience: 1000 / every + 1),
        recording: Recording(
          every: every, columns: columns, monitors: monitors,
          fingerprintEvery: PlannedRun.fingerprintEvery)),
      seconds: seconds)
  }

  var id: String { planned.spec.id }

  /// The norm of a node's local component.
  static func curve(_ node: [Int]) -> (Int) -> Observable {
    { Observable("localComponentNorm", modes: node, $0) }
  }

  /// The singular value of a matricization.
  static func singularValue(_ modes: [Int]) -> (Int) -> Observable {
    { Observable("matricizationSingularValue", modes: modes, $0) }
  }

  /// The run of the published panels: width 512.
  static let published = HierarchicalDynamicsRun(
    columns: dynamics, monitors: watched, name: "dynamics", seconds: 55)

  /// The same at width 128, with all that the growth law is checked on. It serves the quick preset for the
  /// published one.
  static let narrow = HierarchicalDynamicsRun(
    width: 128, every: 50,
    columns: dynamics + GrowthColumns.of(Array(1...5), node: root)
      + GrowthColumns.of(Array(1...5), node: [1, 2]) + ["stepSize"],
    monitors: watched + theory, name: "narrow", seconds: 9)

  /// At width 128 with weights two and five times as large (sheet 5.4).
  static let enlarged = [2, 5].map { factor in
    HierarchicalDynamicsRun(
      width: 128, std: factor * 1e-2, every: 50, columns: root10 + counts + ["relativeError"],
      name: "enlarged\(Int(factor))", seconds: 2)
  }

  /// A short run in double precision whose components are large at once, for identities that hold exactly.
  static let precise = HierarchicalDynamicsRun(
    width: 16, std: 0.3, precision: .float64, iterations: 1000, columns: root10,
    monitors: theory, name: "precise", seconds: 0.3)

  /// From measurements by outer products of normal vectors. Each of them runs through the whole network,
  /// so only the paper preset has the published width; `nil` where a preset has no such run.
  static func sensing(_ preset: Preset) -> HierarchicalDynamicsRun? {
    guard preset != .quick else { return nil }
    let width = preset == .paper ? 512 : 64
    return HierarchicalDynamicsRun(
      width: width,
      observations: .rankOneSensing(
        count: 2048, stream: "hierarchical2022/hierarchical/measurements"),
      columns: root10 + counts + ["relativeError"], monitors: [excess],
      name: "sensing-width\(width)", seconds: preset == .paper ? 4000 : 65)
  }

  /// The run that shows the dynamics at the preset's size.
  static func shown(_ preset: Preset) -> HierarchicalDynamicsRun {
    preset == .quick ? narrow : published
  }

  private static let root10 = (1...ComponentCurves.count).map(curve(root))

  /// How many norms exceed a hundredth of the largest.
  private static let counts = nodes.map { Observable("localComponentsAbovePercent", modes: $0, 1) }

  private static let dynamics =
    root10 + (1...ComponentCurves.count).map(curve([1, 2])) + counts
    + [[1, 2], [1, 3]].flatMap { modes in
      (1...ComponentCurves.count).map(singularValue(modes))
        + [Observable("matricizationEffectiveRank", modes: modes)]
    } + ["relativeError"]

  private static let watched =
    (1...5).map {
      Monitor("target\($0)", Observable("targetMatricizationSingularValue", modes: [1, 2], $0))
    } + [
      Monitor("targetRank", Observable("targetMatricizationEffectiveRank", modes: [1, 2])), excess,
    ]

  /// The largest component that the target does not need.
  private static let excess = Monitor("excess", curve(root)(6))

  private static let theory = nodes.enumerated().flatMap { index, node in
    [
      Monitor("eulerSpread\(index + 1)", Observable("eulerSpread", modes: node)),
      Monitor("drift\(index + 1)", Observable("conservationDrift", modes: node)),
      Monitor("largestSquare\(index + 1)", Observable("largestSquaredNorm", modes: node)),
    ]
  }
}
