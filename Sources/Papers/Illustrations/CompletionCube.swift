// Prediction as tensor completion (tensor sheet 5.1): pictures of three pixels with five grey levels are
// positions in a 5×5×5 tensor. In the proportions of the post's drawing.

import Analysis
import Plotting
import Records

enum CompletionCube {
  /// Pixels of the post's drawing, 1568 by 727.
  private static let ruler = Ruler(scale: 0.32)
  private static let levels = [1.0, 0.82, 0.68, 0.45, 0.1].map { Color.gray($0) }
  private static let cell = 87.0
  private static let depth = 92.0
  private static let thin = Stroke(.black, width: 0.9)

  /// The samples drawn: grey levels counted from white, label (`nil` where it is to be predicted).
  private static let samples: [(levels: [Int], label: Int?)] = [
    ([1, 0, 0], 1), ([0, 1, 2], 1), ([2, 2, 0], 0), ([1, 1, 2], nil),
  ]

  static var table: Table {
    func column(_ name: String, _ value: (([Int], Int?)) -> Double) -> Table.Column {
      Table.Column(name, .numbers(samples.map { value(($0.levels, $0.label)) }))
    }
    return Table(
      ["A", "B", "C"].enumerated().map { index, name in column(name) { Double($0.0[index]) } }
        + [
          Table.Column(
            "label", .words(samples.map { $0.label.map { "is \($0)" } ?? "unknown" })),
          column("position") { Double(position(of: $0.0)) },
        ])
  }

  /// The row-major position of a picture's entry.
  static func position(of levels: [Int]) -> Int { levels.reduce(0) { $0 * 5 + $1 } }

  /// How many positions the 125 pictures take.
  static var distinctPositions: Int {
    let range = 0..<5
    return Set(
      range.flatMap { a in range.flatMap { b in range.map { position(of: [a, b, $0]) } } }
    ).count
  }

  static func figure(_ table: Table, id: String) -> Figure {
    var drawing = Drawing()
    let samples = (0..<table.rowCount).map { row in
      ["A", "B", "C"].map { Int(table[numbers: $0][row]) }
    }
    pictures(samples, &drawing)
    cube(&drawing)
    axes(&drawing)
    for (row, levels) in samples.enumerated() {
      entry(row, levels, label: table[words: "label"][row], &drawing)
    }
    drawing.text("labels", at: ruler.point(715, 312), size: 13, color: Palette.darkGreen)
    return Figure(id: id, width: ruler.length(1568), height: ruler.length(727), drawing)
  }

  private static let tops = [217.0, 321, 425, 583]

  private static func pictures(_ samples: [[Int]], _ drawing: inout Drawing) {
    drawing.text("variables", at: ruler.point(400, 100), size: 13)
    for (name, x) in [("A", 313.0), ("B", 400), ("C", 487)] {
      drawing.text(RichText(plain: name), at: ruler.point(x, 170), size: 13)
    }
    for (levels, top) in zip(samples, tops) {
      drawing.strip(ruler.rect(270, top, 3 * cell, cell), levels.map { Self.levels[$0] })
    }
    drawing.brace(ruler.rect(222, 220, 38, 289), opensRight: true)
    drawing.text("training\nsamples", at: ruler.point(112, 364), size: 13)
    drawing.text("test\nsample", at: ruler.point(112, 627), size: 13)
  }

  private static func cube(_ drawing: inout Drawing) {
    let front = ruler.rect(885, 255, 5 * cell, 5 * cell)
    drawing.block(
      front: front, depth: ruler.length(depth), fill: Color(hex: 0xEFF7FF),
      top: Color(hex: 0xE1E9F2), side: Color(hex: 0xE4F0FA), stroke: thin, hiddenEdges: true)
  }

  /// The grey levels along the three modes.
  private static func axes(_ drawing: inout Drawing) {
    drawing.strip(ruler.rect(885 + depth, 255 - depth - cell, 5 * cell, cell), levels)
    drawing.text("A", at: ruler.point(885 + depth + 2.5 * cell, 40), size: 13)
    let right = 885 + 5 * cell
    for (level, fill) in levels.enumerated() {
      let start = Double(level) / 5
      drawing.box(
        ruler.rect(right + depth, 255 - depth + Double(level) * cell, cell, cell), fill: fill,
        stroke: thin)
      drawing.path(
        .polyline(
          [(0.0, start), (1, start), (1, start + 0.2), (0, start + 0.2)].map { across, along in
            ruler.point(
              right + across * cell + along * depth, 255 + 5 * cell - along * depth)
          }, closed: true), fill: fill, stroke: thin)
    }
    drawing.text("B", at: ruler.point(right + depth + cell + 28, 380), size: 13)
    drawing.text("C", at: ruler.point(right + depth + 85, 660), size: 13)
  }

  /// The arrow from a sample to its entry, and what is known of that.
  private static func entry(
    _ row: Int, _ levels: [Int], label: String, _ drawing: inout Drawing
  ) {
    let known = label.last.flatMap { $0.isNumber ? String($0) : nil }
    let color = known == nil ? Palette.darkRed : Palette.darkGreen
    let along = (Double(levels[2]) + 0.5) / 5 * depth
    let x = 885 + (Double(levels[0]) + 0.5) * cell + along
    let y = 255 + (Double(levels[1]) + 0.5) * cell - along
    drawing.text(
      "**\(known ?? "?")**", at: ruler.point(x, y), size: 12, color: color)
    let start = tops[row] + cell / 2
    let bend = [-40.0, 60, 90, 60][row]
    let tip = row == 3 ? ruler.point(x - 8, y + 28) : ruler.point(x - 22, y + [-4.0, 2, 4][row])
    drawing.arrow(
      from: ruler.point(538, start), control1: ruler.point(700, start + (row == 3 ? -10 : bend)),
      control2: row == 3 ? ruler.point(900, start - 60) : ruler.point(x - 200, y + bend), to: tip,
      Stroke(color, width: 1.4), head: 6)
  }
}
