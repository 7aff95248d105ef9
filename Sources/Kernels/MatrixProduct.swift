// Matrix products: the definition as a plain loop, and the fast entry that equals it bit for bit.
// Small square matrices that live in registers are in Square.swift.

/// The shape of one product C = op(A)·op(B): C is `rows`×`columns`, the chain has `inner` steps.
///
/// All matrices are row-major without gaps. A is rows×inner, or inner×rows when `transposeA`;
/// B is inner×columns, or columns×inner when `transposeB`.
public struct ProductShape: Equatable, Sendable {
  /// Rows of C.
  public var rows: Int
  /// Length of the sum behind every entry of C.
  public var inner: Int
  /// Columns of C.
  public var columns: Int
  /// Whether A is stored inner×rows.
  public var transposeA: Bool
  /// Whether B is stored columns×inner.
  public var transposeB: Bool

  /// A shape; every extent must be at least 0.
  @inlinable
  public init(
    rows: Int, inner: Int, columns: Int, transposeA: Bool = false, transposeB: Bool = false
  ) {
    precondition(rows >= 0 && inner >= 0 && columns >= 0, "a matrix extent is negative")
    self.rows = rows
    self.inner = inner
    self.columns = columns
    self.transposeA = transposeA
    self.transposeB = transposeB
  }
}

/// The definition of the product: every entry of C is one chain of fused multiply-adds in
/// ascending inner index, from +0.
///
/// It is the specification that ``matmul`` is tested against, bit for bit, and is used by nothing
/// else. C must not overlap A or B.
@inlinable
public func matmulNaive<Scalar: KernelScalar>(
  _ c: UnsafeMutablePointer<Scalar>, _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>,
  rows: Int, inner: Int, columns: Int, transposeA: Bool = false, transposeB: Bool = false
) {
  for i in 0..<rows {
    for j in 0..<columns {
      var sum: Scalar = 0
      for k in 0..<inner {
        let x = transposeA ? a[k * rows + i] : a[i * inner + k]
        let y = transposeB ? b[j * inner + k] : b[k * columns + j]
        sum = sum.addingProduct(x, y)
      }
      c[i * columns + j] = sum
    }
  }
}

/// C = op(A)·op(B), bit-equal to ``matmulNaive`` on any processor.
///
/// - Parameters:
///   - c: rows×columns, overwritten; must not overlap A or B.
///   - a: rows×inner, or inner×rows when `transposeA`.
///   - b: inner×columns, or columns×inner when `transposeB`.
///   - workspace: packing memory, reused from call to call; one per caller.
///   - workers: who share the columns or the rows of C, never a chain.
///
/// Edge cases: `inner == 0` gives +0 everywhere; no other product is −0 unless its exact sum
/// underflows from below, since chains start at +0.
@inlinable
public func matmul<Scalar: KernelScalar>(
  _ c: UnsafeMutablePointer<Scalar>, _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>,
  rows: Int, inner: Int, columns: Int, transposeA: Bool = false, transposeB: Bool = false,
  workspace: ProductWorkspace, workers: Workers = .alone
) {
  let shape = ProductShape(
    rows: rows, inner: inner, columns: columns, transposeA: transposeA, transposeB: transposeB)
  Scalar.multiply(shape, c, a, b, workspace, workers)
}
