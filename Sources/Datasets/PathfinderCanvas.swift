// Where strokes are on the drawing canvas of a Pathfinder image, and where room is left.

/// Square rasters of 8 bits.
struct Raster {
  let side: Int
  var levels: [UInt8]

  /// A black raster.
  init(side: Int) {
    self.side = side
    levels = [UInt8](repeating: 0, count: side * side)
  }

  /// Paints a stroke by the maximum of both.
  ///
  /// - Precondition: the stroke lies inside.
  mutating func paint(_ stroke: Stroke, at point: CanvasPoint) {
    levels.withUnsafeMutableBufferPointer { levels in
      stroke.levels.withUnsafeBufferPointer { stroke in
        var from = 0
        var to = (point.row - Stroke.reach) * side + point.column - Stroke.reach
        for _ in 0..<Stroke.side {
          for column in 0..<Stroke.side {
            levels[to + column] = max(levels[to + column], stroke[from + column])
          }
          from += Stroke.side
          to += side
        }
      }
    }
  }

  /// The largest sum of a level and the stroke's level there.
  func maximumSum(with stroke: Stroke, at point: CanvasPoint) -> Int {
    var greatest = 0
    levels.withUnsafeBufferPointer { levels in
      stroke.levels.withUnsafeBufferPointer { stroke in
        var from = 0
        var to = (point.row - Stroke.reach) * side + point.column - Stroke.reach
        for _ in 0..<Stroke.side {
          for column in 0..<Stroke.side {
            greatest = max(greatest, Int(levels[to + column]) + Int(stroke[from + column]))
          }
          from += Stroke.side
          to += side
        }
      }
    }
    return greatest
  }

  /// The largest level at some offsets from a point.
  func maximum(at offsets: [CanvasPoint], from point: CanvasPoint) -> UInt8 {
    offsets.reduce(0) {
      max($0, levels[(point.row + $1.row) * side + point.column + $1.column])
    }
  }

  /// Half as wide and high: the separable filter (1, 3, 3, 1)/8 over a black surrounding, which is bilinear
  /// down-sizing with anti-aliasing where the border is black; rounded to whole levels.
  var halved: [UInt8] {
    let half = side / 2
    let rows = (0..<half).flatMap { row in
      (0..<side).map { column in
        weighted(2 * row) { Int(levels[$0 * side + column]) }
      }
    }
    return (0..<half * half).map { position in
      let (row, column) = position.quotientAndRemainder(dividingBy: half)
      return UInt8((weighted(2 * column) { rows[row * side + $0] } + 32) / 64)
    }
  }

  private func weighted(_ first: Int, _ value: (Int) -> Int) -> Int {
    (first > 0 ? value(first - 1) : 0) + 3 * (value(first) + value(first + 1))
      + (first + 2 < side ? value(first + 2) : 0)
  }
}
