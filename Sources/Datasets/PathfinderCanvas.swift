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

  /// Writes the raster half as wide and high: by the separable filter (1, 3, 3, 1)/8, which is bilinear
  /// down-sizing with anti-aliasing, rounded to whole levels.
  ///
  /// - Precondition: the outermost two rows and columns are black, and so become the outermost ones of
  ///   the target, which is black.
  func halve(into target: UnsafeMutableBufferPointer<UInt8>) {
    let half = side / 2
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: side) { sums in
      levels.withUnsafeBufferPointer { levels in
        for row in 1..<half - 1 {
          let first = levels.baseAddress! + (2 * row - 1) * side
          let (second, third, fourth) = (first + side, first + 2 * side, first + 3 * side)
          for column in 0..<side {
            let outer = UInt16(first[column]) &+ UInt16(fourth[column])
            let inner = UInt16(second[column]) &+ UInt16(third[column])
            sums[column] = outer &+ 3 &* inner
          }
          let line = target.baseAddress! + row * half
          for column in 1..<half - 1 {
            let outer = sums[2 &* column &- 1] &+ sums[2 &* column &+ 2]
            let inner = sums[2 &* column] &+ sums[2 &* column &+ 1]
            line[column] = UInt8(truncatingIfNeeded: (outer &+ 3 &* inner &+ 32) >> 6)
          }
        }
      }
    }
  }
}
