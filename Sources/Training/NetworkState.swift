// What the rest of a network's training depends on, right after an epoch.

import Records

/// Where a replicate stands between two epochs.
struct NetworkProgress: Codable {
  /// Epochs that are over.
  var epoch = 0
  /// Epochs in a row, up to this one, that classified every training input rightly.
  var perfect = 0
  /// Gradients so far that were too short to have a direction.
  var vanishing = 0
  /// Digests of the weights along the way.
  var fingerprints: [Digest] = []
}

/// A replicate at a fingerprint.
struct NetworkState: ResumableState {
  let header: NetworkProgress
  /// The trace: iteration and the other columns.
  let rows: [[Double]]
  let weights: [Float]
  let velocities: [Float]
  let statistics: [Float]

  init(
    _ progress: NetworkProgress, rows: [[Double]], weights: [Float], velocities: [Float],
    statistics: [Float]
  ) {
    header = progress
    self.rows = rows
    self.weights = weights
    self.velocities = velocities
    self.statistics = statistics
  }

  var arrays: [NumpyArray] {
    [NumpyArray(rows: rows)]
      + [weights, velocities, statistics].map { NumpyArray(shape: [$0.count], .float32($0)) }
  }

  init(_ header: NetworkProgress, _ arrays: [NumpyArray]) throws(Failure) {
    guard arrays.count == 4, let rows = arrays[0].rows,
      case .float32(let weights) = arrays[1].elements,
      case .float32(let velocities) = arrays[2].elements,
      case .float32(let statistics) = arrays[3].elements
    else { throw .otherForm }
    self.init(
      header, rows: rows, weights: weights, velocities: velocities, statistics: statistics)
  }
}
