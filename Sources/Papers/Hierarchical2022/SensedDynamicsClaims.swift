// The claims about sensing: those of the dynamics figure that do not depend on the time scale.

import Analysis
import Records

struct SensedDynamicsClaims {
  var figure: String
  /// The target's rank.
  var rank: Int
  var matrix: Run
  var tensor: Run
  /// Absent where a preset has no such run.
  var hierarchical: Run?

  private let source = "sensing versions of the dynamics figure"
  private let paper = "as under completion; no picture was available"

  private var matrixCurves: ComponentCurves { ComponentCurves(matrix, MatrixDynamicsRun.curve) }

  private var tensorCurves: ComponentCurves { ComponentCurves(tensor, TensorDynamicsRun.curve) }

  private func curves(_ run: Run) -> ComponentCurves {
    ComponentCurves(run, HierarchicalDynamicsRun.curve(HierarchicalDynamicsRun.root))
  }

  /// The curves of each panel.
  var panels: [ComponentCurves] {
    [matrixCurves, tensorCurves] + (hierarchical.map { [curves($0)] } ?? [])
  }

  var all: [Claim] {
    [
      claim("MFS", "singular values", matrix, matrixCurves, share: 0.05, error: 0.03),
      claim("TFS", "components", tensor, tensorCurves, share: 0.05, error: 0.02),
      hierarchicalClaim,
    ]
  }

  private func claim(
    _ id: String, _ what: String, _ run: Run, _ curves: ComponentCurves, share: Double,
    error: Double
  ) -> Claim {
    Claim(
      id, figure: figure,
      "Under sensing, too, as many \(what) as the target's rank are learned, one after another.",
      source: source, paper: paper,
      reason: "thresholds of completion: the next one below 0.05 at every record, shares of the "
        + "next at half height and the relative error",
      checks: [
        Claim.Check(
          "number \(rank + 1), largest", run.extremes("excess")?.greatest, atMost: 0.05)
      ] + curves.oneAfterAnother(rank, atMost: share) + [
        Claim.Check("relative error", run.final("relativeError"), atMost: error)
      ])
  }

  private var hierarchicalClaim: Claim {
    guard let hierarchical else {
      return Claim(
        "HTFS", figure: figure,
        "Under sensing, too, as many local components as the target's rank are learned, one after "
          + "another.",
        source: source, paper: paper, notTestable: "the run takes a core-minute")
    }
    return claim(
      "HTFS", "local components", hierarchical, curves(hierarchical), share: 0.15, error: 0.02)
  }
}
