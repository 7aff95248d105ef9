// Four small pictures of things, computed pixel by pixel: what natural images have and noise has not.

enum DrawnPictures {
  static let side = 32

  /// The names and pixels, 24-bit colours row by row.
  static let all: [(name: String, pixels: [Int])] = [
    ("boat", pixels(boat)), ("house", pixels(house)), ("tree", pixels(tree)), ("car", pixels(car)),
  ]

  /// Red, green and blue in 0...1.
  private typealias Shade = SIMD3<Double>

  /// Evaluates a picture at the centres of its pixels, x and y in 0...1, y downward.
  private static func pixels(_ picture: (Double, Double) -> Shade) -> [Int] {
    (0..<side * side).map { index in
      let x = (Double(index % side) + 0.5) / Double(side)
      let y = (Double(index / side) + 0.5) / Double(side)
      let shade = picture(x, y) * 255
      return Int(shade.x) << 16 | Int(shade.y) << 8 | Int(shade.z)
    }
  }

  private static func sky(_ y: Double) -> Shade {
    Shade(0.45, 0.68, 0.92) * (1 - y) + Shade(0.90, 0.94, 0.97) * y
  }

  private static func isNear(
    _ x: Double, _ y: Double, _ centerX: Double, _ centerY: Double, _ radius: Double
  ) -> Bool {
    let (dx, dy) = (x - centerX, y - centerY)
    return dx * dx + dy * dy < radius * radius
  }

  private static func boat(_ x: Double, _ y: Double) -> Shade {
    if y > 0.72, y < 0.84, x > 0.2 + (y - 0.72), x < 0.84 - (y - 0.72) {
      return Shade(0.45, 0.22, 0.12)
    }
    if y > 0.14, y < 0.68, x > 0.5, x < 0.52 + (y - 0.14) * 0.55 { return Shade(0.98, 0.96, 0.9) }
    if y > 0.24, y < 0.68, x < 0.47, x > 0.47 - (y - 0.24) * 0.5 { return Shade(0.86, 0.3, 0.24) }
    if isNear(x, y, 0.82, 0.2, 0.1) { return Shade(0.99, 0.86, 0.35) }
    return y > 0.68 ? Shade(0.12, 0.36, 0.6) * (1.5 - 0.6 * y) : sky(y)
  }

  private static func house(_ x: Double, _ y: Double) -> Shade {
    if y > 0.55, y < 0.85, x > 0.44, x < 0.58 { return Shade(0.36, 0.2, 0.12) }
    if y > 0.52, y < 0.64, x > 0.26, x < 0.38 { return Shade(0.75, 0.88, 0.95) }
    if y > 0.45, y < 0.85, x > 0.2, x < 0.8 { return Shade(0.9, 0.82, 0.66) }
    if y > 0.18, y <= 0.45, abs(x - 0.5) < (y - 0.18) * 1.4 { return Shade(0.7, 0.25, 0.18) }
    return y > 0.78 ? Shade(0.35, 0.6, 0.25) * (1.4 - 0.5 * y) : sky(y)
  }

  private static func tree(_ x: Double, _ y: Double) -> Shade {
    let crown = [(0.5, 0.3, 0.2), (0.36, 0.42, 0.17), (0.64, 0.42, 0.17)]
    if crown.contains(where: { isNear(x, y, $0.0, $0.1, $0.2) }) {
      return Shade(0.2, 0.5, 0.2) * (1.2 - 0.4 * x)
    }
    if abs(x - 0.5) < 0.06, y > 0.4, y < 0.86 { return Shade(0.42, 0.27, 0.15) }
    return isNear(x, y, 0.4, 1.8, 1.05) ? Shade(0.55, 0.72, 0.3) * (1.3 - 0.4 * y) : sky(y)
  }

  private static func car(_ x: Double, _ y: Double) -> Shade {
    for wheel in [0.29, 0.73] where isNear(x, y, wheel, 0.74, 0.1) {
      return isNear(x, y, wheel, 0.74, 0.045) ? Shade(0.75, 0.75, 0.75) : Shade(0.1, 0.1, 0.1)
    }
    if y > 0.38, y < 0.52, x > 0.37, x < 0.65, abs(x - 0.51) > 0.02 {
      return Shade(0.78, 0.9, 0.95)
    }
    if y > 0.33, y < 0.54, x > 0.42 - (y - 0.33) * 0.8, x < 0.62 + (y - 0.33) * 0.8 {
      return Shade(0.7, 0.1, 0.1)
    }
    if y >= 0.52, y < 0.74, x > 0.1, x < 0.92 { return Shade(0.85, 0.15, 0.13) }
    return y > 0.66 ? Shade(0.5, 0.5, 0.52) * (1.4 - 0.5 * y) : sky(y)
  }
}
