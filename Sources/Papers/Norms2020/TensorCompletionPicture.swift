// The pair of panels of tensor completion: reconstruction error and rank against the number of
// observations (sheet 5.2).

import Plotting
import Records

struct TensorCompletionPicture {
  var table: Table
  /// The CP rank of the ground truths.
  var rank: Int
  var curves = Curve.published
  var legend = Legend.Position.center
  var boxes = Size(width: 141, height: 141)
  var style = PanelStyle(labelSize: 14, tickSize: 10, legendSize: 10)

  /// How a method is drawn.
  struct Curve {
    var method: CompletionResults.Method
    var label: String
    var color: Color
    var dash: Dash
    var shape: MarkerStyle.Shape

    var barred: BarredCurve {
      BarredCurve(
        line: LineStyle(color, dash: dash), marker: MarkerStyle(shape, fill: color),
        bar: LineStyle(color.opacity(0.6)))
    }

    static let linear = Curve(
      method: .linear, label: "linear", color: .tabBlue, dash: .dashed, shape: .circle)

    static let published = [
      linear,
      Curve(
        method: .factorization(spread: "1e-2"), label: "tf, init 1e-2", color: .tabOrange,
        dash: .solid, shape: .triangleDown),
      Curve(
        method: .factorization(spread: "1e-3"), label: "tf, init 1e-3", color: .tabGreen,
        dash: .dashDot, shape: .triangleUp),
    ]
  }

  /// Both panels of an order.
  func pair(order: Int) -> [Panel] {
    [error(order), rank(order)]
  }

  private func error(_ order: Int) -> Panel {
    Panel(
      size: boxes, x: observations(order),
      y: Axis(
        "reconstruction error", scale: .log10, ticks: .at([1e-7, 1e-5, 1e-3, 1e-1, 1e1], .power),
        minorTicks: false),
      marks: curves.flatMap { marks($0, .error, order) }, style: style)
  }

  private func rank(_ order: Int) -> Panel {
    let truth = LineStyle(.tabRed, width: 3)
    let step = order == 3 ? 5.0 : 10
    return Panel(
      size: boxes, x: observations(order),
      y: Axis(
        "rank", limits: Limits(low: 0), ticks: .at(Array(stride(from: 0, through: 100, by: step)))),
      marks: [.horizontalRule(Double(rank), truth)] + curves.flatMap { marks($0, .rank, order) },
      legend: Legend(
        legend,
        curves.filter { rows($0, .rank, order).rowCount > 0 }.map {
          Legend.Entry(
            RichText(plain: $0.label), line: $0.barred.line, marker: $0.barred.marker)
        } + [Legend.Entry("ground truth", line: truth)]),
      style: style)
  }

  /// The published range, whatever a preset runs.
  private func observations(_ order: Int) -> Axis {
    let sizes = TensorCompletion(order: order, rank: rank).published.map(Double.init)
    let step = order == 3 ? 100.0 : 1000
    return Axis(
      "# of observations", limits: Limits(low: sizes.first, high: sizes.last, margin: 0),
      ticks: .at(Array(stride(from: step, through: 5 * step, by: step))))
  }

  private func marks(
    _ curve: Curve, _ measure: CompletionResults.Measure, _ order: Int
  ) -> [Mark] {
    let rows = rows(curve, measure, order)
    let (x, median) = (rows[numbers: "observations"], rows[numbers: "median"])
    let quartiles = zip(x, zip(rows[numbers: "low"], rows[numbers: "high"])).map {
      DataInterval($0, low: $1.0, high: $1.1)
    }
    return curve.barred.marks(DataPoint.zip(x, median), bars: quartiles)
  }

  private func rows(
    _ curve: Curve, _ measure: CompletionResults.Measure, _ order: Int
  ) -> Table {
    table.rows(where: "method", is: curve.method.name)
      .rows(where: "measure", is: measure.rawValue).rows(where: "order", is: Double(order))
  }
}
