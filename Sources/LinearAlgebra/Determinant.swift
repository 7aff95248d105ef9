// The determinant, by elimination with partial pivoting.

extension Matrix {
  /// The determinant of a square matrix: the product of the pivots of LU with partial pivoting
  /// (ties to the upper row). 1 for the empty matrix; over- and underflows like any product.
  public var determinant: Double {
    precondition(rows == columns, "a determinant needs a square matrix")
    var a = self
    var product = 1.0
    for k in 0..<rows {
      var pivot = k
      for i in k..<rows where a[i, k].magnitude > a[pivot, k].magnitude { pivot = i }
      if a[pivot, k] == 0 { return 0 }
      if pivot != k {
        for j in k..<columns { (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]) }
        product.negate()
      }
      product *= a[k, k]
      for i in (k + 1)..<max(rows, k + 1) {
        let factor = a[i, k] / a[k, k]
        for j in (k + 1)..<max(columns, k + 1) { a[i, j].addProduct(-factor, a[k, j]) }
      }
    }
    return product
  }
}
