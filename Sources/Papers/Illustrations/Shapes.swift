// What the illustrations share: colours, a ruler for the proportions of the works' drawings, and a few
// compound shapes.

import Plotting

/// Converts lengths of a work's drawing, in pixels of its frame, to points.
struct Ruler {
  /// Points per pixel of the frame.
  var scale: Double

  func point(_ x: Double, _ y: Double) -> Point { Point(x * scale, y * scale) }

  func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Rect {
    Rect(x: x * scale, y: y * scale, width: width * scale, height: height * scale)
  }

  func length(_ pixels: Double) -> Double { pixels * scale }
}

/// The fills of the works' drawings.
enum Palette {
  static let blue = Color(hex: 0xB3C5E6)
  /// The top and the side of a blue block.
  static let blueTop = Color(hex: 0x8FAADC)
  static let blueSide = Color(hex: 0x94B2E8)
  static let orange = Color(hex: 0xF3AF81)
  static let green = Color(hex: 0xA7CF8D)
  static let yellow = Color(hex: 0xFFC000)
  static let red = Color(hex: 0xD24A55)
  static let pale = Color(hex: 0xF1F1F1)
  static let gray = Color(hex: 0xD0CECE)
  static let words = Color(hex: 0x767171)
  static let navy = Color(hex: 0x1F4E79)
  static let darkRed = Color(hex: 0xA00000)
  static let darkGreen = Color(hex: 0x375623)
  static let brown = Color(hex: 0x7F6000)
}

extension Figure {
  /// An illustration: one drawing, origin at the upper left corner of its frame.
  init(id: String, width: Double, height: Double, _ drawing: Drawing) {
    self.init(
      id: id,
      panels: [Panel(size: Size(width: width, height: height), drawing: drawing)], padding: 6)
  }
}

extension Drawing {
  /// Dots that stand for what is left out, `step` apart around `center`.
  mutating func dots(
    _ count: Int, center: Point, step: Double, radius: Double, vertical: Bool = false
  ) {
    for index in 0..<count {
      let offset = (Double(index) - Double(count - 1) / 2) * step
      disc(
        center: Point(center.x + (vertical ? 0 : offset), center.y + (vertical ? offset : 0)),
        radius: radius, fill: .black, stroke: nil)
    }
  }

  /// A vector as a row of equal cells.
  mutating func strip(_ rect: Rect, _ fills: [Color]) {
    let width = rect.width / Double(fills.count)
    for (index, fill) in fills.enumerated() {
      box(
        Rect(
          x: rect.left + Double(index) * width, y: rect.top, width: width, height: rect.height),
        fill: fill, stroke: Stroke(.black, width: 0.8))
    }
  }

  /// A curve with a head at both ends, through a lowest point: two places that depend on each other.
  mutating func link(_ start: Point, _ end: Point, sag: Double, _ stroke: Stroke, head: Double) {
    let middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2 + sag)
    let reach = (end.x - start.x) / 4
    let slope = (end.y - start.y) / 4
    for (tip, side) in [(start, -1.0), (end, 1.0)] {
      arrow(
        from: middle, control1: Point(middle.x + side * reach, middle.y + side * slope),
        control2: Point(tip.x - side * reach * 0.6, tip.y + sag * 0.75 - side * slope * 0.3),
        to: tip,
        stroke, head: head)
    }
  }
}
