// The talk: completing a table of ratings, and a tensor, as a prediction problem (text of the slides).
//
// Claims: none. Cost: none.

import Analysis
import Plotting
import Records

enum TalkCompletion {
  static let id = "talk-completion"

  static let figure = FigureDefinition(
    id: id, work: .talk, kind: .illustration, title: "Completion is prediction",
    source: "slides on matrix and tensor completion; text only was available",
    caption: """
      Left, a table of ratings: who gave which rating is the training data, and to complete the table is to \
      predict from pairs of indices. Right, the same with triples of indices: a tensor of order three. The \
      ratings are the slides', the drawing is ours.
      """,
    alternative: """
      Left, a table with the rows Bob, Alice and Joe and four columns; five entries hold ratings of 4 or 5, \
      the others question marks. Right, the same table as the front of a cuboid whose hidden layers have \
      observed and unobserved entries too.
      """,
    runs: { _ in [] },
    analyse: { _, _ in Findings(table: table, quantities: [:], claims: []) },
    picture: { table, _ in picture(table) })

  private static let table = Table([
    Table.Column("user", .words(["Bob", "Alice", "Joe"])),
    Table.Column("item 1", .words(["4", "?", "?"])),
    Table.Column("item 2", .words(["?", "5", "5"])),
    Table.Column("item 3", .words(["?", "4", "?"])),
    Table.Column("item 4", .words(["4", "?", "?"])),
  ])

  private static let observed = Color(hex: 0xD5E8C8)
  private static let cell = Size(width: 38, height: 30)
  private static let thin = Stroke(.black, width: 0.8)

  private static func picture(_ table: Table) -> Figure {
    var drawing = Drawing()
    for (title, formula, x) in [
      ("Matrix Completion", "{1, …, //d//} × {1, …, //d′//} → ℝ", 126.0),
      ("Tensor Completion", "{1, …, //d//} × {1, …, //d′//} × {1, …, //d″//} → ℝ", 382),
    ] {
      drawing.text("**//\(title)//**", at: Point(x, 10), size: 13)
      drawing.text(RichText(formula), at: Point(x, 184), size: 11)
    }
    let left = Point(50, 66)
    for (row, user) in table[words: "user"].enumerated() {
      drawing.text(
        RichText(plain: user), at: Point(left.x - 8, left.y + (Double(row) + 0.5) * cell.height),
        anchor: .right, size: 11)
    }
    ratings(table, at: left, &drawing)
    let right = Point(294, 66)
    layers(table, at: right, &drawing)
    ratings(table, at: right, &drawing)
    legend(&drawing)
    return Figure(id: id, width: 500, height: 232, drawing)
  }

  private static func ratings(_ table: Table, at corner: Point, _ drawing: inout Drawing) {
    for column in 0..<4 {
      for (row, rating) in table[words: "item \(column + 1)"].enumerated() {
        let rect = Rect(
          x: corner.x + Double(column) * cell.width, y: corner.y + Double(row) * cell.height,
          width: cell.width, height: cell.height)
        let known = rating != "?"
        drawing.box(rect, fill: known ? observed : .white, stroke: thin)
        drawing.text(
          "**\(rating)**", at: rect.center, size: 12, color: known ? .black : Palette.darkRed)
      }
    }
  }

  /// The top and the side of three layers behind the front, some of their entries observed.
  private static func layers(_ table: Table, at corner: Point, _ drawing: inout Drawing) {
    let step = 11.0
    func isObserved(_ row: Int, _ column: Int, _ layer: Int) -> Bool {
      layer == 0
        ? table[words: "item \(column + 1)"][row] != "?" : (row + column + layer) % 3 == 0
    }
    func face(_ origin: Point, _ along: (Double, Double), isObserved: Bool) {
      drawing.path(
        .polyline(
          [
            origin, Point(origin.x + along.0, origin.y + along.1),
            Point(origin.x + along.0 + step, origin.y + along.1 - step),
            Point(origin.x + step, origin.y - step),
          ], closed: true), fill: isObserved ? observed : .white, stroke: thin)
    }
    for layer in 0..<3 {
      let shift = Double(layer) * step
      for column in 0..<4 {
        face(
          Point(corner.x + Double(column) * cell.width + shift, corner.y - shift),
          (cell.width, 0), isObserved: isObserved(0, column, layer))
      }
      for row in 0..<3 {
        face(
          Point(
            corner.x + 4 * cell.width + shift, corner.y + Double(row) * cell.height - shift),
          (0, cell.height), isObserved: isObserved(row, 3, layer))
      }
    }
  }

  private static func legend(_ drawing: inout Drawing) {
    for (name, mark, fill, x) in [
      ("observed entries: training data", "", observed, 62.0),
      ("unobserved entries: test data", "**?**", Color.white, 284),
    ] {
      drawing.box(Rect(x: x, y: 210, width: 16, height: 14), fill: fill, stroke: thin)
      drawing.text(RichText(mark), at: Point(x + 8, 217), size: 9, color: Palette.darkRed)
      drawing.text(RichText(plain: name), at: Point(x + 23, 217), anchor: .left, size: 10)
    }
  }
}
