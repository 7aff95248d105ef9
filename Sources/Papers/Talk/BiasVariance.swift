// The talk: the classical trade-off between bias and variance, made real by polynomial regression
// (catalogue of figures, "talk").
//
// Claims: the error on fresh points has a minimum inside the range, the error on fitted points
// never grows with the degree. Cost: computed while drawing.

import Analysis
import Plotting
import Records

enum BiasVariance {
  static let id = "talk-bias-variance"

  static let figure = FigureDefinition(
    id: id, work: .talk, title: "The classical trade-off",
    source: "slides on generalization; text only was available",
    caption: """
      Polynomials fitted to {{value talk-bias-variance points d}} noisy points, mean squared error over \
      {{value talk-bias-variance draws d}} training sets. Left: least squares against the degree. Right: \
      degree {{value talk-bias-variance largest d}} with a penalty on the squared norm of the \
      coefficients. Shaded: models that are too small, and too large, in that their error on fresh points is more \
      than a fifth above the least. The least is {{value talk-bias-variance best 2s}} at degree \
      {{value talk-bias-variance best-degree d}}, and {{value talk-bias-variance best-ridge 2s}} with the \
      penalty. The talk gives the picture without numbers; function, noise and sizes are our choice.
      """,
    alternative: """
      Two panels. Left, the training error falls with the degree while the test error falls, stays \
      low and rises. Right, the same from large to small penalties.
      """,
    runs: { _ in [] },
    analyse: { _, _ in Findings(Fits()) },
    picture: { table, _ in BiasVariancePicture(table: table).figure(id: id) })

  /// Function and noise of the sketches that such slides show; fixed before anything was fitted.
  static let regression = PolynomialRegression(
    largestDegree: 20, draws: 20, trainCount: 40, testCount: 1000, noise: 0.3,
    stream: "talk/bias-variance")

  /// From 10 down to 10⁻⁵, so that models grow to the right as they do with the degree.
  static let penaltyExponents = (0...12).map { 1 - Double($0) / 2 }

  /// The errors of both panels.
  struct Fits {
    let byDegree = BiasVariance.regression.errorsByDegree()
    let byPenalty = BiasVariance.regression.errors(penaltyExponents: BiasVariance.penaltyExponents)
  }
}

extension Findings {
  fileprivate init(_ fits: BiasVariance.Fits) {
    let panels = [fits.byDegree, fits.byPenalty]
    let best = panels.map { errors in errors.map(\.test).min()! }
    self.init(
      table: Table([
        Table.Column(
          "panel",
          .words(
            zip(["degree", "penalty"], panels).flatMap { name, errors in errors.map { _ in name } })
        ),
        Table.Column(
          "x", .numbers(fits.byDegree.indices.map(Double.init) + BiasVariance.penaltyExponents)),
        Table.Column("train", .numbers(panels.flatMap { $0.map(\.train) })),
        Table.Column("test", .numbers(panels.flatMap { $0.map(\.test) })),
      ]),
      quantities: [
        "points": Quantity(Double(BiasVariance.regression.trainCount), "points fitted"),
        "draws": Quantity(Double(BiasVariance.regression.draws), "training sets"),
        "largest": Quantity(Double(BiasVariance.regression.largestDegree), "the largest degree"),
        "best": Quantity(best[0], "least test error over degrees"),
        "best-degree": Quantity(
          Double(fits.byDegree.map(\.test).firstIndex(of: best[0])!), "degree of least test error"),
        "best-ridge": Quantity(best[1], "least test error over penalties"),
      ],
      claims: [
        Self.interior("BV1", fits.byDegree, "degrees"),
        Self.monotone(
          "BV2", fits.byDegree, "The training error never grows with the degree."),
        Self.interior("BV3", fits.byPenalty, "penalties"),
        Self.monotone(
          "BV4", fits.byPenalty, "The training error never grows as the penalty shrinks."),
      ])
  }

