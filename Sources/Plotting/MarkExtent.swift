/// The data values a mark covers, from which automatic limits are taken.

extension Mark {
  /// Values along x and along y that automatic limits must show.
  var extent: (x: [Double], y: [Double]) {
    switch self {
    case .line(let points, _), .markers(let points, _), .steps(let points, _),
      .coloredLine(let points, _, _, _):
      return (points.map(\.x), points.map(\.y))
    case .errorBars(let bars, _), .band(let bars, _):
      return (bars.map(\.x), bars.map(\.low) + bars.map(\.high))
    case .bars(let bars, let width, _, _):
      return (
        bars.flatMap { [$0.x - width / 2, $0.x + width / 2] }, bars.flatMap { [$0.low, $0.high] }
      )
    case .horizontalRule(let y, _): return ([], [y])
    case .verticalRule(let x, _): return ([x], [])
    case .image(let image): return ([image.left, image.right], [image.bottom, image.top])
    case .text, .drawing: return ([], [])
    }
  }
}
