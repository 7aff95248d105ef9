// The talk: over-parameterised linear regression. Gradient descent from zero ends at the interpolating
// solution of least norm, from elsewhere at the nearest one (catalogue of figures, "talk").
//
// Claims: both end points, to eight digits. Cost: computed while drawing.

import Analysis
import Plotting
import Records

enum MinimalNorm {
  static let id = "talk-min-norm"

  static let figure = FigureDefinition(
    id: id, work: .talk, title: "Gradient descent chooses among interpolating solutions",
    source: "slides on implicit regularization; text only was available",
    caption: """
      Linear regression with {{value talk-min-norm examples d}} examples and \
      {{value talk-min-norm weights d}} weights, full-batch gradient descent until the loss is below \
      1e-20. Left: the loss. Right: the distance to the interpolating solution of least Euclidean norm, \
      over its norm. From zero it falls to {{value talk-min-norm zero-distance 1s}}; from random weights \
      it stays at {{value talk-min-norm random-distance 2s}}, and the end is the projection of the start \
      onto the solutions (dashed). The talk states it in words; sizes are our choice.
      """,
    alternative: """
      Left, two nearly equal lines fall steadily to the tolerance. Right, the line from zero falls to \
      rounding errors, the one from random weights becomes level near its start, and a dashed \
      line falls as the first does.
      """,
    runs: { _ in [] }, analyse: { _, _ in analyse() },
    picture: { table, _ in picture(table) })

  private static let examples = 20
  private static let weights = 60
  private static let tolerance = 1e-20

  private static func analyse() -> Findings {
    let descent = InterpolatingDescent(
      examples: examples, weights: weights, stream: "talk/minimal-norm")
    let runs = InterpolatingDescent.Start.allCases.map { start in
      (start, descent.moments(from: start, tolerance: tolerance, every: 5))
    }
    let rows = runs.flatMap { start, moments in moments.map { (start, $0) } }
    let ends = runs.map { $0.1[$0.1.count - 1] }
    return Findings(
      table: Table([
        Table.Column("start", .words(rows.map { $0.0.rawValue })),
        Table.Column("iteration", .numbers(rows.map { Double($0.1.iteration) })),
        Table.Column("loss", .numbers(rows.map(\.1.loss))),
        Table.Column("toMinimalNorm", .numbers(rows.map(\.1.toMinimalNorm))),
        Table.Column("toProjection", .numbers(rows.map(\.1.toProjection))),
      ]),
      quantities: [
        "examples": Quantity(Double(examples), "examples"),
        "weights": Quantity(Double(weights), "weights"),
        "zero-distance": Quantity(ends[0].toMinimalNorm, "distance at the end, from zero"),
        "random-distance": Quantity(
          ends[1].toMinimalNorm, "distance at the end, from random weights"),
      ],
      claims: claims(ends))
  }

  private static func claims(_ ends: [InterpolatingDescent.Moment]) -> [Claim] {
    let source = "slides on implicit regularization"
    let reason = "equal at loss 0; at 1e-20 what is left is of the order of its root"
    return [
      Claim(
        "MN1", figure: id,
        "From zero, descent ends at the interpolating solution of least Euclidean norm.",
        source: source, paper: "equal", reason: reason,
        checks: [Claim.Check("relative distance", ends[0].toMinimalNorm, atMost: 1e-8)]),
      Claim(
        "MN2", figure: id,
        "From random weights, it ends at their projection onto the solutions.", source: source,
        paper: "equal", reason: reason,
        checks: [Claim.Check("relative distance", ends[1].toProjection, atMost: 1e-8)]),
      Claim(
        "MN3", figure: id, "Which is not the solution of least norm.", source: source,
        paper: "another solution", reason: "well above rounding",
        checks: [Claim.Check("relative distance", ends[1].toMinimalNorm, atLeast: 0.01)]),
    ]
  }

  private static func picture(_ table: Table) -> Figure {
    let curve = { (start: InterpolatingDescent.Start, column: String, style: LineStyle) in
      let rows = table.rows(where: "start", is: start.rawValue)
      return Mark.line(DataPoint.zip(rows[numbers: "iteration"], rows[numbers: column]), style)
    }
    let zero = LineStyle(.tabBlue, width: 2)
    let random = LineStyle(.tabRed, width: 2)
    let projection = LineStyle(.tabRed, width: 1.5, dash: .dashed)
    let x = Axis("iterations", limits: Limits(low: 0, margin: 0))
    return Figure(
      id: id,
      panels: [
        Panel(
          size: Size(width: 210, height: 160), x: x,
          y: Axis("loss", scale: .log10, ticks: .at([1e-20, 1e-15, 1e-10, 1e-5, 1], .power)),
          marks: [curve(.zero, "loss", zero), curve(.random, "loss", random)],
          legend: Legend(
            .upperRight,
            [
              Legend.Entry("from zero", line: zero),
              Legend.Entry("from random weights", line: random),
            ])),
        Panel(
          size: Size(width: 210, height: 160), x: x,
          y: Axis("relative distance", scale: .log10, ticks: .at([1e-10, 1e-5, 1], .power)),
          marks: [
            curve(.zero, "toMinimalNorm", zero), curve(.random, "toMinimalNorm", random),
            curve(.random, "toProjection", projection),
          ],
          legend: Legend(
            .lowerLeft,
            [
              Legend.Entry("from zero, to least norm", line: zero),
              Legend.Entry("from random, to least norm", line: random),
              Legend.Entry("from random, to projection", line: projection),
            ]), style: PanelStyle(legendSize: 8)),
      ], columnGap: 45)
  }
}