  private static let source = "slides on generalization"

  private static func interior(
    _ id: String, _ errors: [PolynomialRegression.Errors], _ range: String
  ) -> Claim {
    let test = errors.map(\.test)
    let least = test.min()!
    return Claim(
      id, figure: BiasVariance.id,
      "The test error is least strictly inside the range of \(range).", source: source,
      paper: "a curve with a minimum", reason: "at least a tenth above the minimum at either end",
      checks: [
        Claim.Check("smallest model, over the least", test[0] / least, atLeast: 1.1),
        Claim.Check("largest model, over the least", test[test.count - 1] / least, atLeast: 1.1),
      ])
  }

  private static func monotone(
    _ id: String, _ errors: [PolynomialRegression.Errors], _ statement: String
  ) -> Claim {
    let steps = zip(errors.dropFirst(), errors).map { $0.train - $1.train }
    return Claim(
      id, figure: BiasVariance.id, statement, source: source, paper: "a falling curve",
      reason: "nested least-squares problems; rounding in double precision",
      checks: [Claim.Check("largest step upwards", steps.max(), atMost: 1e-12)])
  }
}

/// The two panels.
private struct BiasVariancePicture {
  var table: Table

  func figure(id: String) -> Figure {
    Figure(
      id: id,
      panels: [
        panel("degree", "degree", .at([0, 5, 10, 15, 20]), legend: true),
        panel(
          "penalty", "penalty",
          .labelled([1, -1, -3, -5].map { Ticks.Tick($0, RichText("10^{\(Int($0))}")) }),
          legend: false, inverted: true),
      ], columnGap: 40)
  }

  private func panel(
    _ name: String, _ label: RichText, _ ticks: Ticks, legend: Bool, inverted: Bool = false
  ) -> Panel {
    let rows = table.rows(where: "panel", is: name)
    let (x, train, test) = (rows[numbers: "x"], rows[numbers: "train"], rows[numbers: "test"])
    let (low, high) = (0.03, 1.0)
    let limit = 1.2 * test.min()!
    let small = test.firstIndex { $0 <= limit }!
    let large = test.lastIndex { $0 <= limit }!
    let shade = { (indices: Range<Int>) in
      Mark.band(
        indices.map { DataInterval(x[$0], low: low, high: high) }, Color.gray(0.9))
    }
    let line = { (values: [Double], color: Color) in
      [
        Mark.line(DataPoint.zip(x, values), LineStyle(color, width: 1.5)),
        Mark.markers(DataPoint.zip(x, values), MarkerStyle(.circle, size: 3.5, fill: color)),
      ]
    }
    return Panel(
      size: Size(width: 220, height: 170),
      x: Axis(
        label, limits: Limits(low: x.min(), high: x.max(), margin: 0), inverted: inverted,
        ticks: ticks),
      y: Axis(
        "mean squared error", scale: .log10, limits: Limits(low: low, high: high, margin: 0),
        ticks: .at([0.03, 0.1, 0.3, 1])),
      marks: [shade(0..<small + 1), shade(large..<x.count)] + line(train, .tabBlue)
        + line(test, .tabRed) + words(large < x.count - 1),
      legend: legend
        ? Legend(
          .upperCenter,
          [
            Legend.Entry("training", line: LineStyle(.tabBlue)),
            Legend.Entry("test", line: LineStyle(.tabRed)),
          ]) : nil)
  }

  private func words(_ isOverfitting: Bool) -> [Mark] {
    let under = Annotation(
      "under-fitting", at: .fraction(0.02, 0.04), anchor: Anchor(.left, .bottom), size: 8,
      color: .gray(0.35))
    let over = Annotation(
      "over-fitting", at: .fraction(0.98, 0.96), anchor: Anchor(.right, .top), size: 8,
      color: .gray(0.35))
    return [.text(under)] + (isOverfitting ? [.text(over)] : [])
  }
}
