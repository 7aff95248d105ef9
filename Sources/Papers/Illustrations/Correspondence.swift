// Factorizations beside the networks that compute them, in the proportions of the posts' drawings: a
// product of matrices and a linear network; a sum of outer products and a convolutional network.

import Plotting

/// The two rows; x in pixels of a frame 1568 wide, y from a row's top.
struct Correspondence {
  static let ruler = Ruler(scale: 0.36)
  static let width = ruler.length(1568)
  /// Whether the end matrix and the end tensor stand before the factorizations.
  var showsEnd: Bool

  private static let edge = Stroke(Color(hex: 0x44546A), width: 1.1)
  private static let thin = Stroke(.black, width: 0.7)

  /// A product of matrices and a linear network, 200 pixels high.
  func matrixRow(_ left: String, _ right: String) -> Drawing {
    let ruler = Self.ruler
    var drawing = headed(left, right)
    if showsEnd {
      square("**//W//_{//L//:1}**", x: 10, &drawing)
      drawing.text("**=**", at: ruler.point(163, 136), size: 18)
    }
    for (name, x) in [("//L//", 198.0), ("2", 426), ("1", 584)] {
      square("**//W//_{\(name)}**", x: x, &drawing)
    }
    for x in [334.0, 411, 566] { drawing.text("**∗**", at: ruler.point(x, 137), size: 11) }
    drawing.dots(
      3, center: ruler.point(373, 137), step: ruler.length(18), radius: ruler.length(4))
    drawing.doubleArrow(ruler.rect(790, 107, 112, 60))
    linearNetwork(&drawing)
    return drawing
  }

  /// A sum of outer products and a convolutional network, 260 pixels high.
  func tensorRow(_ left: String, _ right: String, below: RichText? = nil) -> Drawing {
    let ruler = Self.ruler
    var drawing = headed(left, right)
    if let below {
      drawing.text(below, at: ruler.point(1256, 72), size: 13, color: Color(hex: 0x2F5597))
    }
    if showsEnd {
      blueBlock(ruler.rect(10, 144, 110, 102), depth: 27, &drawing)
      drawing.text("**//W//**", at: ruler.point(65, 196), size: 12)
      drawing.text("**=**", at: ruler.point(172, 184), size: 18)
    }
    for x in [208.0, 379, 625] { component(x: x, &drawing) }
    drawing.text("**+**", at: ruler.point(348, 186), size: 11)
    drawing.text("**+**", at: ruler.point(518, 186), size: 11)
    drawing.dots(
      3, center: ruler.point(558, 187), step: ruler.length(18), radius: ruler.length(4))
    drawing.text("**+**", at: ruler.point(598, 186), size: 11)
    drawing.doubleArrow(ruler.rect(790, 131, 112, 60))
    circuit(&drawing)
    return drawing
  }

  private func headed(_ left: String, _ right: String) -> Drawing {
    var drawing = Drawing()
    drawing.text("**//\(left)//**", at: Self.ruler.point(410, 22), size: 14)
    drawing.text("**//\(right)//**", at: Self.ruler.point(1256, 22), size: 14)
    return drawing
  }

  private func square(_ name: RichText, x: Double, _ drawing: inout Drawing) {
    let rect = Self.ruler.rect(x, 77, 122, 120)
    drawing.box(rect, fill: Palette.blue, stroke: Self.edge)
    drawing.text(name, at: rect.center, size: 12)
  }

  private func linearNetwork(_ drawing: inout Drawing) {
    let ruler = Self.ruler
    drawing.text("**//x//**", at: ruler.point(940, 136), size: 12)
    for (name, x) in [("1", 995.0), ("2", 1152), ("//L//", 1380)] {
      square("**//W//_{\(name)}**", x: x, &drawing)
    }
    for (start, end) in [
      (955.0, 993.0), (1119, 1150), (1276, 1302), (1352, 1378), (1504, 1530),
    ] {
      drawing.arrow(
        from: ruler.point(start, 136), to: ruler.point(end, 136), Stroke(.black, width: 1),
        head: 4)
    }
    drawing.dots(
      3, center: ruler.point(1327, 136), step: ruler.length(17), radius: ruler.length(4))
    drawing.text("**//y//**", at: ruler.point(1547, 136), size: 12)
  }

  private func blueBlock(_ front: Rect, depth: Double, _ drawing: inout Drawing) {
    drawing.block(
      front: front, depth: Self.ruler.length(depth), fill: Palette.blue, top: Palette.blueTop,
      side: Palette.blueSide, stroke: Self.thin)
  }

  /// One outer product of three vectors, each a bar along its mode.
  private func component(x: Double, _ drawing: inout Drawing) {
    let ruler = Self.ruler
    blueBlock(ruler.rect(x, 144, 16, 104), depth: 3, &drawing)
    blueBlock(ruler.rect(x + 28, 121, 104, 16), depth: 3, &drawing)
    blueBlock(ruler.rect(x + 6, 101, 15, 13), depth: 31, &drawing)
    drawing.text("⊗", at: ruler.point(x + 9, 129), size: 9)
  }

  /// Input, hidden layer, pooled channels, output, with a patch followed through them.
  private func circuit(_ drawing: inout Drawing) {
    let ruler = Self.ruler
    blueBlock(ruler.rect(962, 199, 88, 31), depth: 27, &drawing)
    drawing.block(
      front: ruler.rect(1050, 199, 30, 31), depth: ruler.length(27), fill: Palette.red,
      top: Color(hex: 0xC00000), stroke: Self.thin)
    blueBlock(ruler.rect(1080, 199, 30, 31), depth: 27, &drawing)
    blueBlock(ruler.rect(1172, 199, 148, 31), depth: 45, &drawing)
    drawing.box(ruler.rect(1176, 203, 140, 23), fill: Palette.yellow, stroke: Self.thin)
    drawing.block(
      front: ruler.rect(1395, 199, 30, 31), depth: ruler.length(45), fill: Palette.green,
      top: Color(hex: 0x548235), side: Color(hex: 0x5F8F3E), stroke: Self.thin)
    drawing.box(ruler.rect(1515, 192, 30, 31), fill: Palette.blue, stroke: Self.thin)
    for (x, y, fill) in [
      (1284.0, 214.0, Palette.red), (1413, 215, Palette.yellow), (1533, 208, Palette.green),
    ] {
      drawing.disc(
        center: ruler.point(x, y), radius: ruler.length(4), fill: fill, stroke: Self.thin)
    }
    flow((1082, 208), (1280, 213), lift: 28, Palette.darkRed, &drawing)
    flow((1318, 210), (1408, 213), lift: 12, Palette.brown, &drawing)
    flow((1440, 205), (1528, 207), lift: 14, Palette.darkGreen, &drawing)
  }

  private func flow(
    _ start: (Double, Double), _ end: (Double, Double), lift: Double, _ color: Color,
    _ drawing: inout Drawing
  ) {
    let ruler = Self.ruler
    let third = (end.0 - start.0) / 3
    drawing.arrow(
      from: ruler.point(start.0, start.1),
      control1: ruler.point(start.0 + third, start.1 - lift),
      control2: ruler.point(start.0 + 2 * third, end.1 - lift), to: ruler.point(end.0, end.1),
      Stroke(color, width: 1.3), head: 5)
  }
}
