// The unobserved entry's size against the loss: the curves, their table and the panel that the
// matrix figures of norms 2020 share (sheet section 5, common drawing facts).

import Analysis
import Plotting
import Records

/// The curve of one run, up to and including the first record below the last loss shown.
struct LossCurve {
  /// The panel it is drawn in, counted from 1.
  var panel: Int
  /// Its place in the legend, counted from 1.
  var curve: Int
  var run: Run
  /// The trace column of the unobserved entry.
  var entry: String
  /// The loss at which the curve ends.
  var lastLoss: Double

  /// The table of several curves: one row a point.
  static func table(_ curves: [LossCurve]) -> Table {
    var columns = [[Double]](repeating: [], count: 5)
    for curve in curves {
      let trace = curve.run.trace(replicate: 1)
      let losses = trace[numbers: "loss"]
      let end = (losses.firstIndex { $0 < curve.lastLoss }).map { $0 + 1 } ?? losses.count
      let entries = trace[numbers: curve.entry]
      let iterations = trace[numbers: "iteration"]
      for row in 0..<end {
        columns[0].append(Double(curve.panel))
        columns[1].append(Double(curve.curve))
        columns[2].append(iterations[row])
        columns[3].append(losses[row])
        columns[4].append(abs(entries[row]))
      }
    }
    let names = ["panel", "curve", "iteration", "loss", "entry"]
    return Table(zip(names, columns).map { Table.Column($0, .numbers($1)) })
  }
}

/// One panel of such curves, coloured by iteration, with a marker where the loss passes each decade.
struct LossCurvePanel {
  var title: RichText?
  /// The legend's words, in drawing order; an empty list draws neither legend nor markers.
  var labels: [String]
  var legend: Legend.Position
  /// The loss at the right edge.
  var lastLoss: Double
  var size = Size(width: 152.5, height: 126)

  private static let shapes: [MarkerStyle.Shape] = [
    .circle, .triangleDown, .triangleUp, .diamond, .square,
  ]

  /// The published greys run from 0.65 to 0.14 over four curves.
  private func marker(_ index: Int) -> MarkerStyle {
    let share = labels.count > 1 ? Double(index) / Double(labels.count - 1) : 0
    return MarkerStyle(Self.shapes[index], size: 6, fill: .gray(0.65 - 0.51 * share))
  }

  /// The losses that carry a marker: 1.3 times each power of ten.
  static let marks = [1.3e-1, 1.3e-2, 1.3e-3, 1.3e-4]

  /// Draws the panel's rows of a table made by `LossCurve.table`.
  func panel(_ rows: Table) -> Panel {
    let lastIteration = rows[numbers: "iteration"].max() ?? 1
    let curves = Set(rows[numbers: "curve"]).sorted().map { rows.rows(where: "curve", is: $0) }
    var marks = curves.map { curve in
      Mark.coloredLine(
        points(curve), parameters: curve[numbers: "iteration"].map { $0 / lastIteration },
        .iterations, width: 2)
    }
    if !labels.isEmpty {
      for (index, curve) in curves.enumerated() {
        marks.append(.markers(marked(curve), marker(index)))
      }
    }
    return Panel(
      size: size, title: title,
      x: Axis(
        "loss", scale: .log10, limits: Limits(low: lastLoss, margin: 0), inverted: true,
        ticks: .at(powersOfTen, .power)),
      y: Axis("|unobserved entry|", limits: Limits(low: 0)),
      marks: marks, legend: labels.isEmpty ? nil : legendOfMarkers,
      colorBar: ColorBar(
        "iterations", map: .iterations, low: 1, high: lastIteration, evenTicks: 4),
      style: PanelStyle(titleSize: 14, labelSize: 13, tickSize: 10, legendSize: 9))
  }

  private var legendOfMarkers: Legend {
    Legend(
      legend,
      labels.enumerated().map { Legend.Entry(RichText($1), marker: marker($0)) },
      handleLength: 1, handleTextPad: 0.2)
  }

  private var powersOfTen: [Double] {
    [1, 1e-1, 1e-2, 1e-3, 1e-4].filter { $0 >= lastLoss }
  }

  private func points(_ curve: Table) -> [DataPoint] {
    DataPoint.zip(curve[numbers: "loss"], curve[numbers: "entry"])
  }

  /// The first point below each marked loss.
  private func marked(_ curve: Table) -> [DataPoint] {
    let points = points(curve)
    return Self.marks.compactMap { mark in points.first { $0.x < mark } }
  }
}
