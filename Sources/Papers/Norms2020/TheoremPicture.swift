// The table and the four panels of norms2020-theorem1.

import Analysis
import Plotting
import Records
import Theory

/// Collects the points of the four panels.
struct TheoremTable {
  private var panels: [String] = []
  private var series: [String] = []
  private var losses: [Double] = []
  private var values: [Double] = []

  var table: Table {
    Table([
      .init("panel", .words(panels)), .init("series", .words(series)),
      .init("loss", .numbers(losses)), .init("value", .numbers(values)),
    ])
  }

  /// Adds a run's unobserved entry and, for the main run, what the bounds speak of.
  mutating func add(_ run: Run, lastLoss: Double, series name: String, isMain: Bool = false) {
    let trace = run.trace(replicate: 1)
    let losses = trace[numbers: "loss"]
    let end = losses.firstIndex { $0 < lastLoss } ?? losses.count - 1
    for row in 0...end where losses[row] <= 0.25 {
      add("entry", name, losses[row], abs(trace[numbers: "entry[1,1]"][row]))
      guard isMain else { continue }
      add("norm", "Frobenius norm", losses[row], trace[numbers: "frobeniusNorm"][row])
      add("norm", "Schatten-1/2", losses[row], trace[numbers: "schattenHalf"][row])
      add("rank", "measured", losses[row], trace[numbers: "effectiveRank"][row] - 1)
      add("distance", "measured", losses[row], trace[numbers: "singularValue[2]"][row])
    }
  }

  /// Adds the closed form and the bounds, a hundred points a decade.
  mutating func addTheory(from first: Double, to last: Double) {
    var loss = first
    while loss > last {
      add("entry", "closed form", loss, UniversalCurve.entry(loss: loss))
      add("norm", "bound, Frobenius", loss, TheoremOneBounds.norm(.frobenius, loss: loss))
      add("norm", "bound, Schatten-1/2", loss, TheoremOneBounds.norm(.schattenHalf, loss: loss))
      add("rank", "bound", loss, TheoremOneBounds.effectiveRank(loss: loss) - 1)
      add("distance", "bound", loss, TheoremOneBounds.distance(loss: loss))
      add("distance", "sharper bound", loss, TheoremOneBounds.sharpDistance(loss: loss))
      loss *= 0.97723722
    }
  }

  private mutating func add(_ panel: String, _ name: String, _ loss: Double, _ value: Double) {
    panels.append(panel)
    series.append(word(for: name))
    losses.append(loss)
    values.append(value)
  }
}

/// Four log-log panels.
struct TheoremPicture {
  var table: Table
  var lastLoss: Double

  func figure(id: String) -> Figure {
    let measured = LineStyle(.tabBlue, width: 2)
    let second = LineStyle(.tabGreen, width: 2)
    let third = LineStyle(.tabPurple, width: 2)
    let bound = LineStyle(.tabRed, width: 1.5, dash: .dashed)
    let other = LineStyle(.tabOrange, width: 1.5, dash: .dashDot)
    return Figure(
      id: id,
      rows: [
        Figure.Row([
          panel(
            "norm", "norms",
            [
              ("Frobenius norm", measured), ("bound, Frobenius", bound),
              ("Schatten-1/2", second), ("bound, Schatten-1/2", other),
            ], legend: .upperLeft, low: 0.5, high: 2e3),
          panel(
            "rank", "effective rank − 1", [("measured", measured), ("bound", bound)],
            legend: .lowerLeft, low: 1e-9, high: 1e1),
        ]),
        Figure.Row([
          panel(
            "distance", "distance from rank 1",
            [("measured", measured), ("bound", bound), ("sharper bound", other)],
            legend: .lowerLeft, low: 1e-11, high: 1e1),
          panel(
            "entry", "|unobserved entry|",
            [
              ("depth 2 from identity", third), ("depth 3", measured), ("depth 4", second),
              ("closed form", LineStyle(.black, width: 1.2, dash: .dotted)),
            ], legend: .upperLeft, low: 0.5, high: 1e3),
        ]),
      ], columnGap: 60, rowGap: 36)
  }

  private func panel(
    _ name: String, _ label: RichText, _ series: [(String, LineStyle)],
    legend: Legend.Position, low: Double, high: Double
  ) -> Panel {
    let rows = table.rows(where: "panel", is: name)
    let lines = series.map { name, style in
      let points = rows.rows(where: "series", is: word(for: name))
      return Mark.line(DataPoint.zip(points[numbers: "loss"], points[numbers: "value"]), style)
    }
    return Panel(
      size: Size(width: 190, height: 140),
      x: Axis(
        "loss", scale: .log10, limits: Limits(low: lastLoss, high: 0.25, margin: 0),
        inverted: true),
      y: Axis(label, scale: .log10, limits: Limits(low: low, high: high, margin: 0)),
      marks: lines,
      legend: Legend(legend, series.map { Legend.Entry(RichText(plain: $0), line: $1) }),
      style: PanelStyle(labelSize: 11, tickSize: 9, legendSize: 8))
  }
}

/// A series in a table, whose words have no commas.
private func word(for series: String) -> String { series.replacing(",", with: "") }
