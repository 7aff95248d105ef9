// A long-range task made concrete: training and test inputs, and what is known of them without a network.

public import Kernels
public import Records

/// The inputs of a long-range task.
public struct LongRangeData: Sendable {
  /// What is trained on.
  public let train: LongRangeInputs
  /// What is held out.
  public let test: LongRangeInputs
  /// Where the images come from that inputs are made of.
  public let provenance: ImageProvenance
  /// Test accuracies, by name, of rules that need no network; they belong into a record's final quantities.
  public let baselines: [String: Double]
  /// The identity of both sets of inputs.
  public let digest: Digest

  /// Data of these inputs.
  init(
    train: LongRangeInputs, test: LongRangeInputs, provenance: ImageProvenance = .drawn,
    baselines: [String: Double] = [:]
  ) {
    self.train = train
    self.test = test
    self.provenance = provenance
    self.baselines = baselines
    digest = Digest(of: train.identity + test.identity)
  }
}

extension LongRangeTask {
  /// Rows, columns and channels of an input.
  public var inputShape: (height: Int, width: Int, channels: Int) {
    switch self {
    case .sameClass(_, _, let height, let width, _, _, _, _): (height, width, 3)
    case .pathfinder(let geometry, _, _, _): (geometry.canvas / 2, geometry.canvas / 2, 1)
    }
  }

  /// How many inputs there are.
  public var counts: (train: Int, test: Int) {
    switch self {
    case .sameClass(_, _, _, _, _, let train, let test, _): (train, test)
    case .pathfinder(_, let train, let test, _): (train, test)
    }
  }

  /// What a spec calls the task.
  public var field: String {
    switch self {
    case .sameClass: "task.sameClass"
    case .pathfinder: "task.pathfinder"
    }
  }

  /// Checks how many inputs there are, which tells how large a run is before any of them is drawn.
  ///
  /// - Throws: `Failure` naming the field and what was expected there.
  public func checkCounts() throws(Failure) {
    for (count, name) in [(counts.train, "train"), (counts.test, "test")] {
      guard (1...1_000_000).contains(count) else {
        throw Failure(
          "spec", field: "\(field).\(name)", "is \(count), expected 1 to 1000000 inputs")
      }
    }
  }

  /// Draws or reads the task's data.
  ///
  /// - Parameters:
  ///   - datasets: the directory of published data sets, where one is at hand.
  ///   - workers: threads that share the drawing.
  /// - Throws: `Failure` naming the field or the file, and what was expected of it.
  public func data(datasets: String?, workers: Workers = .alone) throws -> LongRangeData {
    try checkCounts()
    switch self {
    case .sameClass(
      let source, let pooling, let height, let width, let distance, let train, let test, let stream):
      let layout = SameClassLayout(
        source: source, pooling: pooling, height: height, width: width, distance: distance)
      return try layout.data(
        train: train, test: test, stream: stream, datasets: datasets, workers: workers)
    case .pathfinder(let geometry, let train, let test, let stream):
      return try geometry.data(train: train, test: test, stream: stream, workers: workers)
    }
  }
}
