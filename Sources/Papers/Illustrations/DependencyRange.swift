// Short-range and long-range dependencies between places of a picture (locality sheet 7.4): an own
// schematic where the post draws on a photograph, in its proportions.

import Analysis
import Plotting
import Records

enum DependencyRange {
  /// Pixels of the post's picture, 1000 by 403.
  private static let ruler = Ruler(scale: 0.45)
  private static let side = 67.0
  private static let brown = Color(hex: 0xC55A11)
  private static let darkBrown = Color(hex: 0x843C0C)
  private static let blue = Color(hex: 0x2E83B5)

  /// The upper left corners of the squares that depend on each other.
  static let findings = Findings(
    table: Table([
      Table.Column("range", .words(["short", "long"])),
      Table.Column("x1", .numbers([198, 437])), Table.Column("y1", .numbers([113, 192])),
      Table.Column("x2", .numbers([264, 921])), Table.Column("y2", .numbers([113, 226])),
    ]), quantities: [:], claims: [])

  static func figure(_ table: Table, id: String) -> Figure {
    var scene = Drawing()
    landscape(&scene)
    let frame = ruler.rect(0, 0, 1000, 403)
    var drawing = Drawing([.clipped(frame, scene)])
    for row in 0..<table.rowCount {
      let isShort = table[words: "range"][row] == "short"
      let corners = [("x1", "y1"), ("x2", "y2")].map { x, y in
        (table[numbers: x][row], table[numbers: y][row])
      }
      pair(corners, isShort: isShort, &drawing)
    }
    label("short-range dependencies", ruler.rect(15, 18, 593, 80), darkBrown, &drawing)
    label("long-range dependencies", ruler.rect(407, 312, 581, 80), blue, &drawing)
    return Figure(id: id, width: frame.width, height: frame.height, drawing)
  }

  private static func pair(
    _ corners: [(Double, Double)], isShort: Bool, _ drawing: inout Drawing
  ) {
    let color = isShort ? brown : blue
    for (x, y) in corners {
      drawing.box(
        ruler.rect(x, y, side, side), fill: color.opacity(0.35),
        stroke: Stroke(color, width: 1.8))
    }
    let (start, end) = (corners[0], corners[1])
    if isShort {
      drawing.link(
        ruler.point(start.0 + 26, start.1 + 76), ruler.point(end.0 + 41, end.1 + 76), sag: 19,
        Stroke(darkBrown, width: 3), head: 9)
    } else {
      drawing.link(
        ruler.point(start.0 + 78, start.1 + 36), ruler.point(end.0 - 11, end.1 + 34), sag: 21,
        Stroke(color, width: 3), head: 10)
    }
  }

  private static func label(
    _ words: String, _ rect: Rect, _ color: Color, _ drawing: inout Drawing
  ) {
    drawing.box(rect, fill: Color.white.opacity(0.6), stroke: nil)
    drawing.text("**\(words)**", at: rect.center, size: 17, color: color)
  }

  /// A road between trees under a pale sky.
  private static func landscape(_ drawing: inout Drawing) {
    func area(_ points: [(Double, Double)], _ hex: UInt32) {
      drawing.path(
        .polyline(points.map { ruler.point($0.0, $0.1) }, closed: true), fill: Color(hex: hex))
    }
    area([(0, 0), (1000, 0), (1000, 230), (0, 230)], 0xDCE9F2)
    area([(0, 215), (1000, 215), (1000, 403), (0, 403)], 0xDDE6D3)
    area([(430, 215), (560, 215), (960, 403), (60, 403)], 0xDADADA)
    for (top, width) in [(232.0, 4.0), (262, 7), (304, 11), (358, 17)] {
      area(
        [
          (495 - width / 2, top), (495 + width / 2, top), (495 + width, top + 3 * width),
          (495 - width, top + 3 * width),
        ], 0xFFFFFF)
    }
    for (x, y, radius) in [
      (40.0, 150.0, 62.0), (140, 168, 48), (262, 165, 50), (350, 182, 34), (640, 182, 34),
      (715, 166, 50), (820, 150, 60), (955, 165, 52),
    ] {
      drawing.box(
        ruler.rect(x - radius / 10, y, radius / 5, 222 - y), fill: Color(hex: 0xCDBFB2),
        stroke: nil)
      drawing.disc(
        center: ruler.point(x, y), radius: ruler.length(radius), fill: Color(hex: 0xC6D8BE),
        stroke: nil)
    }
    car(x: 700, y: 220, area)
  }

  private static func car(x: Double, y: Double, _ area: ([(Double, Double)], UInt32) -> Void) {
    area(
      [
        (x + 25, y), (x + 115, y), (x + 135, y + 32), (x + 140, y + 78), (x, y + 78),
        (x + 5, y + 32),
      ], 0xAEB6BD)
    area([(x + 33, y + 8), (x + 107, y + 8), (x + 120, y + 30), (x + 20, y + 30)], 0xE4ECF2)
    for wheel in [x + 10, x + 110] {
      area(
        [(wheel, y + 78), (wheel + 20, y + 78), (wheel + 20, y + 90), (wheel, y + 90)], 0x8C9196)
    }
  }
}
