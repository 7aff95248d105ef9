// Hierarchical 2022, negative control (our figure): the hierarchical run at width 128 with the work's
// initial weights, and with weights two and five times as large (sheet 5.4).
//
// Claim: larger initial weights fit as well, but components are no longer learned one by one, or more of
// them become large. Cost: the run of the growth exponents, and four core-seconds for the others.

import Analysis
import Plotting
import Records

enum LargeInitialization {
  static let id = "hierarchical2022-negative"

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, kind: .ours, title: "Larger initial weights",
    source: "a control; no figure of the work",
    caption: """
      The ten largest local component norms at the root of a hierarchical tensor factorization of width \
      128 on the task of the dynamics figure, for initial weights of standard deviation 0.01 as in the \
      work, 0.02 and 0.05. At the end {{value hierarchical2022-negative large-1 d}}, \
      {{value hierarchical2022-negative large-2 d}} and \
      {{value hierarchical2022-negative large-3 d}} norms are above a hundredth of the largest; when one \
      of the first five passes half of its final value, the next one is at most at \
      {{value hierarchical2022-negative share-1 %1}}, {{value hierarchical2022-negative share-2 %1}} and \
      {{value hierarchical2022-negative share-3 %1}} of its own. This figure is ours.
      """,
    alternative: """
      Three panels. In the first curves rise one after another after a long dead time. In the second they \
      rise early; in the third at once, many of them together, and many stay visible.
      """,
    runs: { _ in runs.map(\.planned) }, analyse: analyse,
    picture: { table, _ in
      let panels = runs.map { run in
        ComponentPanel(
          title: RichText(plain: "standard deviation \(canonicalText(of: run.std))"),
          label: "local component norms")
      }
      return ComponentPanel.figure(id: id, panels, of: table)
    })

  private static let runs = [HierarchicalDynamicsRun.narrow] + HierarchicalDynamicsRun.enlarged

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let controls = runs.map { Control(run: library[$0.id]) }
    var quantities: [String: Quantity] = [:]
    for (index, (run, control)) in zip(runs, controls).enumerated() {
      let words = "standard deviation \(canonicalText(of: run.std))"
      quantities["large-\(index + 1)"] = control.large.map {
        Quantity($0, "norms above 1 % of the largest, \(words)")
      }
      quantities["share-\(index + 1)"] = control.curves.largestShareOfNext(5).map {
        Quantity($0, "largest share of the next curve at half height, \(words)")
      }
    }
    return Findings(
      table: ComponentPanel.table(controls.map { $0.curves.afterDeadPhase() }),
      quantities: quantities,
      claims: [
        order("NEG", "twice", controls[1]), order("NEG-5", "five times", controls[2]),
        fit(controls.dropFirst()),
      ])
  }

  private static func order(_ id: String, _ times: String, _ control: Control) -> Claim {
    Claim(
      id, figure: self.id,
      "With \(times) the initial weights components are no longer learned one by one, or more of "
        + "them become large than the target has.",
      source: "a control; no figure of the work",
      paper: "no number; the theory asks for weights near zero",
      reason: "at least one sign of either kind: a next curve above 30 % at half height of one of "
        + "the first four, or a norm beyond five above 1 % of the largest",
      note: control.signs == 0
        ? "With this target and these draws the weights are still small enough for a staircase."
        : "",
      checks: [Claim.Check("signs", control.signs, atLeast: 1)])
  }

  private static func fit(_ controls: ArraySlice<Control>) -> Claim {
    Claim(
      "NEG-fit", figure: id, "The larger weights fit the observations all the same.",
      source: "a control; no figure of the work", paper: "no number",
      reason: "the tolerance of every run of this work",
      checks: zip(["twice", "five times"], controls).map {
        Claim.Check("loss, \($0)", $1.run.final("loss"), atMost: 5e-5)
      })
  }
}

/// One run of the control.
private struct Control {
  var run: Run

  var curves: ComponentCurves {
    ComponentCurves(run, HierarchicalDynamicsRun.curve(HierarchicalDynamicsRun.root))
  }

  /// How many norms end above a hundredth of the largest.
  var large: Double? {
    run.final(
      Observable("localComponentsAbovePercent", modes: HierarchicalDynamicsRun.root, 1).rawValue)
  }

  /// How often the next curve is above 30 % at half height of one, and how many norms more than five
  /// become large.
  var signs: Double? {
    let together = (1...4).filter { (curves.shareOfNext(after: $0) ?? 0) > 0.3 }.count
    return large.map { Double(together) + max(0, $0 - 5) }
  }
}
