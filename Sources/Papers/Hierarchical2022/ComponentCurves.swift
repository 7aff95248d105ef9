// The largest components of a factorization over the iterations of a run: what a dynamics panel plots, and
// what its claims read off it (sheet section 7).

import Analysis
import Records

/// Curves in decreasing order, numbered from 1. They are order statistics, so they never cross.
struct ComponentCurves: Sendable {
  /// Iterations, counted from zero as in the published figures.
  private(set) var iterations: [Double]
  /// The loss at each record.
  private(set) var losses: [Double]
  private var curves: [[Double]]

  /// How many curves a panel has.
  static let count = 10

  /// - Parameter observable: the one that is the curve of a number.
  init(_ run: Run, _ observable: (_ number: Int) -> Observable) {
    let trace = run.trace(replicate: 1)
    iterations = trace[numbers: "iteration"].map { $0 - 1 }
    losses = trace[numbers: "loss"]
    curves = (1...Self.count).map { trace[numbers: observable($0).rawValue] }
  }

  /// The curve of a number.
  subscript(number: Int) -> [Double] { curves[number - 1] }

  /// The last value of a curve.
  func end(_ number: Int) -> Double? { self[number].last }

  /// The largest value of a curve.
  func highest(_ number: Int) -> Double? { self[number].max() }

  /// The iteration at which a curve first exceeds half of its final value.
  func halfway(_ number: Int) -> Double? { Rise(of: self[number]).map { iterations[$0.half] } }

  /// How many iterations a curve takes from a tenth to nine tenths of its final value.
  func width(_ number: Int) -> Double? {
    Rise(of: self[number]).map { iterations[$0.nineTenths] - iterations[$0.tenth] }
  }

  /// What share of its own final value the next curve has when one passes half of its own.
  func shareOfNext(after number: Int) -> Double? {
    let next = self[number + 1]
    guard let rise = Rise(of: self[number]), let end = next.last, end > 0 else { return nil }
    return next[rise.half] / end
  }

  /// The iteration of the first record with a loss below a level.
  func firstLoss(below level: Double) -> Double? {
    losses.firstIndex { $0 < level }.map { iterations[$0] }
  }

  /// The same from shortly before the first curve exceeds a hundredth of its largest value.
  func afterDeadPhase() -> ComponentCurves {
    let largest = highest(1) ?? 0
    guard let row = self[1].firstIndex(where: { $0 > largest / 100 }) else { return self }
    let first = ((iterations[row] - 500) / 500).rounded(.down) * 500
    let kept = iterations.indices.filter { iterations[$0] >= first }
    var shown = self
    shown.iterations = kept.map { iterations[$0] }
    shown.losses = kept.map { losses[$0] }
    shown.curves = curves.map { curve in kept.map { curve[$0] } }
    return shown
  }
}
