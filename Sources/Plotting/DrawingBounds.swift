/// Where a drawing's ink lies, and the drawing moved elsewhere.

extension Drawing {
  /// The smallest rectangle around everything drawn, in points; nil if nothing is.
  public var bounds: Rect? {
    elements.compactMap(\.bounds).reduce(nil) { (all: Rect?, one) in all?.union(one) ?? one }
  }
}

extension Drawing.Element {
  /// The smallest rectangle around the element's ink.
  var bounds: Rect? {
    switch self {
    case .path(let path, _, let stroke):
      return path.bounds?.expanded(by: (stroke?.width ?? 0) / 2)
    case .text(let text, let point, let anchor, let size, _, let turned):
      let block = TextBlock(text, size: size, alignment: anchor.horizontal)
      let origin = block.origin(at: point, anchor: anchor, turned: turned)
      return TextBlock.placed(block.ink, origin: origin, turned: turned)
    case .cells(let rect, _, _):
      return rect
    case .clipped(let rect, let inner):
      guard let ink = inner.bounds else { return nil }
      let common = Rect(
        left: max(rect.left, ink.left), top: max(rect.top, ink.top),
        right: min(rect.right, ink.right), bottom: min(rect.bottom, ink.bottom))
      return common.width > 0 && common.height > 0 ? common : nil
    }
  }

  /// The element moved by (`dx`, `dy`).
  func moved(_ dx: Double, _ dy: Double) -> Drawing.Element {
    switch self {
    case .path(let path, let fill, let stroke):
      return .path(path.moved(dx, dy), fill: fill, stroke: stroke)
    case .text(let text, let at, let anchor, let size, let color, let turned):
      return .text(
        text, at: Point(at.x + dx, at.y + dy), anchor: anchor, size: size, color: color,
        turned: turned)
    case .cells(let rect, let columns, let colors):
      return .cells(rect.moved(dx, dy), columns: columns, colors)
    case .clipped(let rect, let inner):
      return .clipped(
        rect.moved(dx, dy), Drawing(inner.elements.map { $0.moved(dx, dy) }))
    }
  }
}
