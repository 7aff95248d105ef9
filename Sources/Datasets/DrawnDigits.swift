// Digits as a pen writes them: for each one several ways of writing, each way a few strokes in
// versions that mix.

enum DrawnDigits {
  /// One way of writing a digit: its strokes, each in as many versions as the others.
  private typealias Way = [[DrawnPath]]

  /// Hands differ a lot, some more than others.
  private static let variety = DrawnVariety(
    jitter: 2, elastic: 6.25, rotation: 0.125, shear: 0.25, stretch: 0.125, unevenness: 0.3125)

  /// Strokes fitted to 20 × 20 pixels around their center of mass, as MNIST's are.
  static func image(of digit: Int, _ draws: inout RandomSequence) -> [UInt8] {
    let way = draws.element(of: ways[digit])
    let shares = way[0].dropFirst().map { _ in draws.uniform(-0.125, 1.125) }
    let distortion = DrawnDistortion(variety, &draws)
    let lines = way.map { versions in
      var path = DrawnPath.mixture(versions, shares)
      for i in path.points.indices { path.points[i] += draws.point(distortion.jitter) }
      return path.flattened(closed: false).map { distortion($0) }
    }
    let radius = max(0.625, 1.25 + draws.normal(0.375))
    let shift = draws.point(0.25)
    var canvas = DrawnCanvas()
    for line in lines.fitted(to: 20 - 2 * radius, center: \.centerOfMass) {
      let coverage = DrawnCanvas.coverage(alongLine: line.map { $0 + shift }, radius: radius)
      canvas.paint(coverage) { _ in 1 }
    }
    return canvas.levels(noise: 0.25, &draws)
  }

  /// Ten digits.
  private static let ways: [[Way]] = [
    [
      way([
        "55,5 25,15 12,50 25,88 52,95 78,82 88,48 75,14 50,6",
        "52,5 38,15 30,50 38,88 50,95 62,82 70,48 62,14 50,6",
        "70,14 35,8 12,45 22,85 52,95 78,82 86,48 70,12 45,22",
      ])
    ],
    [
      way(["50,5 50,35 50,65 50,95"]), way(["50,5 50,35 50,65 50,95"]),
      way(["30,25 54,5; 52,50 52,95", "42,12 54,5; 52,50 52,95"]),
      way(["30,25 54,5; 52,50 52,95", "40,14 54,5; 52,50 52,95"], ["25,95 78,94", "35,95 70,95"]),
    ],
    [
      way([
        "15,28 30,8 58,5 75,22 66,46 42,72 15,93; 50,93 88,92",
        "22,20 35,8 52,6 70,25 66,46 48,72 25,93; 50,94 75,92",
        "15,18 30,7 62,8 82,28 66,50 42,68 12,88; 50,86 90,92",
      ]),
      way([
        "15,28 30,8 58,5 75,22 66,48 42,78 18,92 14,80 32,76 55,88 88,92",
        "22,18 35,6 60,8 70,28 62,52 40,80 22,90 24,74 40,78 62,92 90,84",
      ]),
    ],
    [
      way([
        "18,15 45,5 72,15 70,35 42,46; 72,55 80,75 55,94 15,86",
        "22,22 45,6 66,20 62,36 45,44; 66,54 70,72 50,94 20,80",
        "15,10 50,6 76,18 70,38 32,50; 76,52 86,72 60,95 10,92",
      ]),
      way([
        "18,10; 75,8; 42,42; 75,56 78,80 50,95 15,86",
        "22,6; 70,10; 46,38; 70,50 76,74 56,92 22,92",
      ]),
    ],
    [
      way(
        ["30,8 26,30 18,56; 50,56 85,52", "22,14 18,36 16,52; 48,60 90,56"],
        ["70,10 67,50 62,95", "74,6 70,50 66,96"]),
      way(
        ["62,5 38,34 12,64; 50,64 90,62", "56,8 38,34 20,58; 50,60 84,54"],
        ["62,5 63,50 62,95", "60,6 63,50 66,95"]),
      way([
        "15,12 14,38 26,54 52,50 70,12; 66,50 62,96", "28,12 22,36 30,52 54,48 76,16; 66,50 52,95",
      ]),
    ],
    [
      way(
        [
          "28,8; 24,44; 50,38 76,52 74,78 48,95 15,88",
          "34,10; 26,40; 52,40 68,56 64,80 46,94 20,84",
        ], ["28,8 55,8 82,6", "34,10 55,6 88,4"]),
      way([
        "82,6 55,8 30,12; 26,44; 50,40 76,54 74,80 48,95 15,88",
        "88,4 60,10 42,14; 32,44; 48,44 64,58 60,80 40,94 10,84",
      ]),
      way(["80,12 50,5 28,22 40,44 66,58 68,82 42,95 15,84"]),
    ],
    [
      way([
        "68,5 38,25 20,60 30,90 55,95 75,78 65,56 42,58 24,76",
        "48,5 32,30 22,62 30,90 52,95 68,80 60,62 42,62 28,78",
        "80,10 45,20 22,55 28,88 58,95 82,74 70,50 42,52 22,74",
      ])
    ],
    [
      way([
        "15,15 50,12 82,10; 60,45 42,95", "20,10 50,10 78,12; 66,45 60,95",
        "12,22 45,14 86,12; 54,50 26,92",
      ]),
      way(
        ["15,15 50,12 82,10; 60,45 42,95", "20,10 50,10 78,12; 66,45 56,95"],
        ["32,54 55,52 78,48", "40,48 58,50 74,52"]),
      way(["16,30 18,12; 50,14 82,10; 60,45 44,95", "22,22 22,10; 50,10 78,12; 68,45 62,95"]),
    ],
    [
      way([
        "70,14 45,5 28,20 45,43 72,66 60,92 38,92 25,74 48,48 72,26 64,10",
        "62,14 48,6 36,20 46,42 62,68 54,92 42,92 34,74 46,48 62,26 58,10",
        "82,16 52,5 30,22 44,44 64,68 50,94 30,90 22,72 46,50 74,32 76,14",
      ]),
      way([
        "50,47 28,28 48,6 72,26 50,47 25,72 48,95 75,74 50,47",
        "50,40 34,24 50,6 66,24 50,40 28,68 50,95 72,68 50,40",
      ]),
    ],
    [
      way([
        "74,20 50,6 26,24 32,46 56,44 74,18; 72,55 66,96",
        "68,22 50,8 34,22 36,40 54,40 68,18; 64,55 52,96",
        "80,16 50,8 20,30 28,52 56,46 78,16; 76,55 74,96",
      ]),
      way([
        "74,22 50,6 26,22 30,46 56,46 74,20 76,56 58,92 24,88",
        "66,20 48,8 32,22 36,42 54,42 66,22 68,58 56,92 36,94",
      ]),
    ],
  ]

  private static func way(_ strokes: [String]...) -> Way {
    strokes.map { $0.map { DrawnPath($0) } }
  }
}

extension [[SIMD2<Double>]] {
  /// The mean along the lines, each segment weighted by its length.
  fileprivate var centerOfMass: SIMD2<Double> {
    var (sum, total) = (SIMD2<Double>.zero, 0.0)
    for line in self {
      for (a, b) in zip(line, line.dropFirst()) {
        let length = ((b - a) * (b - a)).sum().squareRoot()
        sum += length / 2 * (a + b)
        total += length
      }
    }
    return sum / total
  }
}
