// CP decompositions by alternating least squares: a tensor as a sum of outer products.
public import Kernels

/// What a run of alternating least squares came to.
public struct CPFit: Equatable, Sendable {
  /// How a run ended.
  public enum Outcome: Equatable, Sendable {
    /// The mean squared error fell below the tolerance.
    case reached
    /// The sweeps ran out before.
    case notReached
    /// Numbers ceased to be finite.
    case failed
  }

  /// For each mode, size × components: column r of each makes up outer product r. Columns have unit
  /// length or are zero, except in the last mode.
  public let factors: [Matrix]
  /// The sweeps made.
  public let sweeps: Int
  /// ‖T − T̂‖² over the number of entries, after the last sweep; infinite where the run failed.
  public let meanSquaredError: Double
  /// ‖T − T̂‖/‖T‖; infinite where the run failed.
  public let relativeError: Double
  /// How the run ended.
  public let outcome: Outcome
}

extension Tensor {
  /// Fits a sum of `components` outer products by alternating least squares (norms sheet 6).
  ///
  /// A sweep updates each mode in turn, A_n ← T_(n)·K·V⁺, with K the Khatri-Rao product of the other
  /// factors and V the Hadamard product of their Gram matrices, then scales its columns to unit length.
  /// Factors start from standard normal entries.
  ///
  /// - Parameters:
  ///   - components: at least 1.
  ///   - tolerance: the mean squared error at which the run ends.
  ///   - sweepLimit: the number of sweeps after which it ends at the latest; at least 1.
  ///   - stream: its children "mode 1", "mode 2", … are the starting factors, row-major.
  public func alternatingLeastSquares(
    components: Int, tolerance: Double, sweepLimit: Int = 1000, stream: RandomStream
  ) -> CPFit {
    precondition(shape.count >= 2 && !elements.isEmpty, "needs an order of at least 2 and entries")
    precondition(components >= 1 && sweepLimit >= 1, "needs a component and a sweep")
    var run = AlternatingLeastSquares(self, components: components, stream: stream)
    var (sweeps, error) = (0, Double.infinity)
    repeat {
      error = run.sweep() / Double(elements.count)
      sweeps += 1
    } while sweeps < sweepLimit && error >= tolerance && error < .infinity
    let energy = elements.withUnsafeBufferPointer { sumOfSquares($0) } / Double(elements.count)
    return CPFit(
      factors: run.factors, sweeps: sweeps, meanSquaredError: error,
      relativeError: error == 0 || error == .infinity ? error : (error / energy).squareRoot(),
      outcome: error < tolerance ? .reached : error < .infinity ? .notReached : .failed)
  }
}

/// The state between two sweeps.
private struct AlternatingLeastSquares {
  /// T_(n) for each mode.
  private let unfoldings: [Matrix]
  /// For each mode, size × components, columns of unit length or zero.
  private var directions: [Matrix]
  /// The Gram matrix of each mode's columns.
  private var grams: [Matrix]
  /// The last mode's factor before its columns were scaled to unit length.
  private var scaled: Matrix
  private let workspace = ProductWorkspace()

  /// Singular values of V up to this share of the largest count as zero.
  private static let cutoff = 1e-15

  init(_ tensor: Tensor, components: Int, stream: RandomStream) {
    unfoldings = tensor.shape.indices.map { tensor.matricization(rows: [$0]) }
    directions = tensor.shape.enumerated().map { mode, size in
      let draws = stream.child("mode \(mode + 1)")
      return Matrix(rows: size, columns: components) { draws.normal($0 * components + $1) }
    }
    scaled = directions[directions.count - 1]
    grams = directions.map { $0.transposed.product($0) }
  }

  var factors: [Matrix] { directions.dropLast() + [scaled] }

  /// Updates every mode in order. Returns the squared norm of the residual, or infinity as soon as a
  /// number is not finite.
  mutating func sweep() -> Double {
    var rest = Matrix.zero(rows: 0, columns: 0)
    for mode in directions.indices {
      rest = combined(directions, without: mode) { $0.khatriRao($1) }
      let gram = combined(grams, without: mode) { $0.hadamard($1) }
      scaled = product(unfoldings[mode], rest)
        .timesPseudoInverse(ofSemidefinite: gram, cutoff: Self.cutoff)
      let lengths = scaled.columnSquares.map { $0.squareRoot() }
      guard lengths.allSatisfy({ $0 < .infinity }) else { return .infinity }
      directions[mode] = scaled.dividingColumns(by: lengths.map { $0 > 0 ? $0 : 1 })
      grams[mode] = product(directions[mode], directions[mode], transposeA: true)
    }
    var residual = product(scaled, rest, transposeB: true)
    let target = unfoldings[unfoldings.count - 1]
    for i in residual.elements.indices { residual.elements[i] -= target.elements[i] }
    let error = residual.elements.withUnsafeBufferPointer { sumOfSquares($0) }
    return error < .infinity ? error : .infinity
  }

  /// All but one of the matrices, from the first to the last.
  private func combined(
    _ matrices: [Matrix], without mode: Int, by product: (Matrix, Matrix) -> Matrix
  ) -> Matrix {
    let others = matrices.indices.filter { $0 != mode }.map { matrices[$0] }
    return others.dropFirst().reduce(others[0], product)
  }

  /// op(a)·op(b).
  private func product(
    _ a: Matrix, _ b: Matrix, transposeA: Bool = false, transposeB: Bool = false
  ) -> Matrix {
    let rows = transposeA ? a.columns : a.rows
    let columns = transposeB ? b.rows : b.columns
    let entries = [Double](unsafeUninitializedCapacity: rows * columns) { c, count in
      matmul(
        c.baseAddress!, a.elements, b.elements, rows: rows,
        inner: transposeA ? a.rows : a.columns, columns: columns, transposeA: transposeA,
        transposeB: transposeB, workspace: workspace)
      count = rows * columns
    }
    return Matrix(rows: rows, columns: columns, entries)
  }
}

extension Matrix {
  /// The squared length of each column: sums in ascending row.
  fileprivate var columnSquares: [Double] {
    var squares = [Double](repeating: 0, count: columns)
    for i in 0..<rows {
      for j in 0..<columns { squares[j].addProduct(self[i, j], self[i, j]) }
    }
    return squares
  }

  fileprivate func dividingColumns(by divisors: [Double]) -> Matrix {
    Matrix(rows: rows, columns: columns) { self[$0, $1] / divisors[$1] }
  }
}
