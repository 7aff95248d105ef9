/// The shapes of the papers' illustrations, built from `Drawing`'s primitives.

extension Drawing {
  /// A thin black outline.
  public static let outline = Stroke(.black, width: 1)

  /// A rectangle, with rounded corners if `radius` (points) is not zero.
  public mutating func box(
    _ rect: Rect, radius: Double = 0, fill: Color? = nil, stroke: Stroke? = outline
  ) {
    path(
      radius == 0 ? .rectangle(rect) : .roundedRectangle(rect, radius: radius),
      fill: fill, stroke: stroke)
  }

  /// A filled circle.
  public mutating func disc(
    center: Point, radius: Double, fill: Color?, stroke: Stroke? = outline
  ) {
    path(.circle(center: center, radius: radius), fill: fill, stroke: stroke)
  }

  /// Straight lines through `points`.
  public mutating func polyline(_ points: [Point], _ stroke: Stroke = outline) {
    path(.polyline(points), stroke: stroke)
  }

  /// A shaft with a filled triangular head at `end`; `head` is the head's length in points.
  public mutating func arrow(
    from start: Point, to end: Point, _ stroke: Stroke = outline, head: Double = 6
  ) {
    let (ux, uy) = Drawing.direction(from: start, to: end)
    let neck = Point(end.x - ux * head, end.y - uy * head)
    let half = head * 0.45
    polyline([start, neck], stroke)
    path(
      .polyline(
        [
          end, Point(neck.x - uy * half, neck.y + ux * half),
          Point(neck.x + uy * half, neck.y - ux * half),
        ], closed: true), fill: stroke.color)
  }

  /// A curved arrow: a cubic from `start` to `end` with two control points, head along its end.
  public mutating func arrow(
    from start: Point, control1: Point, control2: Point, to end: Point,
    _ stroke: Stroke = outline, head: Double = 6
  ) {
    let (ux, uy) = Drawing.direction(from: control2, to: end)
    let neck = Point(end.x - ux * head, end.y - uy * head)
    path(Path([.move(start), .cubic(control1, control2, neck)]), stroke: stroke)
    arrow(from: neck, to: end, stroke, head: head)
  }

  /// A fat double-headed block arrow filling `rect`: "corresponds to".
  public mutating func doubleArrow(
    _ rect: Rect, fill: Color = .gray(0.85), stroke: Stroke? = Stroke(.gray(0.35), width: 0.6)
  ) {
    let head = min(rect.width * 0.27, rect.height / 2)
    let y = rect.center.y
    let shaft = rect.height * 0.27
    let left = rect.left + head
    let right = rect.right - head
    path(
      .polyline(
        [
          Point(rect.left, y), Point(left, rect.top), Point(left, y - shaft),
          Point(right, y - shaft), Point(right, rect.top), Point(rect.right, y),
          Point(right, rect.bottom), Point(right, y + shaft), Point(left, y + shaft),
          Point(left, rect.bottom),
        ], closed: true), fill: fill, stroke: stroke)
  }

  /// A solid block: `front` face, `depth` points to the upper right; top and side are shaded from
  /// the front colour where they have none of their own.
  public mutating func block(
    front: Rect, depth: Double, fill: Color, top: Color? = nil, side: Color? = nil,
    stroke: Stroke = outline, hiddenEdges: Bool = false
  ) {
    let d = depth
    let f = front
    let round = Stroke(stroke.color, width: stroke.width, dash: stroke.dash, join: .round)
    path(
      .polyline(
        [
          Point(f.left, f.top), Point(f.left + d, f.top - d), Point(f.right + d, f.top - d),
          Point(f.right, f.top),
        ], closed: true), fill: top ?? fill.shaded(0.82), stroke: round)
    path(
      .polyline(
        [
          Point(f.right, f.top), Point(f.right + d, f.top - d), Point(f.right + d, f.bottom - d),
          Point(f.right, f.bottom),
        ], closed: true), fill: side ?? fill.shaded(0.9), stroke: round)
    path(.rectangle(f), fill: fill, stroke: round)
    guard hiddenEdges else { return }
    let dashed = Stroke(stroke.color, width: stroke.width * 0.7, dash: [3, 2])
    let corner = Point(f.left + d, f.bottom - d)
    for end in [
      Point(f.left, f.bottom), Point(f.left + d, f.top - d), Point(f.right + d, f.bottom - d),
    ] {
      polyline([corner, end], dashed)
    }
  }

  /// A curly brace along the left (`opensRight`) or right side of `rect`, filling its width.
  public mutating func brace(_ rect: Rect, opensRight: Bool, _ stroke: Stroke = outline) {
    let tip = opensRight ? rect.left : rect.right
    let arm = opensRight ? rect.right : rect.left
    let spine = rect.center.x
    let y = rect.center.y
    let q = min(rect.width / 2, rect.height / 4)
    path(
      Path([
        .move(Point(arm, rect.top)),
        .cubic(Point(spine, rect.top), Point(spine, rect.top), Point(spine, rect.top + q)),
        .line(Point(spine, y - q)),
        .cubic(Point(spine, y), Point(spine, y), Point(tip, y)),
        .cubic(Point(spine, y), Point(spine, y), Point(spine, y + q)),
        .line(Point(spine, rect.bottom - q)),
        .cubic(
          Point(spine, rect.bottom), Point(spine, rect.bottom), Point(arm, rect.bottom)),
      ]), stroke: stroke)
  }

  /// Unit vector between two different points.
  static func direction(from a: Point, to b: Point) -> (x: Double, y: Double) {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let length = (dx * dx + dy * dy).squareRoot()
    precondition(length > 0, "an arrow needs two different points")
    return (dx / length, dy / length)
  }
}

extension Color {
  /// The colour with every channel multiplied by `factor` (0...1).
  public func shaded(_ factor: Double) -> Color {
    Color(
      red: Double(red) / 255 * factor, green: Double(green) / 255 * factor,
      blue: Double(blue) / 255 * factor, alpha: Double(alpha) / 255)
  }
}
