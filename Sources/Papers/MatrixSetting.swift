// The settings of the deep matrix factorization experiments (norms 2020, sections 3 and 4): which
// depth, step size and initialization, and the run that they define on a given task.

import Records

/// One curve's setting: "lr 6e-3 init 1e-5 (b)".
struct MatrixSetting: Hashable, Sendable {
  var depth: Int
  /// The learning rate as the figures write it.
  var rate: String
  /// The standard deviation of the product's entries as the figures write it.
  var spread: String
  var balanced: Bool

  var learningRate: Double { number(rate) }

  /// The legend's words.
  var label: String { "lr \(rate) init \(spread)" + (balanced ? " (b)" : "") }

  /// The setting in a run's name.
  var slug: String {
    "depth\(depth)-lr\(rate)-init\(spread)" + (balanced ? "-balanced" : "")
  }

  private func number(_ text: String) -> Double {
    guard let value = Double(text) else { preconditionFailure("'\(text)' is not a number") }
    return value
  }

  /// The four curves of each panel of Figure 1, in legend order.
  static func published(depth: Int) -> [MatrixSetting] {
    let pairs =
      depth == 4 ? [("3e-3", "1e-3"), ("1.5e-3", "1e-4")] : [("6e-3", "1e-5"), ("3e-3", "1e-6")]
    return pairs.flatMap { rate, spread in
      [false, true].map {
        MatrixSetting(depth: depth, rate: rate, spread: spread, balanced: $0)
      }
    }
  }

  /// The balanced curve with the smallest step and initialization of a depth: the one that keeps
  /// to gradient flow best.
  static func finest(depth: Int) -> MatrixSetting { published(depth: depth)[3] }

  /// The initialization, with the determinant's sign fixed before training starts.
  func initialization(determinant: Initialization.Sign) -> Initialization {
    let std = number(spread)
    return Initialization(
      balanced ? .balanced(productStd: std) : .layerwise(productStd: std), determinant: determinant)
  }
}

/// A matrix with one unobserved entry, the task of norms 2020.
struct UnobservedEntryTask: Hashable, Sendable {
  /// The target's rows; the unobserved entry holds 0.
  var rows: [[Double]]
  /// The unobserved entry's row, counted from 1.
  var row = 1
  /// The unobserved entry's column, counted from 1.
  var column = 1

  /// The base observations: W12 = W21 = 1, W22 = 0 (norms 2020, equation 6).
  static let base = UnobservedEntryTask(rows: [[0, 1], [1, 0]])

  /// W12 = -2, W21 = 0.5 and W22 as given (sheet 2.1, perturbed observations).
  static func perturbed(corner: Double) -> UnobservedEntryTask {
    UnobservedEntryTask(rows: [[0, -2], [0.5, corner]])
  }

  /// Ones at (1,2), (2,1) and down the diagonal from (3,3), everything observed but (1,1).
  static func square(_ size: Int) -> UnobservedEntryTask {
    var rows = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    rows[0][1] = 1
    rows[1][0] = 1
    for index in 2..<size { rows[index][index] = 1 }
    return UnobservedEntryTask(rows: rows)
  }

  /// The base matrix with rows and columns swapped so that the unobserved entry lands elsewhere.
  static func repositioned(row: Int, column: Int) -> UnobservedEntryTask {
    var rows = base.rows
    if row == 2 { rows.swapAt(0, 1) }
    if column == 2 { rows = rows.map { $0.reversed() } }
    return UnobservedEntryTask(rows: rows, row: row, column: column)
  }

  var task: Task {
    Task(
      target: .entries(shape: [rows.count, rows[0].count], values: rows.flatMap(\.self)),
      observations: .allExcept(entries: [[row - 1, column - 1]]))
  }

  /// The unobserved entry as an observable.
  var entry: Observable { Observable("entry", row, column) }
}
