// A start from which the theorem on rank-one trajectories holds (tensor 2021; tensor sheet 7, T4): balanced
// components, one of them ahead of all others.

import Kernels

/// Components with directions drawn at random, all vectors of a component of equal length, the first
/// component's longer than the others' by more than the theorem asks.
public struct SeparatedStart: Sendable {
  /// The unit vectors of each component: w^n is `directions[r][n]`.
  private let directions: [[[Double]]]
  /// How many times longer than the others' the vectors of the first component have to be, at least:
  /// (‖∇L(0)‖ / ⟨−∇L(0), ⊗ŵ₁ⁿ⟩)^{1/(N−2)}.
  public let separation: Double

  /// Draws directions; the first component's is turned so that the loss pulls at it.
  ///
  /// - Parameters:
  ///   - gradient: the entries of ∇L(0), row-major.
  ///   - shape: its extents, three or more.
  ///   - components: R; a component's directions do not depend on how many there are.
  ///   - stream: the name of the random stream.
  public init(gradient: [Double], shape: [Int], components: Int, stream: String) {
    precondition(shape.count >= 3, "the theorem is about tensors of order three or more")
    precondition(gradient.count == shape.reduce(1, *), "the gradient is of another shape")
    var directions = (1...components).map { component in
      shape.enumerated().map { mode, size in
        let draws = RandomStream(stream).child("component \(component)").child("mode \(mode + 1)")
        return Self.unit((0..<size).map { draws.normal($0) })
      }
    }
    let alignment = -Self.inner(gradient, directions[0])
    if alignment < 0 { directions[0][0] = directions[0][0].map { -$0 } }
    self.directions = directions
    separation = Elementary.pow(
      Self.norm(gradient) / abs(alignment), 1 / Double(shape.count - 2))
  }

  /// The weights of a CP factorization, the matrix of each mode row-major, one mode after another.
  ///
  /// - Parameters:
  ///   - length: that of the first component's vectors.
  ///   - margin: how many times ``separation`` the others' vectors are shorter.
  public func weights(length: Double, margin: Double) -> [Double] {
    precondition(margin > 1, "the theorem needs a margin above 1")
    let sizes = directions[0].map(\.count)
    return sizes.indices.flatMap { mode in
      (0..<sizes[mode]).flatMap { row in
        directions.enumerated().map { r, vectors in
          vectors[mode][row] * (r == 0 ? length : length / (margin * separation))
        }
      }
    }
  }

  /// ⟨tensor, ⊗ vectors⟩.
  private static func inner(_ tensor: [Double], _ vectors: [[Double]]) -> Double {
    let product = vectors.reduce([1.0]) { entries, vector in
      entries.flatMap { entry in vector.map { entry * $0 } }
    }
    return zip(tensor, product).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func unit(_ vector: [Double]) -> [Double] {
    let norm = norm(vector)
    return vector.map { $0 / norm }
  }

  private static func norm(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
