// Garments as outlines filled with cloth: ten kinds, several designs of each, each design in versions
// that mix.

enum DrawnGarments {
  /// Cut cloth varies little and lies straight.
  private static let variety = DrawnVariety(
    jitter: 1, elastic: 2, rotation: 0.03125, shear: 0.03125, stretch: 0.125, unevenness: 0.375)

  /// A garment that fills the canvas, centered, as Fashion-MNIST's do.
  static func image(of kind: Int, _ draws: inout RandomSequence) -> [UInt8] {
    let design = draws.element(of: designs[kind])
    let shares = (1..<10).map { _ in draws.uniform(-0.125, 1.125) }
    let distortion = DrawnDistortion(variety, &draws)
    let parts = design.filter { draws.happens(percent: $0.chance) }
    let lines = parts.map { part in
      var path = DrawnPath.mixture(part.versions, shares)
      for i in path.points.indices { path.points[i] += draws.point(distortion.jitter) }
      if part.isMirrored { path = path.withMirrorImage }
      return path.flattened(closed: part.width == nil).map { distortion($0) }
    }
    let cloth = DrawnCloth(&draws)
    let trim = draws.uniform()
    let extent = draws.uniform(25, 28)
    let shift = draws.point(0.375)
    var canvas = DrawnCanvas()
    let fitted = lines.fitted(to: extent) { ($0.bounds.low + $0.bounds.high) / 2 }
    for (part, line) in zip(parts, fitted) {
      let line = line.map { $0 + shift }
      let coverage =
        part.width.map { DrawnCanvas.coverage(alongLine: line, radius: $0 / 2) }
        ?? DrawnCanvas.coverage(inside: line)
      switch part.paint {
      case .cloth: canvas.paint(coverage) { cloth.tones[$0] }
      case .seam: canvas.paint(coverage) { 0.625 * cloth.tones[$0] }
      case .trim: canvas.paint(coverage) { _ in trim }
      }
    }
    return canvas.levels(noise: cloth.grain, &draws)
  }
}
