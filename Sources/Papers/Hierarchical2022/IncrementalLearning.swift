// The checks that panels of the dynamics share: components are learned one after another, and end where the
// target's are.

import Analysis
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

  /// The final values of the first `count` curves over the target's, which the run's monitors hold.
  func overTarget(
    of run: Run, _ count: Int, _ what: String, within tolerance: Double
  ) -> [Claim.Check] {
    (1...count).map { number in
      Claim.Check(
        "\(what) \(number) over the target's",
        quotient(end(number), run.extremes("target\(number)")?.least), near: 1, within: tolerance)
    }
  }
}
