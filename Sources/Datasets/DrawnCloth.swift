// The look of a garment's cloth: how light it is, the light that falls on it, its pattern and grain.

/// What a garment is made of: a tone for every pixel, and how grainy it looks.
struct DrawnCloth {
  /// In [0, 1] or a little beyond, row-major.
  let tones: [Double]
  let grain: Double

  init(_ draws: inout RandomSequence) {
    let darkness = draws.uniform()
    let tone = 0.875 - 0.5 * darkness * darkness
    let light = SmoothField(deviation: 0.1875, &draws)
    let pattern = Pattern(&draws)
    grain = draws.uniform(0.0625, 0.25)
    let side = DrawnCanvas.side
    tones = (0..<side * side).map { pixel in
      let point = SIMD2(Double(pixel % side), Double(pixel / side)) * (100 / Double(side))
      return tone + light(point) + pattern(point)
    }
  }

  /// Stripes, checks or blotches on some cloth.
  private struct Pattern {
    private enum Kind { case plain, rows, columns, checks, blotches }
    private let kind: Kind
    private let period: Double
    private let contrast: Double
    private let blotches: SmoothField

    init(_ draws: inout RandomSequence) {
      let kinds: [Kind] = [
        .plain, .plain, .plain, .plain, .plain, .plain, .rows, .columns, .checks, .blotches,
      ]
      kind = draws.element(of: kinds)
      period = draws.uniform(10, 30)
      contrast = draws.normal(0.25)
      blotches = SmoothField(deviation: 1, &draws)
    }

    func callAsFunction(_ point: SIMD2<Double>) -> Double {
      switch kind {
      case .plain: 0
      case .rows: contrast * stripe(point.y)
      case .columns: contrast * stripe(point.x)
      case .checks: contrast / 2 * (stripe(point.x) + stripe(point.y))
      case .blotches: contrast * blotches(point)
      }
    }

    private func stripe(_ coordinate: Double) -> Double {
      let phase = coordinate / period
      return phase - phase.rounded(.down) < 0.5 ? 0.5 : -0.5
    }
  }
}
