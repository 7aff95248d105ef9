// Gradient descent for linear regression with more weights than examples: which of the interpolating
// solutions it ends at (the talk).

private import Kernels
private import LinearAlgebra

/// Full-batch gradient descent on mean squared error over two, from zero and from random weights.
public struct InterpolatingDescent: Sendable {
  /// Where descent starts.
  public enum Start: String, CaseIterable, Sendable {
    /// All weights zero.
    case zero
    /// Independent standard normal weights over the root of their number.
    case random
  }

  /// One moment of a descent.
  public struct Moment: Hashable, Sendable {
    /// Updates made.
    public var iteration: Int
    /// Half the mean squared error.
    public var loss: Double
    /// The distance to the interpolating solution of least norm, over that solution's norm.
    public var toMinimalNorm: Double
    /// The distance to the projection of the start onto the interpolating solutions, over the
    /// projection's norm.
    public var toProjection: Double
    /// The Euclidean norm of the weights over that of the solution of least norm.
    public var norm: Double
  }

  /// examples × weights
  private let inputs: Matrix
  private let outputs: Matrix
  /// X⁺, weights × examples
  private let pseudoInverse: Matrix
  private let minimalNorm: Matrix
  private let stream: RandomStream

  /// Standard normal inputs and outputs.
  public init(examples: Int, weights: Int, stream name: String) {
    let stream = RandomStream(name)
    inputs = Matrix(rows: examples, columns: weights) { i, j in
      stream.child("inputs").normal(i * weights + j)
    }
    outputs = Matrix(rows: examples, columns: 1) { i, _ in stream.child("outputs").normal(i) }
    pseudoInverse = inputs.pseudoInverse(cutoff: 0)
    minimalNorm = pseudoInverse.product(outputs)
    self.stream = stream.child("start")
  }

  /// Descends until the loss is below `tolerance`, with the step size one over the loss's largest
  /// curvature; every `every`-th moment and the last.
  public func moments(from start: Start, tolerance: Double, every: Int) -> [Moment] {
    let examples = Double(inputs.rows)
    let transposed = inputs.transposed
    let largest = inputs.singularValues()[0]
    let step = 1 / (largest * largest)
    var weights = self.weights(start)
    let projection = self.projection(of: weights)
    var moments: [Moment] = []
    var iteration = 0
    while true {
      let residuals = difference(inputs.product(weights), outputs)
      let loss = sumOfSquares(residuals) / (2 * examples)
      if iteration % every == 0 || loss < tolerance {
        moments.append(
          Moment(
            iteration: iteration, loss: loss, toMinimalNorm: distance(weights, minimalNorm),
            toProjection: distance(weights, projection),
            norm: norm(weights) / norm(minimalNorm)))
      }
      if loss < tolerance { return moments }
      let gradient = transposed.product(residuals)
      for index in weights.elements.indices {
        weights.elements[index] -= step * gradient.elements[index]
      }
      iteration += 1
    }
  }

  private func weights(_ start: Start) -> Matrix {
    let scale = Double(inputs.columns).squareRoot()
    return Matrix(rows: inputs.columns, columns: 1) { i, _ in
      start == .zero ? 0 : stream.normal(i) / scale
    }
  }

  /// w₀ + X⁺(y − X w₀).
  private func projection(of weights: Matrix) -> Matrix {
    let missing = difference(outputs, inputs.product(weights))
    let change = pseudoInverse.product(missing)
    return Matrix(
      rows: weights.rows, columns: 1, zip(weights.elements, change.elements).map { $0 + $1 })
  }

  private func difference(_ a: Matrix, _ b: Matrix) -> Matrix {
    Matrix(rows: a.rows, columns: 1, zip(a.elements, b.elements).map { $0 - $1 })
  }

  private func distance(_ a: Matrix, _ b: Matrix) -> Double { norm(difference(a, b)) / norm(b) }

  private func norm(_ a: Matrix) -> Double { sumOfSquares(a).squareRoot() }

  private func sumOfSquares(_ a: Matrix) -> Double {
    a.elements.withUnsafeBufferPointer { Kernels.sumOfSquares($0) }
  }
}
