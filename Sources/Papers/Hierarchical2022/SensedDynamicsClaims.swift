// The claims about sensing: those of the dynamics figure that do not depend on the time scale, and the
// equivalence of factorizations and networks that the measurements rest on (sheet section 7, EQ1 and EQ2).

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
    let entries = CircuitIdentities.evaluate()
    return [
      claim("MFS", "singular values", matrix, matrixCurves, share: 0.05, error: 0.03),
      claim("TFS", "components", tensor, tensorCurves, share: 0.05, error: 0.02),
      hierarchicalClaim,
      identity(
        "EQ1",
        "On inputs that select an index of each mode, the network's output is the tensor's entry.",
        entries.map { ($0.name, $0.entries) }),
      identity(
        "EQ2",
        "On any inputs the network's output is the tensor's contraction with them, which is what a "
          + "rank-one measurement observes.",
        entries.map { ($0.name, $0.contractions) }),
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

  private func identity(_ id: String, _ statement: String, _ found: [(String, Double)]) -> Claim {
    Claim(
      id, figure: figure, statement, source: "equivalence with convolutional arithmetic circuits",
      paper: "an identity",
      reason: "largest difference over the largest value, small random weights in 64 bits: 1e-12",
      checks: found.map { Claim.Check($0.0, $0.1, atMost: 1e-12) })
  }
}
