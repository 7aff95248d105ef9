/// A legend drawn around its own upper left corner; proportions are matplotlib's, in font sizes.

extension Legend {
  private static let borderPad = 0.4
  private static let rowHeight = 1.0
  private static let rowGap = 0.5
  private static let columnGap = 2.0
  /// Distance between the frame and the axes box.
  static let axesPad = 0.5

  /// The drawing and the size of the frame, in points, for a font size.
  func drawing(size em: Double) -> (drawing: Drawing, size: Size) {
    let perColumn = (entries.count + columns - 1) / columns
    let pad = Legend.borderPad * em
    let pitch = (Legend.rowHeight + Legend.rowGap) * em
    var content = Drawing()
    var left = pad
    for start in stride(from: 0, to: entries.count, by: max(perColumn, 1)) {
      let column = entries[start..<min(start + perColumn, entries.count)]
      for (row, entry) in column.enumerated() {
        // The words' baseline lies where a line of this height has room for descenders.
        let baseline = pad + pitch * Double(row) + 0.78 * em
        draw(entry, left: left, baseline: baseline, em: em, in: &content)
      }
      let widest = column.map { $0.label.width(size: em) }.max() ?? 0
      left += (handleLength + handleTextPad) * em + widest + Legend.columnGap * em
    }
    let size = Size(
      width: left - Legend.columnGap * em + pad,
      height: pitch * Double(perColumn) - Legend.rowGap * em + 2 * pad)
    var result = Drawing()
    if framed {
      result.box(
        Rect(x: 0, y: 0, width: size.width, height: size.height), radius: 0.2 * em,
        fill: .white.opacity(0.8), stroke: Stroke(.gray(0.8).opacity(0.8), width: 1))
    }
    result.add(content)
    return (result, size)
  }

  private func draw(
    _ entry: Entry, left: Double, baseline: Double, em: Double, in drawing: inout Drawing
  ) {
    let y = baseline - 0.35 * em
    let right = left + handleLength * em
    let middle = Point((left + right) / 2, y)
    if let patch = entry.patch {
      drawing.box(
        Rect(left: left, top: baseline - 0.7 * em, right: right, bottom: baseline), fill: patch,
        stroke: nil)
    }
    if let bar = entry.bar {
      drawing.polyline(
        [Point(middle.x, y - 0.5 * em), Point(middle.x, y + 0.5 * em)],
        Stroke(bar.color, width: bar.width))
    }
    if let line = entry.line { drawing.polyline([Point(left, y), Point(right, y)], line.stroke) }
    entry.marker?.draw(at: middle, in: &drawing)
    drawing.text(
      entry.label, at: Point(right + handleTextPad * em, baseline),
      anchor: Anchor(.left, .baseline), size: em)
  }

  /// Upper left corner of the frame; `outer` is the rectangle around the panel and all its labels.
  func corner(_ size: Size, box: Rect, outer: Rect, em: Double) -> Point {
    let pad = Legend.axesPad * em
    let left = box.left + pad
    let right = box.right - pad - size.width
    let top = box.top + pad
    let bottom = box.bottom - pad - size.height
    let midX = box.center.x - size.width / 2
    let midY = box.center.y - size.height / 2
    return switch position {
    case .upperLeft: Point(left, top)
    case .upperRight: Point(right, top)
    case .lowerLeft: Point(left, bottom)
    case .lowerRight: Point(right, bottom)
    case .centerLeft: Point(left, midY)
    case .centerRight: Point(right, midY)
    case .upperCenter: Point(midX, top)
    case .lowerCenter: Point(midX, bottom)
    case .center: Point(midX, midY)
    case .outsideRight: Point(max(outer.right, box.right + pad) + pad, midY)
    case .below: Point(midX, outer.bottom + pad)
    }
  }
}
