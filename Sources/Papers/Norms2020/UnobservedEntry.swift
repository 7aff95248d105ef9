// Norms 2020, Figure 1: the absolute value of the unobserved entry against the loss, depth 2, 3, 4.
//
// Claim: from positive initial determinant the entry grows without bound as the loss falls, along one
// curve that depth, balancedness and small steps keep to for longer. Cost: 12 runs, about 2 core-seconds.

import Analysis
import Plotting
import Records

enum UnobservedEntry {
  static let id = "norms2020-fig1"
  static let depths = [2, 3, 4]

  static let figure = FigureDefinition(
    id: id, work: .norms2020, title: "Unobserved entry against loss", source: "Figure 1",
    caption: """
      The unobserved entry of a 2×2 matrix completion task against the loss, for deep matrix \
      factorization of depth 2, 3 and 4, from initializations of positive determinant. Colour tells \
      the iteration; a marker stands where the loss passes each power of ten. All curves first \
      follow one and the same; the deeper the factorization, the smaller the step and the initial \
      scale, and the closer to balanced (b), the later they leave it. The balanced curves of depth 3 \
      end at {{value norms2020-fig1 end-depth3 3s}}, those of depth 2 at \
      {{value norms2020-fig1 end-depth2 3s}}. Each curve is one run with a seed fixed beforehand, in \
      64-bit arithmetic (the published ones are 32-bit).
      """,
    alternative: """
      Three panels of curves rising as the loss falls to the right. At depth 2 the balanced curves \
      level off near {{value norms2020-fig1 end-depth2 2s}}; at depths 3 and 4 they rise to about \
      {{value norms2020-fig1 end-depth3 2s}}.
      """,
    runs: { preset in depths.flatMap { runs(depth: $0, preset).map(\.planned) } },
    analyse: analyse,
    picture: picture)

  /// The four runs of a panel, in legend order.
  static func runs(depth: Int, _ preset: Preset) -> [MatrixRun] {
    MatrixSetting.published(depth: depth).map { setting in
      MatrixRun(
        setting: setting, lastLoss: lastLoss(preset), family: "matrix",
        columns: TheoremBounds.columns, monitors: TheoremBounds.monitors + curveMonitors)
    }
  }

  /// The loss at which the curves end.
  static func lastLoss(_ preset: Preset) -> Double { preset == .quick ? 1e-3 : 1e-4 }

  /// How far a run keeps to the universal curve, in the windows that the claims name.
  static let curveMonitors = [
    Monitor("curve", Observable("curveRatio", 1, 1), lossAtLeast: 1e-4, lossAtMost: 1.3e-2),
    Monitor(
      "curveAtCentile", Observable("curveRatio", 1, 1), lossAtLeast: 1.2e-2, lossAtMost: 1.3e-2),
    Monitor("lossRise", "lossRise"),
    Monitor("effectiveRank", "effectiveRank", lossAtMost: 1e-2),
  ]

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let curves = depths.enumerated().flatMap { panel, depth in
      runs(depth: depth, preset).enumerated().map { curve, run in
        LossCurve(
          panel: panel + 1, curve: curve + 1, run: library[run.id], entry: "entry[1,1]",
          lastLoss: lastLoss(preset))
      }
    }
    return Findings(
      table: LossCurve.table(curves), quantities: quantities(library, preset),
      claims: UnobservedEntryClaims(library: library, preset: preset).all)
  }

  private static func quantities(_ library: RunLibrary, _ preset: Preset) -> [String: Quantity] {
    var quantities: [String: Quantity] = [:]
    for depth in depths {
      let finest = library[runs(depth: depth, preset)[3].id]
      quantities["end-depth\(depth)"] = finest.value(
        of: "entry[1,1]", whereLossFirstBelow: lastLoss(preset)
      ).map {
        Quantity(abs($0), "unobserved entry at the end, balanced, smaller step, depth \(depth)")
      }
    }
    return quantities
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let panels = depths.enumerated().map { index, depth in
      LossCurvePanel(
        title: RichText(plain: "depth \(depth)"),
        labels: MatrixSetting.published(depth: depth).map(\.label),
        legend: depth == 2 ? .centerRight : .upperLeft, lastLoss: lastLoss(preset)
      ).panel(table.rows(where: "panel", is: Double(index + 1)))
    }
    return Figure(id: id, panels: panels, columnGap: 60)
  }
}
