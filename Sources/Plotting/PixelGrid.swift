/// Snapping to whole device pixels, so that frames and ticks are crisp and equal everywhere.

/// The pixel raster seen from points.
struct PixelGrid {
  /// Pixels per point.
  let scale: Double

  init(dpi: Double) { scale = dpi / 72 }

  /// The nearest pixel edge.
  func edge(_ points: Double) -> Double { (points * scale).rounded() / scale }

  /// The nearest length of at least one whole pixel.
  func width(_ points: Double) -> Double { max((points * scale).rounded(), 1) / scale }

  /// The centre for a line of `width` points (a whole number of pixels) whose sides then are pixel edges.
  func center(_ points: Double, width: Double) -> Double {
    let isOdd = Int((width * scale).rounded()) % 2 == 1
    return ((points * scale).rounded() + (isOdd ? 0.5 : 0)) / scale
  }

  /// The length in points rounded up to whole pixels.
  func pixelsCovering(_ points: Double) -> Int { Int((points * scale).rounded(.up)) }
}
