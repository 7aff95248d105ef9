// Curves through few points, with corners; several versions of one path mix like the masters of a
// variable font.

/// A curve through points of a square whose side is 100, x to the right and y downwards.
///
/// Written as "x,y" separated by blanks; a semicolon makes the point before it a corner. Between
/// corners the curve is a Catmull–Rom spline.
struct DrawnPath {
  var points: [SIMD2<Double>]
  var isCorner: [Bool]

  init(_ text: String) {
    points = []
    isCorner = []
    for word in text.split(separator: " ") {
      let numbers = word.split { $0 == "," || $0 == ";" }.compactMap { Int($0) }
      precondition(numbers.count == 2, "a point is written as x,y")
      points.append(SIMD2(Double(numbers[0]), Double(numbers[1])))
      isCorner.append(word.last == ";")
    }
  }

  /// The first version, moved towards each of the others by its own share.
  static func mixture(_ versions: [DrawnPath], _ shares: [Double]) -> DrawnPath {
    var mixed = versions[0]
    for (version, share) in zip(versions.dropFirst(), shares) {
      precondition(version.isCorner == mixed.isCorner, "versions of a path have the same corners")
      for i in mixed.points.indices {
        mixed.points[i] += share * (version.points[i] - versions[0].points[i])
      }
    }
    return mixed
  }

  /// Half an outline, from its top to its bottom, and its reflection at x = 50 upwards.
  var withMirrorImage: DrawnPath {
    var whole = self
    whole.points += points.reversed().map { SIMD2(100 - $0.x, $0.y) }
    whole.isCorner += isCorner.reversed()
    return whole
  }

  /// Points along the curve, close enough for straight segments between them.
  func flattened(closed: Bool) -> [SIMD2<Double>] {
    let count = points.count
    var line: [SIMD2<Double>] = []
    for i in 0..<(closed ? count : count - 1) {
      let j = (i + 1) % count
      let before = isCorner[i] || (!closed && i == 0) ? i : (i + count - 1) % count
      let after = isCorner[j] || (!closed && j == count - 1) ? j : (j + 1) % count
      let steps = before == i && after == j ? 2 : 5
      for step in 0..<steps {
        let t = Double(step) / Double(steps)
        line.append(spline(points[before], points[i], points[j], points[after], t))
      }
    }
    line.append(closed ? points[0] : points[count - 1])
    return line
  }
}

/// Catmull–Rom between b at t = 0 and c at t = 1.
private func spline(
  _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>, _ d: SIMD2<Double>, _ t: Double
) -> SIMD2<Double> {
  let linear = c - a
  let square = 2 * a - 5 * b + 4 * c - d
  let cube = 3 * b - 3 * c + d - a
  return b + t / 2 * (linear + t * (square + t * cube))
}
