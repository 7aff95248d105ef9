// The strips of points of norms2020-seeds.

import Analysis
import Plotting
import Records
import Theory

struct SeedsPicture {
  var table: Table
  var preset: Preset

  /// The values read off the published figure, in legend order (sheet 5.1.2): depth 2 at the right
  /// edge, depths 3 and 4 at a loss of 1.3e-4.
  private static let published = [
    "depth 2": [0.72, 6.97, 1.23, 7.2], "depth 3": [43.2, 61.7, 61.7, 61.7],
    "depth 4": [56.9, 61.8, 61.8, 61.8],
  ]

  private static let publishedMarker = MarkerStyle(
    .star, size: 8, fill: .tabRed, edge: .white, edgeWidth: 0.5)

  private static func style(bits: Double) -> (color: Color, marker: MarkerStyle) {
    let (color, shape) =
      bits == 64 ? (Color.tabBlue, MarkerStyle.Shape.circle) : (.tabOrange, .square)
    return (color, MarkerStyle(shape, size: 3.5, fill: color.opacity(0.45), edgeWidth: 0))
  }

  func figure(id: String) -> Figure {
    let depths = UnobservedEntry.depths.map { depth in
      strips(
        "depth \(depth)", labels: MatrixSetting.published(depth: depth).map(\.label),
        width: 170, curve: depth > 2)
    }
    let control =
      preset == .quick
      ? [] : [strips("det < 0", labels: [Seeds.control.setting.label], width: 60, curve: true)]
    return Figure(id: id, panels: depths + control, columnGap: 40)
  }

  private func strips(_ panel: String, labels: [String], width: Double, curve: Bool) -> Panel {
    let rows = table.rows(where: "panel", is: panel)
    var marks: [Mark] = []
    if curve {
      let height = UniversalCurve.entry(loss: Seeds.mark(preset))
      marks.append(.horizontalRule(height, LineStyle(.gray(0.6), width: 1, dash: .dashed)))
    }
    for (bits, shift) in [(64.0, -0.15), (32, 0.15)] {
      let chosen = rows.rows(where: "bits", is: bits)
      let points = zip(chosen[numbers: "setting"], chosen[numbers: "entry"]).map {
        DataPoint($0 - 1 + shift, $1)
      }
      guard !points.isEmpty else { continue }
      let style = Self.style(bits: bits)
      marks.append(.markers(points, style.marker))
      for setting in Set(chosen[numbers: "setting"]).sorted() {
        let entries = chosen.rows(where: "setting", is: setting)[numbers: "entry"]
        let height = Sample.median(entries)
        let middle = setting - 1 + shift
        marks.append(
          .line(
            [DataPoint(middle - 0.12, height), DataPoint(middle + 0.12, height)],
            LineStyle(style.color, width: 2)))
      }
    }
    if let published = Self.published[panel], preset != .quick || panel == "depth 2" {
      marks.append(
        .markers(
          published.enumerated().map { DataPoint(Double($0), $1) },
          Self.publishedMarker))
    }
    let legend = Legend(
      .centerLeft,
      [
        Legend.Entry("64-bit", marker: Self.style(bits: 64).marker),
        Legend.Entry("32-bit", marker: Self.style(bits: 32).marker),
        Legend.Entry("published", marker: Self.publishedMarker),
      ], handleLength: 1, handleTextPad: 0.4)
    return Panel(
      size: Size(width: width, height: 150), title: RichText(plain: panel),
      x: Axis(
        scale: .categories(labels.map(wrapped)),
        limits: Limits(low: -0.5, high: Double(labels.count) - 0.5, margin: 0)),
      y: Axis("|unobserved entry|", limits: Limits(low: 0)), marks: marks,
      legend: panel == "depth 2" ? legend : nil,
      style: PanelStyle(titleSize: 13, labelSize: 11, tickSize: 8, legendSize: 8))
  }

  /// A setting on three short lines, so that neighbours do not touch.
  private func wrapped(_ label: String) -> RichText {
    let words = label.split(separator: " ").map(String.init)
    let pairs = stride(from: 0, to: words.count, by: 2).map { index in
      words[index..<min(index + 2, words.count)].joined(separator: " ")
    }
    return RichText(plain: pairs.joined(separator: "\n"))
  }
}
