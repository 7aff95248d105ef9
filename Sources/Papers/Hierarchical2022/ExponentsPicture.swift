// The log-log panels of hierarchical2022-exponents, from its table.

import Plotting
import Records

struct ExponentsPicture {
  var table: Table

  /// A panel's words.
  private struct Words {
    var key: String
    var title: RichText
    var axis: RichText
    var factors: Int
  }

  private static let rows: [[Words]] = [
    [2, 3, 4].map {
      Words(
        key: "matrix-\($0)", title: RichText(plain: "matrix, depth \($0)"),
        axis: "singular value //s//", factors: $0)
    },
    [3, 4, 5].map {
      Words(
        key: "tensor-\($0)", title: RichText(plain: "tensor, order \($0)"),
        axis: "component norm //s//", factors: $0)
    },
    [("root", "hierarchical, root"), ("node", "hierarchical, node {1, 2}")].map { key, title in
      Words(
        key: key, title: RichText(plain: title), axis: "local component norm //s//", factors: 3)
    },
  ]

  func figure(id: String) -> Figure {
    Figure(
      id: id, rows: Self.rows.map { Figure.Row($0.map(panel)) }, columnGap: 50, rowGap: 60)
  }

  private func panel(_ words: Words) -> Panel {
    let rows = table.rows(where: "panel", is: words.key)
    let names = Set(rows[words: "component"]).sorted()
    let points = names.enumerated().map { index, name in
      let chosen = rows.rows(where: "component", is: name)
      return Mark.markers(
        DataPoint.zip(chosen[numbers: "size"], chosen[numbers: "rate"]), Self.style(index))
    }
    let sizes = rows[numbers: "size"]
    let dashes = LineStyle(.black, width: 1, dash: .dashed)
    let law = Mark.line(
      GrowthLaw.points(order: words.factors, over: (sizes.min() ?? 1)...(sizes.max() ?? 1)), dashes)
    let entries = names.enumerated().map { index, name in
      Legend.Entry(RichText(plain: name), marker: Self.style(index))
    }
    return Panel(
      size: Size(width: 150, height: 130), title: words.title,
      x: Axis(words.axis, scale: .log10, limits: .automatic),
      y: Axis("growth rate / γ", scale: .log10), marks: points + [law],
      legend: Legend(
        .upperLeft,
        entries + [
          Legend.Entry(RichText("\(words.factors) //s//^{2−2/\(words.factors)}"), line: dashes)
        ], handleLength: 1.5),
      style: PanelStyle(
        titleSize: 12, labelSize: 11, tickSize: 9, legendSize: names.count > 3 ? 7 : 9))
  }

  private static func style(_ index: Int) -> MarkerStyle {
    let shapes: [MarkerStyle.Shape] = [.circle, .triangleUp, .square, .triangleDown, .diamond]
    return MarkerStyle(
      shapes[index % shapes.count], size: 3.5, fill: Color.tab10[index % Color.tab10.count])
  }
}
