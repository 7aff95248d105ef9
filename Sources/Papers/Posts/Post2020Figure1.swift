// The 2020 post's Figure 1: one curve of norms 2020, Figure 1, without legend (sheet 5.7). The post
// does not state the depth; the curve is the universal one, which depth 3 follows.

import Analysis
import Plotting
import Records

enum Post2020Figure1 {
  static let id = "post2020-fig1"

  static let figure = FigureDefinition(
    id: id, work: .posts, title: "One curve of the unobserved entry", source: "2020 post, Figure 1",
    caption: """
      The unobserved entry against the loss in one balanced run of depth 3; colour tells the \
      iteration. At the right edge it is at {{value post2020-fig1 end 3s}}. The post does not state \
      the depth; the run is the one of Figure 1 of the work with the smaller step.
      """,
    alternative: """
      One curve that stays near zero while the loss is large and shoots up to \
      {{value post2020-fig1 end 2s}} as the loss falls.
      """,
    runs: { preset in [run(preset).planned] },
    analyse: { library, preset in
      let lastLoss = UnobservedEntry.lastLoss(preset)
      let run = library[run(preset).id]
      let end = run.value(of: "entry[1,1]", whereLossFirstBelow: lastLoss).map(abs)
      let centile = run.value(of: "entry[1,1]", whereLossFirstBelow: 1e-2).map(abs)
      return Findings(
        table: LossCurve.table([
          LossCurve(panel: 1, curve: 1, run: run, entry: "entry[1,1]", lastLoss: lastLoss)
        ]),
        quantities: ["end": Quantity(end ?? 0, "unobserved entry at the right edge")],
        claims: [
          Claim(
            "P1", figure: id, "The entry passes 7 at a loss of 1e-2 and ends at about 70.5.",
            source: "2020 post, Figure 1", paper: "about 7 and about 70.5 (read off the plot)",
            reason: preset == .quick
              ? "3 % of the reading; the quick preset does not reach the second value"
              : "3 % of the readings",
            checks: [Claim.Check("at 1e-2", centile, near: 7, within: 0.21)]
              + (preset == .quick ? [] : [Claim.Check("at 1e-4", end, near: 70.5, within: 2.1)]))
        ])
    },
    picture: { table, preset in
      let lastLoss = UnobservedEntry.lastLoss(preset)
      let iterations = table[numbers: "iteration"]
      let last = iterations.max() ?? 1
      return Figure(
        id: id,
        panels: [
          Panel(
            size: Size(width: 117, height: 104),
            x: Axis(
              "loss", scale: .log10, limits: Limits(low: lastLoss, high: 1, margin: 0),
              inverted: true,
              ticks: .at([1, 1e-2, 1e-4].filter { $0 >= lastLoss }, .power), minorTicks: false),
            y: Axis("| ∗ |", limits: Limits(low: 0), ticks: .automatic),
            marks: [
              .coloredLine(
                DataPoint.zip(table[numbers: "loss"], table[numbers: "entry"]),
                parameters: iterations.map { $0 / last }, .iterations, width: 2)
            ],
            style: PanelStyle(labelSize: 13, tickSize: 11))
        ], dpi: 600)
    })

  private static func run(_ preset: Preset) -> MatrixRun {
    UnobservedEntry.runs(depth: 3, preset)[3]
  }
}
