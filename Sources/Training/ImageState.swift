// What the rest of a predictor's training depends on, right after an epoch.

import Models
import Records

/// Where a replicate stands between two epochs.
struct ImageProgress: Codable, Sendable {
  /// Epochs that are over.
  var epoch = 0
  /// Epochs in a row, up to this one, whose loss was below the tolerance.
  var below = 0
  /// Digests of the weights along the way.
  var fingerprints: [Digest] = []
}

/// A replicate between two epochs.
struct ImageState: ResumableState, Sendable {
  var header: ImageProgress
  /// The trace: iteration, loss and the other columns.
  var rows: [[Double]]
  /// Weights and Adam's means.
  var predictor: BinaryState<Float>

  init(_ header: ImageProgress, rows: [[Double]], _ predictor: BinaryState<Float>) {
    self.header = header
    self.rows = rows
    self.predictor = predictor
  }

  /// Rows, weights, means of gradients and of their squares.
  var arrays: [NumpyArray] {
    [NumpyArray(rows: rows)]
      + [predictor.weights, predictor.means, predictor.squares].map {
        NumpyArray(shape: [$0.count], .float32($0))
      }
  }

  init(_ header: ImageProgress, _ arrays: [NumpyArray]) throws(Failure) {
    guard arrays.count == 4, let rows = arrays[0].rows,
      case .float32(let weights) = arrays[1].elements,
      case .float32(let means) = arrays[2].elements,
      case .float32(let squares) = arrays[3].elements
    else { throw .otherForm }
    self.init(
      header, rows: rows, BinaryState(weights: weights, means: means, squares: squares))
  }
}
