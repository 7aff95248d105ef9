// The checks that every panel of the dynamics shares: components are learned one after another, and the
// last of them is well above the rest.

import Records

extension ComponentCurves {
  /// When one of the first `count` curves passes half of its final value, the next is still at most at a
  /// share of its own.
  func oneAfterAnother(_ count: Int, atMost share: Double) -> [Claim.Check] {
    (1..<count).map { number in
      Claim.Check(
        "share of next after \(number)", shareOfNext(after: number), atMost: share)
    }
  }

  /// The largest of these shares; `nil` if one of the curves never rises.
  func largestShareOfNext(_ count: Int) -> Double? {
    (1..<count).map { shareOfNext(after: $0) }.complete?.max()
  }
}
