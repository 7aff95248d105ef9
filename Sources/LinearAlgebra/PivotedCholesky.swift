// Cholesky's factorization with diagonal pivoting, and what symmetric positive semidefinite matrices
// are solved with: fast where they have full rank, and right where they have not.
import Kernels

extension Matrix {
  /// This matrix times the Moore–Penrose inverse of `gram`, rows×n.
  ///
  /// Equals `product(gram.pseudoInverse(cutoff: cutoff))` up to rounding, at a fraction of its cost:
  /// where the pivots of `gram` stay well above the cut-off it is solved with, else the singular values
  /// of its Cholesky factor, whose squares are those of `gram`, are inverted.
  ///
  /// - Parameters:
  ///   - gram: n×n, symmetric and positive semidefinite, finite.
  ///   - cutoff: singular values up to `cutoff`·σ₁ count as zero.
  public func timesPseudoInverse(ofSemidefinite gram: Matrix, cutoff: Double) -> Matrix {
    precondition(
      gram.rows == gram.columns && columns == gram.rows, "needs a square matrix of as many rows")
    let cholesky = PivotedCholesky(gram)
    // A last pivot can exceed the least singular value, hardly ever by more than the order.
    if cholesky.leastPivot > 1e5 * cutoff { return cholesky.solved(self) }
    var columns = JacobiColumns(cholesky.factor, keepsRotations: false)
    columns.orthogonalize()
    let whitening = columns.divided(bySquaresAbove: cutoff, rows: gram.rows)
    return product(whitening).product(whitening.transposed)
  }
}

extension JacobiColumns {
  /// rows×columns: each orthogonal column by its squared length, 0 where that is at most `cutoff` of the
  /// largest.
  fileprivate func divided(bySquaresAbove cutoff: Double, rows: Int) -> Matrix {
    let squares = lengths.map { $0 * $0 }
    let smallest = cutoff * (squares.max() ?? 0)
    return Matrix(rows: rows, columns: columns) { i, j in
      let entry = storage[j * vectors + i / 8][i % 8] * scale
      return squares[j] > smallest ? entry / squares[j] : 0
    }
  }
}

/// V = Σ_m l_m·l_mᵀ for a symmetric positive semidefinite V, where l_m vanishes, up to rounding, at the
/// pivots before m.
private struct PivotedCholesky {
  let order: Int
  /// The vectors l_m, one after another, each of `order` entries.
  private var vectors: [Double] = []
  /// The index at which each l_m is largest.
  private var pivots: [Int] = []
  /// What is left of the diagonal; negative where it has been a pivot.
  private var rest: [Double]

  /// Takes the largest remaining diagonal entry (ties to the lower index) until what remains is
  /// rounding: n·2⁻⁵² of the largest entry.
  init(_ matrix: Matrix) {
    order = matrix.rows
    rest = (0..<matrix.rows).map { matrix[$0, $0] }
    vectors.reserveCapacity(order * order)
    let smallest = (rest.max() ?? 0) * Double(order) * 0x1p-52
    while pivots.count < order {
      let pivot = rest.withUnsafeBufferPointer { maximum($0).index }
      guard rest[pivot] > smallest else { break }
      append(matrix.elements[pivot * order..<(pivot + 1) * order], pivot)
    }
  }

  /// Appends the vector that makes row `pivot` of the sum equal to `row`.
  private mutating func append(_ row: ArraySlice<Double>, _ pivot: Int) {
    let (order, root) = (order, rest[pivot].squareRoot())
    var next = Array(row)
    next.withUnsafeMutableBufferPointer { next in
      vectors.withUnsafeBufferPointer { vectors in
        for m in 0..<pivots.count {
          let factor = -vectors[m * order + pivot]
          for i in 0..<order { next[i].addProduct(factor, vectors[m * order + i]) }
        }
      }
      for i in 0..<order { next[i] /= root }
      next[pivot] = root
      for i in 0..<order { rest[i] -= next[i] * next[i] }
    }
    rest[pivot] = -1
    vectors += next
    pivots.append(pivot)
  }

  /// The last pivot as a share of the first; 0 where the rank is not full.
  var leastPivot: Double {
    guard pivots.count == order, let first = pivots.first, let last = pivots.last else { return 0 }
    let root = vectors[(order - 1) * order + last] / vectors[first]
    return root * root
  }

  /// order×rank: the vectors as columns.
  var factor: Matrix {
    Matrix(rows: order, columns: pivots.count) { vectors[$1 * order + $0] }
  }

  /// The matrix X with X·V = `right`; the rank must be full.
  func solved(_ right: Matrix) -> Matrix {
    var result = right
    vectors.withUnsafeBufferPointer { vectors in
      result.elements.withUnsafeMutableBufferPointer { x in
        for row in 0..<right.rows {
          solve(UnsafeMutableBufferPointer(rebasing: x[row * order..<(row + 1) * order]), vectors)
        }
      }
    }
    return result
  }

  private func solve(
    _ x: UnsafeMutableBufferPointer<Double>, _ vectors: UnsafeBufferPointer<Double>
  ) {
    let forward = pivots.enumerated().map { m, pivot in
      let entry = x[pivot] / vectors[m * order + pivot]
      for i in 0..<order { x[i].addProduct(-entry, vectors[m * order + i]) }
      return entry
    }
    for i in 0..<order { x[i] = 0 }
    for (m, pivot) in pivots.enumerated().reversed() {
      let vector = UnsafeBufferPointer(rebasing: vectors[m * order..<(m + 1) * order])
      x[pivot] = (forward[m] - dot(vector, UnsafeBufferPointer(x))) / vector[pivot]
    }
  }
}
