/// Marks become shapes in points, relative to the axes box.

/// The two axes of a panel, settled, and the drawing of its marks.
struct PanelFrame {
  let x: AxisMap
  let y: AxisMap
  /// Points per pixel; the unit of what the eye cannot see.
  let pixel: Double

  /// The axes box, origin at its upper left corner.
  var box: Rect { Rect(left: 0, top: 0, right: x.length, bottom: y.length) }
  /// The region outside of which nothing is worth keeping.
  private var view: Rect { box.expanded(by: max(x.length, y.length)) }

  /// Marks clipped to the box in one group per uninterrupted stretch; words and drawings on top of them
  /// in their own order, unclipped.
  func drawing(of marks: [Mark]) -> Drawing {
    var result = Drawing()
    var clipped = Drawing()
    func flush() {
      if !clipped.elements.isEmpty { result.elements.append(.clipped(box, clipped)) }
      clipped = Drawing()
    }
    for mark in marks {
      switch mark {
      case .text(let annotation):
        flush()
        draw(annotation, in: &result)
      case .drawing(let drawing):
        flush()
        result.add(drawing)
      default:
        draw(mark, in: &clipped)
      }
    }
    flush()
    return result
  }

  private func draw(_ mark: Mark, in drawing: inout Drawing) {
    switch mark {
    case .line(let points, let style): polyline(points.map(point), style, in: &drawing)
    case .steps(let points, let style): polyline(corners(points), style, in: &drawing)
    case .coloredLine(let points, let parameters, let map, let width):
      colored(points, parameters, map, width: width, in: &drawing)
    case .markers(let points, let style):
      let reach = box.expanded(by: style.size * 2)
      for p in points.compactMap(point) where reach.contains(p) { style.draw(at: p, in: &drawing) }
    case .errorBars(let bars, let style):
      for (p, q) in bars.compactMap(ends) {
        drawing.path(.polyline([p, q]), stroke: Stroke(style.color, width: style.width))
      }
    case .band(let bars, let color):
      let ends = bars.compactMap(self.ends)
      drawing.path(
        .polyline(ends.map(\.0) + ends.map(\.1).reversed(), closed: true), fill: color)
    case .horizontalRule(let value, let style):
      guard let at = y.position(value) else { return }
      polyline([Point(0, at), Point(x.length, at)], style, in: &drawing)
    case .verticalRule(let value, let style):
      guard let at = x.position(value) else { return }
      polyline([Point(at, 0), Point(at, y.length)], style, in: &drawing)
    case .bars(let bars, let width, let fill, let edge):
      for bar in bars {
        guard let rect = rect(bar.x - width / 2, bar.x + width / 2, bar.low, bar.high) else {
          continue
        }
        drawing.box(rect, fill: fill, stroke: edge?.stroke)
      }
    case .image(let image):
      guard let rect = rect(image.left, image.right, image.bottom, image.top) else { return }
      drawing.elements.append(.cells(rect, columns: image.columns, image.cells))
    case .text, .drawing: break
    }
  }

  /// Where a data point lies; nil where a scale has no place for it.
  func point(_ p: DataPoint) -> Point? {
    guard let px = x.position(p.x), let py = y.position(p.y) else { return nil }
    return Point(px, py)
  }

  private func ends(_ bar: DataInterval) -> (Point, Point)? {
    guard let px = x.position(bar.x), let low = y.clamped(bar.low), let high = y.clamped(bar.high)
    else { return nil }
    return (Point(px, low), Point(px, high))
  }

  private func rect(_ x0: Double, _ x1: Double, _ y0: Double, _ y1: Double) -> Rect? {
    guard let a = x.clamped(x0), let b = x.clamped(x1), let c = y.clamped(y0),
      let d = y.clamped(y1)
    else { return nil }
    return Rect(left: min(a, b), top: min(c, d), right: max(a, b), bottom: max(c, d))
  }

  /// The corners of a piecewise constant curve.
  private func corners(_ points: [DataPoint]) -> [Point?] {
    var result: [Point?] = []
    for (index, p) in points.enumerated() {
      if index > 0 { result.append(point(DataPoint(p.x, points[index - 1].y))) }
      result.append(point(p))
    }
    return result
  }

  /// Each unbroken stretch as one path, clipped, without the points nobody can see.
  private func polyline(_ points: [Point?], _ style: LineStyle, in drawing: inout Drawing) {
    for stretch in points.split(separator: nil) {
      for part in Polyline.clipped(stretch.compactMap(\.self), to: view) {
        let path = Path.polyline(Polyline.visible(part, pixel: pixel))
        drawing.path(path, stroke: style.stroke)
      }
    }
  }

  /// Neighbouring segments of one colour (of 256) become one path; round caps close the seams.
  private func colored(
    _ points: [DataPoint], _ parameters: [Double], _ map: ColorMap, width: Double,
    in drawing: inout Drawing
  ) {
    precondition(
      points.count == parameters.count,
      "\(points.count) points but \(parameters.count) colour parameters")
    var level = -1
    var stretch: [Point] = []
    func flush() {
      let color = map(Double(max(level, 0)) / 255)
      for part in Polyline.clipped(stretch, to: view) {
        drawing.path(
          .polyline(Polyline.visible(part, pixel: pixel)),
          stroke: Stroke(color, width: width, cap: .round, join: .round))
      }
    }
    for (p, u) in zip(points.map(point), parameters) {
      guard let p, u.isFinite else {
        flush()
        stretch = []
        continue
      }
      stretch.append(p)
      let here = Int((min(max(u, 0), 1) * 255).rounded())
      guard here != level else { continue }
      flush()
      stretch = [p]
      level = here
    }
    flush()
  }

  private func draw(_ annotation: Annotation, in drawing: inout Drawing) {
    let place: Point? =
      switch annotation.place {
      case .data(let px, let py): point(DataPoint(px, py))
      case .fraction(let fx, let fy): Point(fx * x.length, (1 - fy) * y.length)
      }
    guard let place else { return }
    drawing.text(
      annotation.text, at: place, anchor: annotation.anchor, size: annotation.size,
      color: annotation.color)
  }
}

extension Rect {
  /// Whether the point is inside or on the border.
  func contains(_ p: Point) -> Bool { p.x >= left && p.x <= right && p.y >= top && p.y <= bottom }
}
