// A panel of the dynamics figures: ten curves over iterations, as the work, the post and the talk draw them
// (sheet 5.1 to 5.3).

import Plotting
import Records

/// How such a panel looks, whatever it shows.
struct ComponentPanel: Sendable {
  var title: RichText?
  /// What the curves are.
  var label: RichText
  var size = Size.inches(2.58, 1.59)
  var colors = Color.summer10
  /// Values of the labelled ticks; `nil` for automatic ones, as those of the iterations are.
  var values: [Double]?

  static let matrix = ComponentPanel(
    title: "matrix factorization", label: "singular values",
    values: [0, 10, 20, 30, 40])

  static let tensor = ComponentPanel(
    title: "tensor factorization", label: "component norms",
    values: [0, 10, 20, 30, 40])

  static let hierarchical = ComponentPanel(
    title: "hierarchical tensor factorization", label: "local component norms",
    values: [0, 5, 10, 15])

  /// A figure of these panels in a row, as the work has them.
  static func figure(
    id: String, _ panels: [ComponentPanel], of table: Table, gap: Double = 54
  ) -> Figure {
    Figure(
      id: id, panels: panels.enumerated().map { $1.panel($0 + 1, of: table) }, columnGap: gap,
      padding: 7.2)
  }

  /// The same for data of other sizes.
  var withAutomaticTicks: ComponentPanel {
    ComponentPanel(title: title, label: label, size: size, colors: colors)
  }

  /// The numbers of several panels: a row for each of their records.
  static func table(_ panels: [ComponentCurves]) -> Table {
    let numbers = panels.enumerated().flatMap { index, panel in
      panel.iterations.map { _ in Double(index + 1) }
    }
    return Table(
      [
        .init("panel", .numbers(numbers)),
        .init("iteration", .numbers(panels.flatMap(\.iterations))),
      ]
        + (1...ComponentCurves.count).map { number in
          .init("curve\(number)", .numbers(panels.flatMap { $0[number] }))
        })
  }

  /// The panel of a number, counted from 1.
  func panel(_ number: Int, of table: Table) -> Panel {
    let rows = table.rows(where: "panel", is: Double(number))
    let iterations = rows[numbers: "iteration"]
    return Panel(
      size: size, title: title, x: Axis("iterations", limits: .tight),
      y: Axis(label, ticks: values.map { .at($0) } ?? .automatic),
      marks: colors.enumerated().map { index, color in
        .line(
          DataPoint.zip(iterations, rows[numbers: "curve\(index + 1)"]),
          LineStyle(color, width: 1.5))
      },
      style: PanelStyle(titleSize: 12, titlePad: 8, labelSize: 11, tickSize: 9))
  }
}
