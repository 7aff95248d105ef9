// Square matrices of fixed small size, kept in registers by tight training loops.
// Matrices of any size, in memory, are in MatrixProduct.swift.

/// An n×n matrix whose size is part of its type: `Square<2, Double>`.
///
/// Products are unrolled where they are called, in any module, so that a loop over 2×2 factors runs
/// in registers. Every entry of a product is the same chain as in ``matmulNaive``: fused
/// multiply-adds in ascending index from +0.
@frozen
public struct Square<let n: Int, Scalar: KernelScalar>: BitwiseCopyable, Sendable {
  @usableFromInline var rows: InlineArray<n, InlineArray<n, Scalar>>

  /// Every entry the same.
  @inlinable @inline(__always)
  public init(repeating value: Scalar) {
    rows = InlineArray(repeating: InlineArray(repeating: value))
  }

  /// The matrix whose entry in row i, column j is `entry(i, j)`.
  @inlinable @inline(__always)
  public init(_ entry: (_ row: Int, _ column: Int) -> Scalar) {
    // Into a local, here and in `combined`: written in place, Swift 6.3.1 builds `x = Square { x[$1, $0] }`
    // over the very x that it still reads (SquareTests keeps the case).
    var entries = InlineArray<n, InlineArray<n, Scalar>>(repeating: InlineArray(repeating: 0))
    for i in 0..<n {
      for j in 0..<n { entries[i][j] = entry(i, j) }
    }
    rows = entries
  }

  /// The zero matrix.
  @inlinable @inline(__always)
  public static var zero: Square { Square(repeating: 0) }

  /// The identity matrix.
  @inlinable @inline(__always)
  public static var identity: Square { Square { $0 == $1 ? 1 : 0 } }

  /// The entry in row i, column j; both in 0..<n.
  @inlinable
  public subscript(i: Int, j: Int) -> Scalar {
    @inline(__always) get { rows[i][j] }
    @inline(__always) set { rows[i][j] = newValue }
  }

  /// a·b
  @inlinable @inline(__always)
  public static func product(_ a: Square, _ b: Square) -> Square {
    if fitsVectors { return combined(b.paddedRows) { i, k in a[i, k] } }
    return Square { i, j in
      var sum: Scalar = 0
      for k in 0..<n { sum = sum.addingProduct(a[i, k], b[k, j]) }
      return sum
    }
  }

  /// aᵀ·b
  @inlinable @inline(__always)
  public static func transposedProduct(_ a: Square, _ b: Square) -> Square {
    if fitsVectors { return combined(b.paddedRows) { i, k in a[k, i] } }
    return Square { i, j in
      var sum: Scalar = 0
      for k in 0..<n { sum = sum.addingProduct(a[k, i], b[k, j]) }
      return sum
    }
  }

  /// a·bᵀ
  @inlinable @inline(__always)
  public static func productTransposed(_ a: Square, _ b: Square) -> Square {
    if fitsVectors { return combined(b.paddedColumns) { i, k in a[i, k] } }
    return Square { i, j in
      var sum: Scalar = 0
      for k in 0..<n { sum = sum.addingProduct(a[i, k], b[j, k]) }
      return sum
    }
  }

  /// Whether rows are computed as vectors: 2×2 and 3×3 stay faster as scalars. The chains, and so the
  /// bits, are the same.
  @inlinable @inline(__always)
  static var fitsVectors: Bool { n >= 4 && n <= 8 }

  /// Row i of the result is Σₖ factor(i, k)·vectors[k], all its chains at once.
  @inlinable @inline(__always)
  static func combined(
    _ vectors: InlineArray<n, SIMD8<Scalar>>, _ factor: (Int, Int) -> Scalar
  ) -> Square {
    var result = Square.zero
    for i in 0..<n {
      var sums = SIMD8<Scalar>()
      for k in 0..<n { sums.addProduct(SIMD8(repeating: factor(i, k)), vectors[k]) }
      for j in 0..<n { result[i, j] = sums[j] }
    }
    return result
  }

  /// The rows, zeros behind.
  @inlinable @inline(__always)
  var paddedRows: InlineArray<n, SIMD8<Scalar>> {
    var vectors = InlineArray<n, SIMD8<Scalar>>(repeating: SIMD8())
    for i in 0..<n {
      for j in 0..<n { vectors[i][j] = self[i, j] }
    }
    return vectors
  }

  /// The columns, zeros behind.
  @inlinable @inline(__always)
  var paddedColumns: InlineArray<n, SIMD8<Scalar>> {
    var vectors = InlineArray<n, SIMD8<Scalar>>(repeating: SIMD8())
    for i in 0..<n {
      for j in 0..<n { vectors[j][i] = self[i, j] }
    }
    return vectors
  }

  /// self ← self − factor·other, each entry one fused multiply-add.
  @inlinable @inline(__always)
  public mutating func subtract(_ other: Square, scaledBy factor: Scalar) {
    for i in 0..<n {
      for j in 0..<n { self[i, j] = self[i, j].addingProduct(-factor, other[i, j]) }
    }
  }
}
