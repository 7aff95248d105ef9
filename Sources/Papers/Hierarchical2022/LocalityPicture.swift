// The panels of accuracies against range (locality sheet 7.1 to 7.4).

import Plotting
import Records

/// A table of accuracies as panels.
struct LocalityPicture {
  var table: Table

  static let size = Size(width: 288, height: 117)
  static let style = PanelStyle(titleSize: 14, labelSize: 13, tickSize: 10, legendSize: 11)

  /// A curve's look and name.
  struct Series {
    var name: String
    var label: RichText
    var color: Color
    var shape: MarkerStyle.Shape

    var entry: Legend.Entry { curve().entry(label) }

    func curve(dash: Dash = .solid) -> BarredCurve {
      BarredCurve(
        line: LineStyle(color, dash: dash), marker: MarkerStyle(shape, fill: color),
        bar: LineStyle(color.opacity(0.5)))
    }
  }

  /// The coefficients of a task in the works' colours: least red, largest blue, between them purple.
  func series(_ task: LocalityStudy.Task) -> [Series] {
    let words = rows(task)[words: "series"].filter { $0 != "distance" }
    let names = words.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return names.enumerated().map { place, name in
      if place == 0 {
        return Series(
          name: name, label: RichText(plain: name), color: .tabRed, shape: .thinDiamond)
      }
      let isLast = place == names.count - 1
      return Series(
        name: name, label: RichText(plain: name == "reg 1" ? "reg 1.0" : name),
        color: isLast ? .tabBlue : .tabPurple, shape: isLast ? .triangleUp : .circle)
    }
  }

  /// What the distance of the dots alone tells.
  static let rule = Series(
    name: "distance", label: "dots' distance alone", color: .gray(0.45), shape: .square)

  func rows(_ task: LocalityStudy.Task) -> Table {
    table.rows(where: "task", is: task.rawValue)
  }

  /// The accuracies of a task at its ranges.
  ///
  /// - Parameters:
  ///   - column: `test` or `train`.
  ///   - dash: the pattern of the lines.
  func marks(
    _ task: LocalityStudy.Task, _ series: [Series], column: String = "test", dash: Dash = .solid
  ) -> [Mark] {
    series.flatMap { series in
      series.curve(dash: dash).marks(
        rows(task).rows(where: "series", is: series.name), x: "range", mean: column)
    }
  }

  /// The ranges of a task as ticks.
  func axis(_ task: LocalityStudy.Task, _ label: RichText? = nil) -> Axis {
    let ranges = Set(rows(task)[numbers: "range"]).sorted()
    return Axis(label ?? RichText(plain: task.axis), ticks: .at(ranges))
  }

  /// A panel of test accuracies with its legend.
  func panel(_ task: LocalityStudy.Task, title: String, y: Axis) -> Panel {
    let series = series(task) + (task == .pathfinder ? [Self.rule] : [])
    return Panel(
      size: Self.size, title: RichText(plain: title), x: axis(task), y: y,
      marks: marks(task, series),
      legend: Legend(.lowerLeft, series.map(\.entry)),
      style: Self.style)
  }

  /// The published limits of a task, or those of the reduced one.
  static func accuracies(
    _ task: LocalityStudy.Task, isPublished: Bool, label: RichText = "test accuracy (%)"
  ) -> Axis {
    if isPublished, task == .sameClass {
      return Axis(label, limits: Limits(low: 49, high: 62), ticks: .at([50, 54, 58, 62]))
    }
    return Axis(
      label, limits: Limits(low: isPublished ? 48 : 45, high: 100),
      ticks: .at([50, 60, 70, 80, 90, 100]))
  }
}
