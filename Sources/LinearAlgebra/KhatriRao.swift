// Products of matrices column by column: what unfoldings of tensors in CP form are made of.

extension Matrix {
  /// The Khatri-Rao product: (rows·other.rows)×columns, its row i·other.rows + j the elementwise
  /// product of row i with row j of `other`.
  public func khatriRao(_ other: Matrix) -> Matrix {
    precondition(columns == other.columns, "a Khatri-Rao product needs equal numbers of columns")
    let products = [Double](unsafeUninitializedCapacity: rows * other.rows * columns) { c, count in
      elements.withUnsafeBufferPointer { a in
        other.elements.withUnsafeBufferPointer { b in
          for i in 0..<rows {
            for j in 0..<other.rows {
              let row = (i * other.rows + j) * columns
              for k in 0..<columns { c[row + k] = a[i * columns + k] * b[j * columns + k] }
            }
          }
        }
      }
      count = rows * other.rows * columns
    }
    return Matrix(rows: rows * other.rows, columns: columns, products)
  }

  /// The Hadamard product: entry by entry.
  public func hadamard(_ other: Matrix) -> Matrix {
    precondition(
      rows == other.rows && columns == other.columns, "a Hadamard product needs equal shapes")
    return Matrix(rows: rows, columns: columns, zip(elements, other.elements).map { $0 * $1 })
  }
}
