// The talk's closing hypothesis: each architecture lowers its own notion of rank (text of the slides).
//
// Claims: none; it is a hypothesis of the speaker's. Cost: none.

import Analysis
import Plotting
import Records

enum TalkHypothesis {
  static let id = "talk-hypothesis"

  static let figure = FigureDefinition(
    id: id, work: .talk, kind: .illustration, title: "A hypothesis: architectures and ranks",
    source: "closing slides; text only was available",
    caption: """
      The speaker's hypothesis: implicit regularization minimizes the notion of rank that corresponds to \
      the architecture. The first three pairs are those of the works; the open one stands for what is still \
      to be discovered. Our drawing; a hypothesis, which no figure of this report tests as such.
      """,
    alternative: """
      Four rows, each with an arrow from an architecture to a notion of rank: linear networks to rank, \
      shallow non-linear convolutional networks to tensor rank, deep ones to hierarchical tensor rank, and \
      other architectures to a dashed box with the words to be discovered.
      """,
    runs: { _ in [] },
    analyse: { _, _ in Findings(table: table, quantities: [:], claims: []) },
    picture: { table, _ in picture(table) })

  private static let table = Table([
    Table.Column(
      "architecture",
      .words([
        "linear networks", "shallow non-linear convolutional networks",
        "deep non-linear convolutional networks", "other architectures",
      ])),
    Table.Column(
      "rank", .words(["rank", "tensor rank", "hierarchical tensor rank", "to be discovered"])),
  ])

  private static func picture(_ table: Table) -> Figure {
    var drawing = Drawing()
    drawing.text("**architecture**", at: Point(130, 8), size: 11, color: Palette.words)
    drawing.text("**notion of rank**", at: Point(430, 8), size: 11, color: Palette.words)
    let pairs = Array(zip(table[words: "architecture"], table[words: "rank"]))
    let fills = [Palette.pale, Palette.blue, Palette.green, nil]
    for (row, pair) in pairs.enumerated() {
      let top = 22 + 42 * Double(row)
      let stroke = Stroke(.black, width: 1, dash: row == pairs.count - 1 ? [4, 3] : [])
      let left = Rect(x: 0, y: top, width: 260, height: 30)
      let right = Rect(x: 340, y: top, width: 180, height: 30)
      for (rect, words) in [(left, pair.0), (right, pair.1)] {
        drawing.box(rect, radius: 5, fill: fills[row], stroke: stroke)
        drawing.text(RichText(plain: words), at: rect.center, size: 11)
      }
      drawing.arrow(
        from: Point(left.right + 8, left.center.y), to: Point(right.left - 8, left.center.y),
        stroke, head: 6)
    }
    drawing.text(
      "//Hypothesis: implicit regularization minimizes the corresponding notion of rank.//",
      at: Point(260, 204), size: 11)
    return Figure(id: id, width: 520, height: 214, drawing)
  }
}
