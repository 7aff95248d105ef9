// Householder QR of tall matrices.

/// A = Q·R with Q rows×columns of orthonormal columns and R upper triangular, its diagonal not
/// negative.
public struct QRFactorization: Equatable, Sendable {
  /// Orthonormal columns: rows×columns, also where A lacks rank.
  public var q: Matrix
  /// Upper triangular: columns×columns.
  public var r: Matrix
}

extension Matrix {
  /// The thin QR factorization of a matrix with at least as many rows as columns, by Householder
  /// reflections.
  public func qr() -> QRFactorization {
    precondition(rows >= columns, "a QR factorization needs at least as many rows as columns")
    var a = self
    let reflectors = (0..<columns).map { a.reflectColumn($0) }
    var q = Matrix(rows: rows, columns: columns) { $0 == $1 ? 1 : 0 }
    for (k, reflector) in reflectors.enumerated().reversed() {
      q.reflect(reflector, firstRow: k, firstColumn: 0)
    }
    var r = Matrix(rows: columns, columns: columns) { i, j in i <= j ? a[i, j] : 0 }
    for k in 0..<columns where r[k, k] < 0 {
      for j in k..<columns { r[k, j].negate() }
      for i in 0..<rows { q[i, k].negate() }
    }
    return QRFactorization(q: q, r: r)
  }

  /// Reflects rows k… so that column k vanishes below row k; returns the unit normal of the mirror
  /// (zeros where there is nothing to reflect).
  private mutating func reflectColumn(_ k: Int) -> [Double] {
    var normal = (k..<rows).map { self[$0, k] }
    let largest = normal.reduce(0) { $1.magnitude > $0 ? $1.magnitude : $0 }
    guard largest > 0 else { return [Double](repeating: 0, count: normal.count) }
    normal = normal.map { $0 / largest }
    let length = normal.reduce(0) { $0 + $1 * $1 }.squareRoot()
    normal[0] += normal[0] < 0 ? -length : length
    let normalLength = normal.reduce(0) { $0 + $1 * $1 }.squareRoot()
    normal = normal.map { $0 / normalLength }
    reflect(normal, firstRow: k, firstColumn: k)
    return normal
  }

  /// Subtracts twice the component along `normal` from every column from `firstColumn` on.
  private mutating func reflect(_ normal: [Double], firstRow: Int, firstColumn: Int) {
    for j in firstColumn..<columns {
      var overlap = 0.0
      for (i, x) in normal.enumerated() { overlap += x * self[firstRow + i, j] }
      for (i, x) in normal.enumerated() { self[firstRow + i, j] -= 2 * overlap * x }
    }
  }
}
