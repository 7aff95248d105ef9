// The panels of tensor 2021's Figure 4 and of the post's Figure 5 (sheet 5.7).

import Plotting
import Records

/// A table of errors as panels.
struct NaturalPicture {
  var table: Table

  /// The error of a constant that is right about one label in ten: the line in every panel.
  static let variance = 0.09

  private static let size = Size(width: 368, height: 151)
  private static let style = PanelStyle(
    titleSize: 13, labelSize: 12, tickSize: 9, legendSize: 11)

  /// A curve's look and name.
  private struct Series {
    var variant: ImageVariant
    var name: String
    var color: Color
    var shape: MarkerStyle.Shape

    static let all = [
      Series(variant: .original, name: "original", color: .tabBlue, shape: .circle),
      Series(variant: .randomImages, name: "rand image", color: .tabRed, shape: .triangleUp),
      Series(variant: .randomLabels, name: "rand label", color: .tabPurple, shape: .thinDiamond),
    ]

    func curve(isTest: Bool) -> BarredCurve {
      let color = isTest ? color.opacity(0.5) : color
      return BarredCurve(
        line: LineStyle(color, dash: isTest ? .dashed : .solid),
        marker: MarkerStyle(shape, fill: color), bar: LineStyle(color))
    }
  }

  private static let varianceLine = LineStyle(Color.tabGreen.opacity(0.5))

  /// The panel of a set.
  func panel(_ set: PublishedImages) -> Panel {
    let rows = rows(set)
    let images = rows[words: "images"].first.flatMap { ImageProvenance(rawValue: $0) } ?? .drawn
    let ranks = rows[numbers: "rank"]
    let last = ranks.max() ?? 15
    return Panel(
      size: Self.size, title: RichText(plain: NaturalResults.title(set, images)),
      x: Axis(
        "tensor rank", limits: Limits(low: 1, high: last),
        ticks: .at((1...Int(last)).map(Double.init))),
      y: Axis("mean error", limits: limits(rows)),
      marks: Series.all.flatMap { series in
        [false, true].flatMap { isTest in
          series.curve(isTest: isTest).marks(
            rows.rows(where: "variant", is: series.variant.rawValue), x: "rank",
            mean: isTest ? "test" : "train")
        }
      } + [.horizontalRule(Self.variance, Self.varianceLine)],
      style: Self.style)
  }

  /// An empty panel of this width with the legend of all panels.
  static func legend(width: Double) -> Panel {
    let curves = Series.all.flatMap { series in
      [false, true].map { isTest in
        series.curve(isTest: isTest)
          .entry(RichText(plain: "\(series.name) \(isTest ? "test" : "train")"))
      }
    }
    return Panel(
      size: Size(width: width, height: size.height),
      legend: Legend(.center, curves + [Legend.Entry("variance", line: varianceLine)]),
      style: style)
  }

  private func rows(_ set: PublishedImages) -> Table {
    table.rows(where: "set", is: set.rawValue)
  }

  /// All means and the line, and a hundredth of their range; bars may be cut.
  private func limits(_ rows: Table) -> Limits {
    let means = rows[numbers: "train"] + rows[numbers: "test"] + [Self.variance]
    let (low, high) = (means.min() ?? 0, means.max() ?? 1)
    let margin = 0.01 * (high - low)
    return Limits(low: low - margin, high: high + margin)
  }
}
