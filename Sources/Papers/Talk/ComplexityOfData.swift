// The talk's slide on natural data: MNIST and Fashion-MNIST can be fitted with low tensor rank, random data
// of the same size cannot. The runs are those of tensor 2021's Figure 4; the layout is ours.

import Analysis
import Plotting
import Records

enum ComplexityOfData {
  static let id = "talk-complexity"

  static func figure(_ images: PublishedSets) -> FigureDefinition {
    FigureDefinition(
      id: id, work: .talk, title: "Natural data fit with low tensor rank", source: "talk",
      caption: """
        Left: error on the training images; right: on test images, against the tensor rank of the \
        predictor. Digits and garments as they are, in colour, against the same sets with random images \
        or random labels, in grey. \(NaturalImages.sources(images, figure: id)) The runs are those of \
        Figure 4 of the work, the layout is ours.
        """,
      alternative: """
        In both panels two coloured curves lie low at every rank, and four grey ones around or above the \
        line of the variance.
        """,
      runs: { NaturalStudy($0, images).planned },
      analyse: { library, preset in
        let study = NaturalStudy(preset, images)
        let results = study.sets.map { NaturalResults($0, of: study, in: library) }
        return Findings(
          table: results.table,
          quantities: NaturalImages.otherContent(results.map { ($0.set, $0.images) }),
          claims: NaturalClaims(figure: id, preset: preset, study: study, results: results).main)
      },
      picture: { table, _ in ComplexityPicture(table: table).figure(id: id) })
  }
}

/// Both sets in one panel for each error.
private struct ComplexityPicture {
  var table: Table

  private static let natural: [(set: PublishedImages, style: LineStyle, shape: MarkerStyle.Shape)] =
    [
      (.mnist, LineStyle(.tabBlue, width: 2), .circle),
      (.fashionMNIST, LineStyle(.tabOrange, width: 2), .square),
    ]
  private static let random: [(variant: ImageVariant, name: RichText, style: LineStyle)] = [
    (.randomImages, "random images", LineStyle(.gray(0.6), width: 1.2)),
    (.randomLabels, "random labels", LineStyle(.gray(0.6), width: 1.2, dash: .dashed)),
  ]
  private static let variance = LineStyle(Color.tabGreen.opacity(0.5))

  func figure(id: String) -> Figure {
    var last = panel("test error", "test")
    last.legend = Legend(.outsideRight, entries)
    return Figure(id: id, panels: [panel("training error", "train"), last], columnGap: 60)
  }

  private func panel(_ title: RichText, _ column: String) -> Panel {
    let last = table[numbers: "rank"].max() ?? 15
    let random = Self.natural.flatMap { natural in
      Self.random.map { Mark.line(points(natural.set, $0.variant, column), $0.style) }
    }
    let natural = Self.natural.flatMap { natural in
      let points = points(natural.set, .original, column)
      return [
        Mark.line(points, natural.style),
        .markers(points, MarkerStyle(natural.shape, fill: natural.style.color)),
      ]
    }
    return Panel(
      size: Size(width: 216, height: 151), title: title,
      x: Axis("tensor rank", ticks: .at((1...Int(last)).map(Double.init))),
      y: Axis("mean error", limits: Limits(low: 0)),
      marks: random + [.horizontalRule(NaturalPicture.variance, Self.variance)] + natural,
      style: PanelStyle(titleSize: 13, labelSize: 12, tickSize: 9, legendSize: 10))
  }

  private var entries: [Legend.Entry] {
    Self.natural.map { natural in
      Legend.Entry(
        RichText(plain: title(natural.set)), line: natural.style,
        marker: MarkerStyle(natural.shape, fill: natural.style.color))
    } + Self.random.map { Legend.Entry($0.name, line: $0.style) }
      + [Legend.Entry("variance", line: Self.variance)]
  }

  private func title(_ set: PublishedImages) -> String {
    let images = table.rows(where: "set", is: set.rawValue)[words: "images"].first
    return NaturalResults.title(set, images.flatMap { ImageProvenance(rawValue: $0) } ?? .drawn)
  }

  private func points(
    _ set: PublishedImages, _ variant: ImageVariant, _ column: String
  ) -> [DataPoint] {
    let rows = table.rows(where: "set", is: set.rawValue)
      .rows(where: "variant", is: variant.rawValue)
    return DataPoint.zip(rows[numbers: "rank"], rows[numbers: column])
  }
}
