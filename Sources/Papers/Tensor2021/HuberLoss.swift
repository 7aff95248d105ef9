// Tensor 2021, appendix: the dynamics under the Huber loss, for which the work proves its theorem. The
// appendix was not available: the thresholds are our choice (sheet 5.4).
//
// Claim: components are learned one after another under this loss, too. Cost: two runs, about 30
// core-seconds.

import Analysis
import Plotting
import Records

enum HuberLoss {
  static let id = "tensor2021-huber"

  static let figure = FigureDefinition(
    id: id, work: .tensor2021, title: "Huber loss", source: "appendix",
    caption: """
      The task of Figure 3 of the work under the Huber loss, from an initialization of \
      {{value tensor2021-huber spread 1s}}: a threshold below every observed entry, as the theorem asks, \
      and one in the range of the entries. The first component rises sooner than under the mean of \
      squares, the later ones need longer, since the step stays small while most residuals have slope \
      one. The appendix with the published figure was not available to us: thresholds, scale and length \
      are our choice. The quick preset shows order 3.
      """,
    alternative: """
      Two panels in which norms rise to level steps one after another, the first almost at once, the \
      last late; a third with two error curves that descend in stairs.
      """,
    runs: { runs($0).map(\.planned) },
    analyse: analyse,
    picture: picture)

  private static let thresholds = ["5e-7", "1e-3"]

  static func runs(_ preset: Preset) -> [DynamicsRun] {
    thresholds.map { threshold in
      preset == .quick
        ? DynamicsRun(problem: .order3, spread: "1e-3", iterations: 5000, huber: threshold)
        : DynamicsRun(
          problem: .order4, spread: "5e-3", iterations: 40_000, endsWhenFitted: true,
          huber: threshold)
    }
  }

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let runs = runs(preset).map { Dynamics($0, in: library) }
    let spread = runs[0].definition.spread
    var quantities = ["spread": Quantity(Double(spread) ?? 0, "the initialization scale")]
    quantities["first"] = runs[0].riseTime(1).map {
      Quantity($0, unit: "iterations", "first rise, threshold \(thresholds[0])")
    }
    return Findings(
      table: Dynamics.table(runs), quantities: quantities, claims: [claim(runs, preset)])
  }

  private static func claim(_ runs: [Dynamics], _ preset: Preset) -> Claim {
    let statement =
      "Under the Huber loss, too, components are learned one by one, and only those of the target."
    let (source, paper) = ("appendix on the Huber loss", "low rank solutions; no number available")
    guard preset != .quick else {
      return Claim(
        "D15", figure: id, statement, source: source, paper: paper,
        notTestable: "a statement about order 4; this preset draws order 3")
    }
    return Claim(
      "D15", figure: id, statement, source: source, paper: paper,
      reason: "every component of the target of 0.25 or more is above 0.05 at the end; when a norm "
        + "passes half of its final value the next is below 0.05; norms that the target does not have "
        + "stay below 0.01", checks: runs.flatMap(checks))
  }

  private static func checks(_ run: Dynamics) -> [Claim.Check] {
    let threshold = run.definition.huber ?? ""
    let due = run.targetNorms.filter { $0 >= 0.25 }.count
    let steps = (1..<due).map { j in
      let next = Rise(of: run.norms[j - 1]).map { run.norms[j][$0.half] }
      return Claim.Check("threshold \(threshold): norm after no. \(j)", next, atMost: 0.05)
    }
    return [
      Claim.Check("threshold \(threshold): norm no. \(due)", run.final(due), atLeast: 0.05)
    ] + steps + [
      Claim.Check(
        "threshold \(threshold): norm no. \(run.rank + 1)", run.final(run.rank + 1), atMost: 0.01)
    ]
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let panels = DynamicsPanels(table: table)
    let labels = thresholds.map { RichText("δ = \($0)") }
    return Figure(
      id: id,
      panels: labels.enumerated().map { panels.norms($0 + 1, $1) }
        + [panels.errors(1...2, labels: labels)], columnGap: 48)
  }
}
