// The runs on tasks that relate distant parts of an input: a grid of ranges and of coefficients of the
// regularizer, each cell with several seeds (locality sheet 6 and 9).

import Records

/// A task at several ranges, learned with several coefficients by one network.
struct LocalityStudy: Sendable {
  /// What the network is asked.
  enum Task: String, Sendable {
    /// Are two images of one class? The range is the distance between them.
    case sameClass = "same-class"
    /// Are two dots joined by a dashed path? The range is its length.
    case pathfinder

    /// Its name in print.
    var title: String { self == .sameClass ? "Is Same Class" : "Pathfinder" }
    /// What a range is.
    var axis: String { self == .sameClass ? "distance between images" : "path length" }
  }

  var task: Task
  var network: LocalityNetwork
  /// Distances in pixels, or dashes of a path, ascending.
  var ranges: [Int]
  /// Coefficients of the regularizer, ascending from none.
  var coefficients: [Double]
  /// How many seeds a cell has; each is a run of its own.
  var seeds: Int
  /// Distinguishes runs that are not of the main grid.
  var variant = ""
  /// Inputs of a step.
  var batch: Int
  /// When a run ends.
  var stopping: AccuracyRule
  /// Epochs between two evaluations, and between two checkpoints.
  var every: (evaluations: Int, checkpoints: Int?)
  /// Held-out inputs on which R is measured.
  var heldOut: Int
  /// The inputs at a range.
  var inputs: @Sendable (_ range: Int) -> LongRangeTask
  /// How many inputs there are.
  var counts: (train: Int, test: Int)
  /// Multiply-accumulates of a forward pass of one input.
  var work: Double

  /// All runs, range by range, coefficient by coefficient, seed by seed.
  var planned: [PlannedRun] {
    ranges.flatMap { range in coefficients.flatMap { runs(range, $0) } }
  }

  /// The runs of a cell, one for each seed.
  func runs(_ range: Int, _ coefficient: Double) -> [PlannedRun] {
    (1...seeds).map { seed in
      PlannedRun(experiment(range, coefficient, seed), seconds: seconds(coefficient))
    }
  }

  // region: run
  /// Cells share the seed's name, so that networks of one number start from the same weights in all.
  private func experiment(_ range: Int, _ coefficient: Double, _ seed: Int) -> NetworkExperiment {
    NetworkExperiment(
      id: "hierarchical2022-\(task.rawValue)\(variant)-\(network.key)-\(range)"
        + "-reg\(Self.text(coefficient))-seed\(seed)",
      seed: "hierarchical2022/\(task.rawValue)/\(network.key)",
      replicates: Replicates(first: seed, count: 1), task: inputs(range),
      network: network.layers(for: task), regularization: coefficient,
      optimizer: Momentum(learningRate: 0.01, momentum: 0.9), batch: batch,
      stopping: stopping, evaluateEvery: every.evaluations, separabilityInputs: heldOut,
      fingerprintEvery: every.checkpoints)
  }
  // endregion

  /// A coefficient as it is written: 0, 0.1, 1.
  static func text(_ coefficient: Double) -> String {
    coefficient == coefficient.rounded() ? "\(Int(coefficient))" : "\(coefficient)"
  }

  /// A core makes 10¹¹ operations a second; a step costs three forward passes, twelve with the regularizer,
  /// a measurement of R four (locality sheet 9.1).
  private func seconds(_ coefficient: Double) -> Double {
    let evaluations = (stopping.epochs - 1) / every.evaluations + 1
    let steps = stopping.epochs * counts.train * (coefficient > 0 ? 12 : 3)
    let passes = steps + evaluations * (counts.test + 4 * heldOut)
    return 0.3 + 2 * Double(passes) * work / 1e11
  }
}

extension AccuracyRule {
  /// The work's (locality sheet 6).
  static let work = AccuracyRule(epochs: 150, perfectEpochs: 21)
}

/// A residual network (locality sheet 4, 9.3 and 9.6).
enum LocalityNetwork: Sendable {
  /// Four stages of one block of up to 64 channels, half as wide at first for Pathfinder.
  case small
  case resNet18, resNet34

  /// What ids and streams call it.
  var key: String {
    switch self {
    case .small: "small"
    case .resNet18: "resnet18"
    case .resNet34: "resnet34"
    }
  }

  /// Its name in print.
  var title: String {
    switch self {
    case .small: "small ResNet"
    case .resNet18: "ResNet18"
    case .resNet34: "ResNet34"
    }
  }

  /// Stem and stages. The stem for inputs of one channel starts from uniform weights, as the authors' does.
  func layers(for task: LocalityStudy.Task) -> ResidualNetwork {
    ResidualNetwork(
      stem: stem(for: task),
      stages: stages(for: task).map { .init(width: $0, blocks: $1, stride: $2) })
  }

  private func stem(for task: LocalityStudy.Task) -> ResidualNetwork.Stem {
    switch (self, task) {
    case (.small, .sameClass):
      .init(kernel: 3, stride: 2, width: 16, isPooled: false, isUniform: false)
    case (.small, .pathfinder):
      .init(kernel: 5, stride: 2, width: 8, isPooled: false, isUniform: true)
    default:
      .init(kernel: 7, stride: 2, width: 64, isPooled: true, isUniform: task == .pathfinder)
    }
  }

  private func stages(
    for task: LocalityStudy.Task
  ) -> [(width: Int, blocks: Int, stride: Int)] {
    switch (self, task) {
    case (.small, .sameClass): [(16, 1, 1), (32, 1, 2), (64, 1, 2), (64, 1, 2)]
    case (.small, .pathfinder): [(8, 1, 1), (16, 1, 2), (32, 1, 2), (64, 1, 2)]
    case (.resNet18, _): [(64, 2, 1), (128, 2, 2), (256, 2, 2), (512, 2, 2)]
    case (.resNet34, _): [(64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)]
    }
  }
}
