// Tensor 2021, appendix: the dynamics when inner products with Gaussian tensors are observed instead of
// entries (sheet 2, 5.6).
//
// Claim: as Figure 3. Cost: three runs, a few core-seconds; at order 4 hours.

import Analysis
import Plotting
import Records

enum Sensing {
  static let id = "tensor2021-sensing"

  static let figure = FigureDefinition(
    id: id, work: .tensor2021, title: "Tensor sensing", source: "appendix",
    caption: """
      As Figure 3 of the work, from {{value tensor2021-sensing measurements d}} inner products with \
      Gaussian tensors instead of entries, at order {{value tensor2021-sensing order d}}. The appendix \
      with the published figure was not available to us; order 3, scales and length are our choice, and \
      the paper preset draws order 4.
      """,
    alternative: """
      Panels as in Figure 3: many norms at the large initialization, a few clear steps at the small \
      one, and errors that end the lower the smaller the initialization.
      """,
    runs: { runs($0).map(\.planned) },
    analyse: analyse,
    picture: picture)

  /// The runs, the largest initialization first.
  static func runs(_ preset: Preset) -> [DynamicsRun] {
    preset == .paper
      ? ["5e-2", "1e-2", "5e-3"].map {
        DynamicsRun(problem: .order4.sensed, spread: $0, iterations: 13_500)
      }
      : ["5e-2", "1e-2", "1e-3"].map {
        DynamicsRun(problem: .order3.sensed, spread: $0, iterations: 5000)
      }
  }

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let runs = runs(preset).map { Dynamics($0, in: library) }
    let problem = runs[0].definition.problem
    return Findings(
      table: Dynamics.table(runs),
      quantities: [
        "order": Quantity(Double(problem.order), "the order of the tensor"),
        "measurements": Quantity(Double(problem.observations), "measurements"),
      ], claims: [claim(runs[2])])
  }

  private static func claim(_ run: Dynamics) -> Claim {
    Claim(
      "D14", figure: id,
      "Under sensing, too, a small initialization learns as many components as the target has.",
      source: "appendix on tensor sensing", paper: "low rank solutions; no number available",
      reason: "as D1 of the main figure: norms above 0.05 at the end, the next one below 0.005",
      checks: [
        Claim.Check("components learned", run.finalCount, near: Double(run.rank), within: 0),
        Claim.Check("norm no. \(run.rank + 1) at the end", run.final(run.rank + 1), atMost: 0.005),
      ])
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let panels = DynamicsPanels(table: table)
    let labels = runs(preset).map { RichText(plain: "init \($0.spread)") }
    return Figure(
      id: id,
      panels: labels.enumerated().map { panels.norms($0 + 1, $1) }
        + [panels.errors(1...3, labels: labels)], columnGap: 48)
  }
}
