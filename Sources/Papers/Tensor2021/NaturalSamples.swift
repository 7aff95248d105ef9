// The images behind tensor 2021's Figure 4, or their stand-ins, and what is left of them at one bit for each
// pixel (our figure). Cost: drawing a few images.

import Analysis
import Plotting
import Records

enum NaturalSamples {
  static let id = "tensor2021-images"

  /// How many images of each class are shown.
  private static let count = 3
  /// Pixels in a row of an image, and rows.
  private static let side = 28

  static func figure(_ images: PublishedSets) -> FigureDefinition {
    FigureDefinition(
      id: id, work: .tensor2021, kind: .ours, title: "The images", source: "experiment of Figure 4",
      caption: """
        The first training images of each class: as they are, and as predictors see them, a pixel being on \
        from half of full brightness. \(NaturalImages.sources(images, figure: id)) This figure is ours.
        """,
      alternative: """
        Four panels of ten columns of small white pictures on black: digits from zero to nine above, \
        garments below; grey levels at the left, black and white at the right.
        """,
      runs: { preset in NaturalSet.both(preset, images).map { sheet($0) } },
      analyse: { library, preset in findings(NaturalSet.both(preset, images), library) },
      picture: { table, _ in
        Figure(
          id: id,
          rows: PublishedImages.allCases.map { set in
            let rows = table.rows(where: "set", is: set.rawValue)
            return Figure.Row([panel(set, rows, isBinary: false), panel(set, rows, isBinary: true)])
          }, columnGap: 14, rowGap: 10)
      })
  }

  /// So many images hold enough of each class.
  private static func sheet(_ set: NaturalSet) -> PlannedRun {
    PlannedRun(
      SampleSheet(
        id: "tensor2021-images-\(set.key)-sample",
        sheet: .images(set: set.images(train: 100 * count, test: 1)), perLabel: count),
      seconds: 0.5)
  }

  private static func findings(_ sets: [NaturalSet], _ library: RunLibrary) -> Findings {
    let sheets = sets.map { ($0, library[sheet($0).spec.id]) }
    func words(_ word: (NaturalSet, Run) -> String) -> Table.Values {
      .words(
        sheets.flatMap { set, run in Array(repeating: word(set, run), count: run.trace.rowCount) })
    }
    func numbers(_ column: String) -> Table.Values {
      .numbers(sheets.flatMap { $0.1.trace[numbers: column] })
    }
    let provenances = sheets.map { ($0, $1.record.images ?? .drawn) }
    return Findings(
      table: Table(
        [
          .init("set", words { set, _ in set.name.rawValue }),
          .init("images", words { ($1.record.images ?? .drawn).rawValue }),
          .init("example", numbers("replicate")), .init("label", numbers("label")),
          .init("row", numbers("iteration")),
        ] + (0..<side).map { .init("p\($0)", numbers("p\($0)")) }),
      quantities: NaturalImages.otherContent(provenances), claims: [])
  }

  /// A column for each class, its examples from top to bottom.
  private static func panel(_ set: PublishedImages, _ rows: Table, isBinary: Bool) -> Panel {
    let images = rows[words: "images"].first.flatMap { ImageProvenance(rawValue: $0) } ?? .drawn
    let columns = (0..<side).map { rows[numbers: "p\($0)"] }
    let classes = Int((rows[numbers: "label"].max() ?? 0) + 1)
    var levels = [Double](repeating: 0, count: classes * count * side * side)
    for (place, example) in rows[numbers: "example"].enumerated() {
      let (label, number) = (Int(example) - 1).quotientAndRemainder(dividingBy: count)
      let row = number * side + Int(rows[numbers: "row"][place])
      for column in 0..<side {
        let level = columns[column][place]
        levels[(row * classes + label) * side + column] =
          isBinary ? (level >= 128 ? 1 : 0) : level / 255
      }
    }
    return Panel(
      size: Size(width: 24 * Double(classes), height: 24 * Double(count)),
      title: RichText(
        plain: NaturalResults.title(set, images) + (isBinary ? ", one bit for each pixel" : "")),
      x: .hidden, y: .hidden, marks: [.image(CellImage(columns: classes * side, gray: levels))],
      style: PanelStyle(titleSize: 11))
  }
}
