// The monitors by which a run checks Theorem 1 of norms 2020 at every record, and the trace columns
// that draw it.

import Records

enum TheoremBounds {
  /// A bound: the monitored slack (not negative where the bound holds) and words for it.
  struct Bound: Sendable {
    var monitor: String
    var words: String
  }

  static let slacks = [
    Bound(monitor: "normBoundSlackFrobenius", words: "(8), Frobenius norm"),
    Bound(monitor: "normBoundSlackSpectral", words: "(8), spectral norm"),
    Bound(monitor: "normBoundSlackNuclear", words: "(8), nuclear norm"),
    Bound(monitor: "normBoundSlackSchattenHalf", words: "(8), Schatten-1/2 quasi-norm"),
    Bound(monitor: "effectiveRankBoundSlack", words: "(9), effective rank"),
    Bound(monitor: "distanceBoundSlack", words: "(10), distance from rank 1"),
    Bound(monitor: "sharpDistanceBoundSlack", words: "sharper distance bound"),
  ]

  /// Every slack, and the determinant whose sign the theorem needs.
  static let monitors =
    slacks.map { Monitor($0.monitor, Observable(rawValue: $0.monitor)) }
    + [Monitor("determinant", "determinant")]

  static let columns: [Observable] = [
    "singularValue[1]", "singularValue[2]", "frobeniusNorm", "nuclearNorm", "schattenHalf",
    "effectiveRank",
  ]
}
