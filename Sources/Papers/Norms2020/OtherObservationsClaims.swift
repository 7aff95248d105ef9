// The claims of norms 2020, Figure 5 (sheet section 8, F5.1 to F5.4).

import Analysis
import Records

struct OtherObservationsClaims {
  var library: RunLibrary
  var preset: Preset

  private let figure = OtherObservations.id
  private let source = "Figure 5's subject; Theorem 2"

  /// The unobserved entry at the first loss below 1.3e-3 and 1.3e-4 at depth 3 (sheet 5.5).
  private let references: [(corner: String, early: Double, late: Double)] = [
    ("0", 19.503, 61.98), ("0.01", 16.288, 38.24), ("0.05", 9.794, 15.09), ("0.1", 6.516, 8.578),
    ("0.5", 1.728, 1.910),
  ]

  var all: [Claim] { [recession, order, bounds, limits, repositioned] }

  private func run(_ depth: Int, _ corner: String) -> Run {
    library[OtherObservations.perturbed(depth, corner, preset).id]
  }

  private func entry(_ corner: String, below loss: Double) -> Double? {
    run(3, corner).value(of: "entry[1,1]", whereLossFirstBelow: loss).map(abs)
  }

  /// Names the runs that the reference values do not describe.
  private var otherSign: String {
    let climbing = references.map(\.corner).filter { corner in
      OtherObservations.value(corner) > 0 && OtherObservations.climbs(run(3, corner))
    }
    if climbing.isEmpty { return "" }
    return "With the corner \(climbing.joined(separator: ", ")) this seed's entry took the other "
      + "sign, where it has no limit."
  }

  private var recession: Claim {
    let late = preset != .quick
    return Claim(
      "F5.1", figure: figure,
      "As the observed corner leaves zero, the growth of the unobserved entry recedes gracefully "
        + "(depth 3, balanced).",
      source: source, paper: "no number available; reference values of the sheet, 5.5",
      reason: "1 % at a loss of \(late ? "1.3e-4" : "1.3e-3, the quick preset's last mark")",
      note: otherSign,
      checks: references.map { corner, early, value in
        let expected = late ? value : early
        return Claim.Check(
          "corner \(corner)", entry(corner, below: late ? 1.3e-4 : 1.3e-3), near: expected,
          within: 0.01 * expected)
      })
  }

  private var order: Claim {
    let mark = preset == .quick ? 1.3e-3 : 1.3e-4
    let entries = references.map { entry($0.corner, below: mark) }
    return Claim(
      "F5.1b", figure: figure, "The larger the corner, the smaller the unobserved entry.",
      source: source, paper: "the smaller |b22| against |b12 b21|, the larger the guaranteed norm",
      reason: "each entry against the one before it", note: otherSign,
      checks: zip(references, zip(entries, entries.dropFirst())).map { reference, pair in
        let ratio = quotient(pair.1, pair.0)
        return Claim.Check(
          "next corner after \(reference.corner): ratio", ratio, atMost: 1.0.nextDown)
      })
  }

  private var bounds: Claim {
    let monitors = [
      ("perturbedEntrySlack", "entry"), ("perturbedDistanceSlack", "distance from rank 1"),
      ("perturbedNormSlack", "norms"),
    ]
    return Claim(
      "F5.2", figure: figure,
      "Lower bounds on entry and norms, and the upper bound on the distance from rank 1, hold at "
        + "every record while the determinant keeps its sign.",
      source: "Theorem 2; our own elementary form of it, sheet 7.6",
      paper: "the appendix with the paper's constants was not available",
      reason: "no violation is tolerated; the smallest slack is shown",
      checks: OtherObservations.depths(preset).flatMap { depth in
        OtherObservations.corners.flatMap { corner in
          monitors.map { monitor, words in
            Claim.Check(
              "depth \(depth), corner \(corner): \(words)",
              run(depth, corner).extremes(monitor)?.least, atLeast: 0)
          }
        }
      })
  }

  private var limits: Claim {
    let expected = [("0.05", 20.0), ("0.1", 10), ("0.5", 2)]
    return Claim(
      "F5.3", figure: figure,
      "Followed to a loss of 1e-10, the entry reaches the rank-1 completion of the observations.",
      source: "sheet 5.5 and 7.6 (iv)", paper: "|b12 b21| / |b22|: 20, 10 and 2",
      reason: "0.1 %",
      checks: expected.map { corner, limit in
        Claim.Check(
          "corner \(corner)", run(3, corner).final("entry[1,1]").map(abs), near: limit,
          within: 0.001 * limit)
      })
  }

  private var repositioned: Claim {
    Claim(
      "F5.4", figure: figure,
      "With the unobserved entry elsewhere, balanced runs follow the same curve.",
      source: source, paper: "the analysis applies wherever the unobserved entry is",
      reason: "as F1.1: 0.1 % below, 0.3 % above, at every record",
      checks: OtherObservations.places.indices.flatMap { place in
        OtherObservations.repositioned(place, preset).filter(\.setting.balanced).flatMap { run in
          let position = OtherObservations.places[place]
          return library[run.id].keepsToCurve(
            "(\(position.row),\(position.column)), \(run.setting.label)")
        }
      })
  }
}
