// The post on tensor factorization, Figure 1: data of low and of high complexity (tensor sheet 5.2). The post
// shows photographs; these pictures are ours.
//
// Claims: none. Cost: none.

import Analysis
import Plotting
import Records

enum Post2021Figure1 {
  static let id = "post2021-fig1"

  static let figure = FigureDefinition(
    id: id, work: .posts, kind: .illustration, title: "Low and high complexity",
    source: "post on tensor factorization, Figure 1",
    caption: """
      Data of low and of high complexity. Where the post shows photographs, these are our own pictures, \
      drawn by the program, beside noise of the same size. To hold 99 % of a picture's energy takes at \
      most {{value post2021-fig1 drawn d}} singular values for the drawn ones, and at least \
      {{value post2021-fig1 noise d}} for the noise, of \(DrawnPictures.side).
      """,
    alternative: """
      Left, under a green tick and the words low complexity, four small colour pictures: a boat, a house, \
      a tree and a car. Right, under a red cross and the words high complexity, four squares of colour \
      noise.
      """,
    runs: { _ in [] }, analyse: { _, _ in findings }, picture: { table, _ in picture(table) })

  private static let noises = (1...4).map { "noise \($0)" }

  private static var findings: Findings {
    let side = DrawnPictures.side
    let noise = noises.map { ($0, PictureComplexity.noise($0, side: side)) }
    func components(_ pictures: [(String, [Int])]) -> [Double] {
      pictures.map { Double(PictureComplexity.components($0.1, side: side)) }
    }
    return Findings(
      table: Table(
        (DrawnPictures.all + noise).map { Table.Column($0.0, .numbers($0.1.map(Double.init))) }),
      quantities: [
        "drawn": Quantity(
          components(DrawnPictures.all).max() ?? 0,
          "most singular values that hold 99 % of a drawn picture's energy"),
        "noise": Quantity(
          components(noise).min() ?? 0,
          "fewest singular values that hold 99 % of a noise picture's energy"),
      ], claims: [])
  }

  private static func picture(_ table: Table) -> Figure {
    let ruler = Ruler(scale: 0.36)
    var drawing = Drawing()
    for (sign, color, words, names, x) in [
      ("✔", Color(hex: 0x008000), "low complexity", DrawnPictures.all.map(\.name), 35.0),
      ("✘", Color(hex: 0xF00000), "high complexity", noises, 941),
    ] {
      drawing.text(
        RichText(plain: sign), at: ruler.point(x + 76, 48), size: 30, color: color)
      drawing.text("**\(words)**", at: ruler.point(x + 152, 48), anchor: .left, size: 17)
      for (index, name) in names.enumerated() {
        drawing.elements.append(
          .cells(
            ruler.rect(x + 152 * Double(index), 115, 144, 144), columns: DrawnPictures.side,
            table[numbers: name].map { Color(hex: UInt32($0)) }))
      }
    }
    return Figure(id: id, width: ruler.length(1568), height: ruler.length(262), drawing)
  }
}
