/// Marker outlines at a place in points, as matplotlib draws them.

extension MarkerStyle {
  /// Adds the marker to a drawing.
  func draw(at p: Point, in drawing: inout Drawing) {
    let stroke = Stroke(edge ?? fill, width: edgeWidth, join: .miter)
    let outlined = edgeWidth > 0 ? stroke : nil
    let r = size / 2
    switch shape {
    case .circle:
      drawing.path(.circle(center: p, radius: r), fill: fill, stroke: outlined)
    case .cross:
      drawing.path(
        Path([
          .move(Point(p.x - r, p.y - r)), .line(Point(p.x + r, p.y + r)),
          .move(Point(p.x - r, p.y + r)), .line(Point(p.x + r, p.y - r)),
        ]), stroke: Stroke(edge ?? fill, width: max(edgeWidth, 1)))
    case .triangleDown, .triangleUp, .diamond, .thinDiamond, .square, .star:
      let corners = unitCorners.map { Point(p.x + $0.0 * r, p.y + $0.1 * r) }
      drawing.path(.polyline(corners, closed: true), fill: fill, stroke: outlined)
    }
  }

  /// Corners of the polygonal shapes for half size 1, y downward.
  private var unitCorners: [(Double, Double)] {
    switch shape {
    case .triangleDown: [(-1, -1), (1, -1), (0, 1)]
    case .triangleUp: [(0, -1), (1, 1), (-1, 1)]
    case .square: [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    case .diamond: [(0, -1.41421356), (1.41421356, 0), (0, 1.41421356), (-1.41421356, 0)]
    case .thinDiamond: [(0, -1.41421356), (0.84852814, 0), (0, 1.41421356), (-0.84852814, 0)]
    case .star:
      [
        (0, -1), (0.22451399, -0.30901699), (0.95105652, -0.30901699), (0.36327126, 0.11803399),
        (0.58778525, 0.80901699), (0, 0.38196601), (-0.58778525, 0.80901699),
        (-0.36327126, 0.11803399), (-0.95105652, -0.30901699), (-0.22451399, -0.30901699),
      ]
    case .circle, .cross: []
    }
  }
}

extension LineStyle {
  /// The stroke of a curve in this style; dash lengths scale with the width as in matplotlib.
  var stroke: Stroke {
    let pattern: [Double] =
      switch dash {
      case .solid: []
      case .dashed: [3.7, 1.6]
      case .dashDot: [6.4, 1.6, 1, 1.6]
      case .dotted: [1, 1.65]
      }
    return Stroke(
      color, width: width, dash: pattern.map { $0 * width },
      cap: dash == .solid ? .square : .butt, join: .round)
  }
}
