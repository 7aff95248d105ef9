// The panels of the dynamics figures: component norms against iterations, and the reconstruction errors
// of several runs (sheet 5.3, panel style).

import Plotting
import Records

/// A table made by `Dynamics.table`, as panels.
struct DynamicsPanels {
  var table: Table

  private static let size = Size(width: 162, height: 122.4)

  private static let style = PanelStyle(
    titleSize: 12, titlePad: 10, labelSize: 11, tickSize: 9, legendSize: 8)

  /// The colours and patterns of error curves, in the order of the runs.
  private static let lines = [
    LineStyle(Color(hex: 0xD2691E), dash: .dashed), LineStyle(Color(hex: 0x008000), dash: .dashDot),
    LineStyle(.tabBlue),
  ]

  /// The ten largest norms of a run, up to an iteration.
  func norms(_ run: Int, _ title: RichText, until last: Double = .infinity) -> Panel {
    let rows = table.rows(where: "run", is: Double(run))
    return panel(
      title, "component norms",
      (1...DynamicsRun.curves).map { j in
        Mark.line(
          points(rows, "norm\(j)", until: last), LineStyle(Color.summer10[j - 1]))
      })
  }

  /// The reconstruction errors of consecutive runs.
  func errors(_ runs: ClosedRange<Int>, labels: [RichText]) -> Panel {
    let styles = Self.lines.suffix(labels.count)
    let marks = zip(runs, styles).map { run, style in
      Mark.line(points(table.rows(where: "run", is: Double(run)), "error"), style)
    }
    var panel = panel(nil, "reconstruction error", marks)
    panel.y.limits = Limits(low: 0)
    panel.legend = Legend(
      .upperRight, zip(labels, styles).map { Legend.Entry($0, line: $1) })
    return panel
  }

  private func panel(_ title: RichText?, _ label: RichText, _ marks: [Mark]) -> Panel {
    Panel(
      size: Self.size, title: title, x: Axis("iterations", limits: .tight), y: Axis(label),
      marks: marks, style: Self.style)
  }

  private func points(
    _ rows: Table, _ column: String, until last: Double = .infinity
  ) -> [DataPoint] {
    DataPoint.zip(rows[numbers: "iteration"], rows[numbers: column]).filter { $0.x <= last }
  }
}
