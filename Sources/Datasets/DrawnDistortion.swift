// What makes two drawings of one path differ: an affine map, a smooth random displacement, and the
// frame that they are fitted to.

import Kernels

/// Random numbers on a square lattice, smoothly interpolated: a scalar field on the drawing square.
struct SmoothField {
  private static let cells = 3
  private let values: [Double]

  init(deviation: Double, _ draws: inout RandomSequence) {
    values = (0..<(Self.cells + 1) * (Self.cells + 1)).map { _ in draws.normal(deviation) }
  }

  /// The field at a point of the square whose side is 100; beyond it, as at its edge.
  func callAsFunction(_ point: SIMD2<Double>) -> Double {
    let (column, x) = Self.cell(point.x)
    let (row, y) = Self.cell(point.y)
    let corner = row * (Self.cells + 1) + column
    let upper = values[corner] + x * (values[corner + 1] - values[corner])
    let below = corner + Self.cells + 1
    let lower = values[below] + x * (values[below + 1] - values[below])
    return upper + y * (lower - upper)
  }

  /// Which cell, and a weight that starts and ends with slope 0.
  private static func cell(_ coordinate: Double) -> (Int, Double) {
    let scaled = min(max(coordinate / 100, 0), 1) * Double(cells)
    let cell = min(Int(scaled), cells - 1)
    let t = scaled - Double(cell)
    return (cell, t * t * (3 - 2 * t))
  }
}

/// How strongly drawings vary: binary fractions, which every compiler reads alike; lengths in hundredths of the drawing square.
struct DrawnVariety {
  /// The deviation of every point of a path by itself.
  var jitter: Double
  /// The deviation of the smooth displacement.
  var elastic: Double
  /// The deviation of the rotation, in radians.
  var rotation: Double
  /// The deviation of the shear.
  var shear: Double
  /// The deviation of the relative widths.
  var stretch: Double
  /// The deviation of the logarithm of a factor on all of these, one for each drawing.
  var unevenness: Double
}

/// An affine map and a smooth displacement.
struct DrawnDistortion {
  /// The deviation of every point of a path by itself.
  let jitter: Double
  private let columns: (SIMD2<Double>, SIMD2<Double>)
  private let displacement: (x: SmoothField, y: SmoothField)

  init(_ variety: DrawnVariety, _ draws: inout RandomSequence) {
    let strength = Elementary.exp(draws.normal(variety.unevenness))
    jitter = strength * variety.jitter
    let angle = draws.normal(strength * variety.rotation)
    let (cosine, sine) = (Elementary.cos(angle), Elementary.sin(angle))
    let shear = draws.normal(strength * variety.shear)
    let width = Elementary.exp(draws.normal(strength * variety.stretch))
    let first = SIMD2(width, 0)
    let second = SIMD2(-shear, 1)
    func rotated(_ v: SIMD2<Double>) -> SIMD2<Double> {
      SIMD2(cosine * v.x - sine * v.y, sine * v.x + cosine * v.y)
    }
    columns = (rotated(first), rotated(second))
    let elastic = strength * variety.elastic
    displacement = (
      SmoothField(deviation: elastic, &draws), SmoothField(deviation: elastic, &draws)
    )
  }

  func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let moved = point + SIMD2(displacement.x(point), displacement.y(point)) - 50
    return moved.x * columns.0 + moved.y * columns.1
  }
}

extension [[SIMD2<Double>]] {
  /// Scaled alike in both directions until the larger extent is `extent`, then shifted so that
  /// `center` of the scaled lines lies in the middle of the canvas, in pixels.
  func fitted(
    to extent: Double, center: ([[SIMD2<Double>]]) -> SIMD2<Double>
  ) -> [[SIMD2<Double>]] {
    let (low, high) = bounds
    let scale = extent / Swift.max(high.x - low.x, high.y - low.y)
    let scaled = map { $0.map { scale * $0 } }
    let shift = SIMD2(repeating: Double(DrawnCanvas.side) / 2) - center(scaled)
    return scaled.map { $0.map { $0 + shift } }
  }

  /// The smallest box that contains all points.
  var bounds: (low: SIMD2<Double>, high: SIMD2<Double>) {
    var low = SIMD2(repeating: Double.infinity)
    var high = -low
    for point in joined() {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    return (low, high)
  }
}
