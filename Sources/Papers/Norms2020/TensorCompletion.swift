// Tensor completion by CP factorization (norms 2020, section 5): the ground truths, how much of
// them is observed, and how often each task is run (sheet 2.2, 5.2, 5.6).

import Records

/// The completion of one ground truth: an 8×8×8 or 8×8×8×8 tensor of Frobenius norm 1 and low CP
/// rank.
struct TensorCompletion: Hashable, Sendable {
  var order: Int
  /// The CP rank of the ground truth.
  var rank: Int

  /// The standard deviations of the factors' entries, as the figures write them.
  static let spreads = ["1e-2", "1e-3"]

  static let orders = [3, 4]

  private static let extent = 8

  var shape: [Int] { [Int](repeating: Self.extent, count: order) }

  var entries: Int { shape.reduce(1, *) }

  /// As many as any tensor of the shape could need: the product of all extents but one.
  var components: Int { entries / Self.extent }

  /// "8x8x8 (order 3) rank 1", as the published titles say.
  var title: String {
    shape.map(String.init).joined(separator: "x") + " (order \(order)) rank \(rank)"
  }

  /// The published numbers of observations; those of order 4 are read off the plot.
  var published: [Int] {
    order == 3
      ? [50, 100, 150, 200, 250, 300, 350, 400, 450, 511]
      : [100, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4095]
  }

  /// The numbers of observations at which a preset trains from a spread.
  func sizes(_ spread: String, _ preset: Preset) -> [Int] {
    // Ten times as many iterations as with rank 1, for nine more points.
    let isOutOfProportion = order == 4 && rank == 3 && spread == "1e-3"
    switch preset {
    case .quick: return order == 3 ? [100, 250, 450] : isOutOfProportion ? [] : [2000]
    case .standard: return isOutOfProportion ? [] : published
    case .paper: return published
    }
  }

  /// The runs of a preset from a spread, in ascending number of observations.
  func runs(_ spread: String, _ preset: Preset) -> [CompletionRun] {
    sizes(spread, preset).map { count in
      CompletionRun(
        completion: self, spread: spread, observations: count, seeds: seeds(spread, preset),
        cap: cap(spread, preset))
    }
  }

  func runs(_ preset: Preset) -> [CompletionRun] {
    Self.spreads.flatMap { runs($0, preset) }
  }

  /// Five trials a point in the work.
  private func seeds(_ spread: String, _ preset: Preset) -> Int {
    switch preset {
    case .quick: 1
    case .standard: order == 4 && spread == "1e-3" ? 3 : 5
    case .paper: 5
    }
  }

  /// A million in the work; without enough observations, runs of order 4 would spend them all.
  private func cap(_ spread: String, _ preset: Preset) -> Int {
    guard order == 4 && preset != .paper else { return 1_000_000 }
    return spread == "1e-2" ? 20_000 : 100_000
  }
}
