// Hierarchical 2022, negative control (our figure): the hierarchical run at width 128 with the work's
// initial weights and with weights twice as large (sheet 5.4).
//
// Claim: larger initial weights fit as well, but components are no longer learned one by one, and more of
// them become large. Cost: two runs, of which the growth exponents use the first; three core-seconds more.

import Analysis
import Plotting
import Records

enum LargeInitialization {
  static let id = "hierarchical2022-negative"

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, kind: .ours, title: "Twice the initial weights",
    source: "a control; no figure of the work",
    caption: """
      The ten largest local component norms at the root of a hierarchical tensor factorization of width \
      128 on the task of the dynamics figure: initial weights of standard deviation 0.01 as in the work, \
      and of 0.02. Above a hundredth of the largest end \
      {{value hierarchical2022-negative large-1 d}} and \
      {{value hierarchical2022-negative large-2 d}} norms; when a curve passes half of its final value \
      the next one is at {{value hierarchical2022-negative share-1 %1}} and \
      {{value hierarchical2022-negative share-2 %1}} of its own at most. This figure is ours.
      """,
    alternative: """
      Two panels. In the first curves rise one after another after a long dead time. In the second they \
      rise early, some of them together, and more of them are visible at the end.
      """,
    runs: { _ in runs.map(\.planned) }, analyse: analyse, picture: picture)

  private static let runs = [HierarchicalDynamicsRun.narrow, .negative]

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let panels = runs.map {
      ComponentCurves(
        library[$0.id], HierarchicalDynamicsRun.curve(HierarchicalDynamicsRun.root))
    }
    var quantities: [String: Quantity] = [:]
    for (index, run) in runs.enumerated() {
      let words = "standard deviation \(canonicalText(of: run.std))"
      quantities["large-\(index + 1)"] = large(library[run.id]).map {
        Quantity($0, "norms above 1 % of the largest, \(words)")
      }
      quantities["share-\(index + 1)"] = panels[index].largestShareOfNext(5).map {
        Quantity($0, "largest share of the next curve at half height, \(words)")
      }
    }
    return Findings(
      table: ComponentPanel.table(panels.map { $0.afterDeadPhase() }), quantities: quantities,
      claims: [claim(panels[1], library[runs[1].id]), fit(library[runs[1].id])])
  }

  private static func large(_ run: Run) -> Double? {
    run.final(
      Observable("localComponentsAbovePercent", modes: HierarchicalDynamicsRun.root, 1).rawValue)
  }

  private static func claim(_ curves: ComponentCurves, _ run: Run) -> Claim {
    let together = (1...4).filter { (curves.shareOfNext(after: $0) ?? 0) > 0.3 }.count
    let excess = large(run).map { max(0, $0 - 5) }
    return Claim(
      "NEG", figure: id,
      "With twice the initial weights components are no longer learned one by one, or more of them "
        + "become large than the target has.",
      source: "a control; no figure of the work",
      paper: "no number; the theory asks for weights near zero",
      reason: "at least one sign of either kind: a next curve above 30 % at half height of one, or "
        + "a norm beyond five above 1 % of the largest",
      checks: [
        Claim.Check("signs", excess.map { Double(together) + $0 }, atLeast: 1)
      ])
  }

  private static func fit(_ run: Run) -> Claim {
    Claim(
      "NEG-fit", figure: id, "The larger weights fit the observations all the same.",
      source: "a control; no figure of the work", paper: "no number",
      reason: "the tolerance of every run of this work",
      checks: [Claim.Check("loss", run.final("loss"), atMost: 5e-5)])
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let panels = runs.enumerated().map { index, run in
      ComponentPanel(
        title: RichText(plain: "standard deviation \(canonicalText(of: run.std))"),
        label: "local component norms", iterations: 5000
      ).panel(index + 1, of: table)
    }
    return Figure(id: id, panels: panels, columnGap: ComponentPanel.gap)
  }
}
