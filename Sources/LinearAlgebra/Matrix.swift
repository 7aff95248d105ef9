// Owned matrices of doubles, for analysis and set-up. Training loops use Kernels directly.
import Kernels

/// A rows×columns matrix, row-major.
public struct Matrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The entries, row after row: rows·columns of them.
  public var elements: [Double]

  /// A matrix of these entries, row after row.
  public init(rows: Int, columns: Int, _ elements: [Double]) {
    precondition(rows >= 0 && columns >= 0, "a matrix extent is negative")
    precondition(elements.count == rows * columns, "a matrix needs rows·columns elements")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// The matrix whose entry in row i, column j is `entry(i, j)`.
  public init(rows: Int, columns: Int, entry: (_ row: Int, _ column: Int) -> Double) {
    var elements: [Double] = []
    elements.reserveCapacity(rows * columns)
    for i in 0..<rows {
      for j in 0..<columns { elements.append(entry(i, j)) }
    }
    self.init(rows: rows, columns: columns, elements)
  }

  /// The n×n identity.
  public static func identity(_ n: Int) -> Matrix { diagonal([Double](repeating: 1, count: n)) }

  /// The rows×columns matrix of zeros.
  public static func zero(rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, [Double](repeating: 0, count: rows * columns))
  }

  /// The square matrix with these diagonal entries and zeros elsewhere.
  public static func diagonal(_ values: [Double]) -> Matrix {
    var matrix = Matrix.zero(rows: values.count, columns: values.count)
    for (i, value) in values.enumerated() { matrix[i, i] = value }
    return matrix
  }

  /// The entry in row i, column j.
  public subscript(i: Int, j: Int) -> Double {
    get { elements[offset(i, j)] }
    set { elements[offset(i, j)] = newValue }
  }

  /// The transpose: columns×rows.
  public var transposed: Matrix {
    Matrix(rows: columns, columns: rows) { i, j in self[j, i] }
  }

  /// This matrix times `other`, each entry a chain of fused multiply-adds in ascending index.
  public func product(_ other: Matrix) -> Matrix {
    precondition(columns == other.rows, "a product needs equal inner extents")
    var result = Matrix.zero(rows: rows, columns: other.columns)
    let workspace = ProductWorkspace()
    result.elements.withUnsafeMutableBufferPointer { c in
      elements.withUnsafeBufferPointer { a in
        other.elements.withUnsafeBufferPointer { b in
          guard let c = c.baseAddress, let a = a.baseAddress, let b = b.baseAddress else { return }
          matmul(
            c, a, b, rows: rows, inner: columns, columns: other.columns, workspace: workspace)
        }
      }
    }
    return result
  }

  private func offset(_ i: Int, _ j: Int) -> Int {
    precondition(i >= 0 && i < rows && j >= 0 && j < columns, "a matrix index is out of range")
    return i * columns + j
  }
}
