// A small gray picture that strokes and outlines are painted on, with soft edges.

/// 28 × 28 pixels in [0, 1], row-major; the center of the first lies at (½, ½).
struct DrawnCanvas {
  static let side = 28

  var pixels = [Double](repeating: 0, count: side * side)

  /// How much of each pixel a pen of this radius covers along a line; half where the pixel's
  /// center is a radius away.
  static func coverage(alongLine line: [SIMD2<Double>], radius: Double) -> [Double] {
    let softness = 1.25
    let reach = radius + softness / 2
    var covered = [Double](repeating: 0, count: side * side)
    for (a, b) in zip(line, line.dropFirst()) {
      let (low, high) = (pointwiseMin(a, b) - reach, pointwiseMax(a, b) + reach)
      let direction = b - a
      let length = max((direction * direction).sum(), 0x1p-40)
      for row in pixelRange(low.y, high.y) {
        for column in pixelRange(low.x, high.x) {
          let p = SIMD2(Double(column) + 0.5, Double(row) + 0.5) - a
          let along = min(max((p * direction).sum() / length, 0), 1)
          let away = p - along * direction
          let squared = (away * away).sum()
          if squared < reach * reach {
            let pixel = row * side + column
            let value = min((reach - squared.squareRoot()) / softness, 1)
            covered[pixel] = max(covered[pixel], value)
          }
        }
      }
    }
    return covered
  }

  /// How much of each pixel lies inside a closed line (even–odd rule): exact along x, from four
  /// rows of samples along y.
  static func coverage(inside line: [SIMD2<Double>]) -> [Double] {
    let samples = 4
    var covered = [Double](repeating: 0, count: side * side)
    for sample in 0..<side * samples {
      let y = (Double(sample) + 0.5) / Double(samples)
      var crossings: [Double] = []
      for (a, b) in zip(line, line.dropFirst()) where (a.y <= y) != (b.y <= y) {
        crossings.append(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
      }
      crossings.sort()
      for pair in 0..<crossings.count / 2 {
        let (left, right) = (crossings[2 * pair], crossings[2 * pair + 1])
        for column in pixelRange(left, right) {
          let width = min(right, Double(column + 1)) - max(left, Double(column))
          covered[sample / samples * side + column] += max(width, 0) / Double(samples)
        }
      }
    }
    return covered
  }

  /// Paints over what is there, as far as the paint covers.
  mutating func paint(_ coverage: [Double], _ tone: (Int) -> Double) {
    for (pixel, share) in coverage.enumerated() where share > 0 {
      pixels[pixel] += share * (tone(pixel) - pixels[pixel])
    }
  }

  /// The picture in 256 levels of gray, uniform noise of this width on all that is not background.
  func levels(noise: Double, _ draws: inout RandomSequence) -> [UInt8] {
    var bits: UInt64 = 0
    return pixels.indices.map { pixel in
      bits = pixel % 8 == 0 ? draws.bits() : bits >> 8
      guard pixels[pixel] > 0 else { return 0 }
      let value = pixels[pixel] + noise * (Double(bits & 255) / 255 - 0.5)
      return UInt8(min(max(value, 0), 1) * 255 + 0.5)
    }
  }

  /// The pixels that an interval of coordinates touches.
  private static func pixelRange(_ low: Double, _ high: Double) -> Range<Int> {
    let first = min(max(low.rounded(.down), 0), Double(side))
    let last = min(max(high.rounded(.up), first), Double(side))
    return Int(first)..<Int(last)
  }
}
