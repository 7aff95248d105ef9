// Tensor and hierarchical tensor factorization as trees, beside the shallow and the deep network that they
// are (hierarchical sheet 5.5), in the proportions of the post's drawing.

import Plotting

enum Trees {
  /// Pixels of the post's drawing, 1568 by 689.
  private static let ruler = Ruler(scale: 0.36)
  private static let line = Stroke(.black, width: 1)
  private static let radius = 14.5
  private static let pairs = [95.0, 220, 399, 524]

  static func figure(id: String) -> Figure {
    var drawing = Drawing()
    titles(&drawing)
    flatTree(&drawing)
    hierarchicalTree(&drawing)
    localFactorization(&drawing)
    drawing.doubleArrow(ruler.rect(645, 166, 126, 68))
    drawing.doubleArrow(ruler.rect(660, 560, 111, 60))
    shallowNetwork(&drawing)
    deepNetwork(&drawing)
    return Figure(id: id, width: ruler.length(1568), height: ruler.length(692), drawing)
  }

  private static func titles(_ drawing: inout Drawing) {
    for (title, x, y) in [
      ("Tensor Factorization", 312.0, 27.0), ("Shallow Non-Linear CNN", 1185, 27),
      ("Hierarchical Tensor Factorization", 330, 393), ("Deep Non-Linear CNN", 1186, 393),
    ] {
      drawing.text(
        "**//\(title)//**", at: ruler.point(x, y), size: 13, color: Palette.navy)
    }
    drawing.text(
      "**(sum of components)**", at: ruler.point(312, 70), size: 9.5, color: Palette.navy)
  }

  private static func flatTree(_ drawing: inout Drawing) {
    let leaves = [64.0, 127, 189, 250, 368, 430, 493, 555]
    for x in leaves {
      edge((309, 134 + radius), (x, 258 - radius), &drawing)
      leaf(x, 258, &drawing)
    }
    drawing.dots(
      3, center: ruler.point(309, 258), step: ruler.length(20), radius: ruler.length(4.5))
    node(309, 134, Palette.orange, &drawing)
  }

  private static func hierarchicalTree(_ drawing: inout Drawing) {
    for x in [265.0, 353] {
      edge((309, 452 + radius), (x, 502 - radius), &drawing)
      edge((x, 502 + radius), (x - 24, 531), &drawing)
      edge((x, 502 + radius), (x + 26, 531), &drawing)
      node(x, 502, Palette.green, &drawing)
    }
    node(309, 452, Palette.orange, &drawing)
    drawing.dots(
      3, center: ruler.point(309, 570), step: ruler.length(19), radius: ruler.length(4.5),
      vertical: true)
    for (index, x) in pairs.enumerated() {
      let parent = index % 2 == 0 ? x + 31 : x - 31
      edge((x, 612 - radius), (parent, 585), &drawing)
      for child in [x - 31, x + 31] {
        edge((x, 612 + radius), (child, 652 - radius), &drawing)
        leaf(child, 652, &drawing)
      }
      node(x, 612, Palette.gray, &drawing)
    }
    drawing.dots(
      3, center: ruler.point(309, 652), step: ruler.length(20), radius: ruler.length(4.5))
  }

  private static func localFactorization(_ drawing: inout Drawing) {
    drawing.box(
      ruler.rect(463, 582, 122, 92), radius: ruler.length(18),
      stroke: Stroke(Palette.words, width: 1.2, dash: [5, 3.5]))
    drawing.text(
      "**local tensor factorization\n(sum of local components)**", at: ruler.point(586, 481),
      size: 9.5, color: Palette.words)
    drawing.arrow(
      from: ruler.point(570, 520), control1: ruler.point(570, 545),
      control2: ruler.point(562, 560), to: ruler.point(549, 579), Stroke(Palette.words, width: 1.2),
      head: 5)
  }

  private static func shallowNetwork(_ drawing: inout Drawing) {
    layer("input", 953, 163, 119, 119, Palette.pale, &drawing)
    layer("conv", 1113, 163, 119, 119, Palette.blue, &drawing)
    layer("pool", 1273, 253, 30, 29, Palette.blue, &drawing)
    output(1380, 253, &drawing)
  }

  private static func deepNetwork(_ drawing: inout Drawing) {
    layer("input", 820, 530, 119, 119, Palette.pale, &drawing)
    layer("conv", 981, 530, 119, 119, Palette.blue, &drawing)
    layer("pool", 1143, 566, 83, 83, Palette.blue, &drawing)
    drawing.dots(
      3, center: ruler.point(1278, 614), step: ruler.length(20), radius: ruler.length(4.5))
    layer("conv", 1318, 601, 48, 48, Palette.green, &drawing)
    layer("pool", 1402, 620, 30, 29, Palette.green, &drawing)
    output(1502, 620, &drawing)
  }

  private static func layer(
    _ name: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: Color,
    _ drawing: inout Drawing
  ) {
    let isBlue = fill == Palette.blue
    drawing.block(
      front: ruler.rect(x, y, width, height), depth: ruler.length(18), fill: fill,
      top: isBlue ? Palette.blueTop : nil, side: isBlue ? Palette.blueSide : nil, stroke: line)
    caption(name, x + width / 2 + 9, y - 27, &drawing)
  }

  private static func output(_ x: Double, _ y: Double, _ drawing: inout Drawing) {
    drawing.box(ruler.rect(x, y, 29, 29), fill: Palette.orange, stroke: line)
    caption("output", x + 15, y - 12, &drawing)
  }

  private static func caption(_ name: String, _ x: Double, _ y: Double, _ drawing: inout Drawing) {
    drawing.text(
      RichText(plain: name), at: ruler.point(x, y), anchor: Anchor(.center, .baseline), size: 9,
      color: Palette.words)
  }

  private static func leaf(_ x: Double, _ y: Double, _ drawing: inout Drawing) {
    edge((x, y + radius), (x, y + radius + 15), &drawing)
    node(x, y, Palette.blue, &drawing)
  }

  private static func node(_ x: Double, _ y: Double, _ fill: Color, _ drawing: inout Drawing) {
    drawing.disc(
      center: ruler.point(x, y), radius: ruler.length(radius), fill: fill, stroke: line)
  }

  private static func edge(
    _ start: (Double, Double), _ end: (Double, Double), _ drawing: inout Drawing
  ) {
    drawing.polyline([ruler.point(start.0, start.1), ruler.point(end.0, end.1)], line)
  }
}
