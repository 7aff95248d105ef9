// The singular value decomposition: what it promises. The rotations are in JacobiColumns.swift.
import Kernels

/// A = U·diag(values)·Vᵀ with r = min(rows, columns) values.
///
/// Sign convention: in every column of U the entry of largest magnitude (the first, among equals) is
/// positive.
public struct SingularValueDecomposition: Equatable, Sendable {
  /// Left singular vectors as columns: rows×r, orthonormal, also where a value is zero.
  public var u: Matrix
  /// Singular values, decreasing; none negative.
  public var values: [Double]
  /// Right singular vectors as columns: columns×r, orthonormal.
  public var v: Matrix
}

extension Matrix {
  /// The singular value decomposition by one-sided Jacobi rotations in a fixed cyclic order.
  ///
  /// Values are within about 1e−15·σ₁ of the exact ones, and small values of graded matrices keep
  /// relative accuracy where the grading is by columns. Entries must be finite.
  public func svd() -> SingularValueDecomposition {
    if rows < columns {
      let other = transposed.svd()
      return SingularValueDecomposition(u: other.v, values: other.values, v: other.u).oriented()
    }
    var work = JacobiColumns(self, keepsRotations: true)
    work.orthogonalize()
    return work.decomposition(rows: rows).oriented()
  }

  /// The singular values, decreasing: those of ``svd()`` to the bit, without the vectors.
  public func singularValues() -> [Double] {
    if rows < columns { return transposed.singularValues() }
    var work = JacobiColumns(self, keepsRotations: false)
    work.orthogonalize()
    return work.order().map { work.lengths[$0] }
  }
}

extension SingularValueDecomposition {
  /// The same decomposition with the sign convention applied.
  fileprivate func oriented() -> SingularValueDecomposition {
    var result = self
    for j in values.indices {
      var largest = 0
      for i in 0..<u.rows where u[i, j].magnitude > u[largest, j].magnitude { largest = i }
      guard u.rows > 0 && u[largest, j] < 0 else { continue }
      for i in 0..<u.rows { result.u[i, j].negate() }
      for i in 0..<v.rows { result.v[i, j].negate() }
    }
    return result
  }
}
