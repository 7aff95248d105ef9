// Structured pictures against noise: a plain measure of the difference (own illustration after a figure of
// the post on tensor factorization).

private import Kernels
private import LinearAlgebra

/// Pictures as rows of pixels, and how many components they need.
public enum PictureComplexity {
  /// A picture of uniform noise, `side` pixels square: 24-bit colours, row by row.
  public static func noise(_ name: String, side: Int) -> [Int] {
    let stream = RandomStream("illustrations/noise/\(name)")
    return (0..<side * side).map { stream.integer(below: 1 << 24, at: $0) }
  }

  /// The fewest singular values that hold 99 % of a picture's energy, its three channels side by side,
  /// each with its mean removed.
  public static func components(_ pixels: [Int], side: Int) -> Int {
    let channels = [16, 8, 0].map { shift in pixels.map { Double($0 >> shift & 255) } }
    let means = channels.map { $0.reduce(0, +) / Double(pixels.count) }
    let matrix = Matrix(rows: side, columns: 3 * side) { row, column in
      channels[column / side][row * side + column % side] - means[column / side]
    }
    let energies = matrix.singularValues().map { $0 * $0 }
    let enough = 0.99 * energies.reduce(0, +)
    return (1...side).first { energies.prefix($0).reduce(0, +) >= enough } ?? side
  }
}
