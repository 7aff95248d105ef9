// A product as pointers and strides, so that parts of it, and its transpose, are products too.

/// C = op(A)·op(B), whole or the rows or columns of it that one worker computes.
struct ProductPart<Scalar: KernelScalar> {
  var rows: Int
  var inner: Int
  var columns: Int
  /// Entry (i, j) of C is c[i·cRow + j].
  var c: UnsafeMutablePointer<Scalar>
  var cRow: Int
  /// Entry (i, k) of op(A) is a[i·aRow + k·aStep]; one of the strides is 1.
  var a: UnsafePointer<Scalar>
  var aRow: Int
  var aStep: Int
  /// Entry (k, j) of op(B) is b[k·bStep + j·bColumn]; one of the strides is 1.
  var b: UnsafePointer<Scalar>
  var bStep: Int
  var bColumn: Int
}

extension ProductPart {
  init(
    _ shape: ProductShape, _ c: UnsafeMutablePointer<Scalar>, _ a: UnsafePointer<Scalar>,
    _ b: UnsafePointer<Scalar>
  ) {
    (rows, inner, columns) = (shape.rows, shape.inner, shape.columns)
    (self.c, self.a, self.b) = (c, a, b)
    cRow = columns
    (aRow, aStep) = shape.transposeA ? (1, rows) : (inner, 1)
    (bStep, bColumn) = shape.transposeB ? (1, inner) : (columns, 1)
  }

  func rows(_ range: Range<Int>) -> ProductPart {
    var part = self
    part.rows = range.count
    part.a += range.lowerBound * aRow
    part.c += range.lowerBound * cRow
    return part
  }

  func columns(_ range: Range<Int>) -> ProductPart {
    var part = self
    part.columns = range.count
    part.b += range.lowerBound * bColumn
    part.c += range.lowerBound
    return part
  }

  /// Cᵀ = op(B)ᵀ·op(A)ᵀ: the same chains, their factors exchanged. Its C is columns×rows without gaps.
  func transposed(_ c: UnsafeMutablePointer<Scalar>) -> ProductPart {
    ProductPart(
      rows: columns, inner: inner, columns: rows, c: c, cRow: rows, a: b, aRow: bColumn,
      aStep: bStep, b: a, bStep: aStep, bColumn: aRow)
  }

  /// Vectors across a row of C.
  var vectors: Int { (columns + Scalar.Lanes.scalarCount - 1) / Scalar.Lanes.scalarCount }

  /// Whether columns of op(B) have to be turned into rows before vectors can be read from it.
  var hasColumnsOfB: Bool { bColumn > 1 && inner > 1 }

  /// Whether rows of C are shorter than a vector.
  var isNarrow: Bool { columns < Scalar.Lanes.scalarCount }

  /// Roughly the time, in tenths of a cycle: half a cycle for the multiply-adds of a vector, a third
  /// for a scalar of B turned, a whole one for a scalar copied alone.
  var cost: Int {
    let copying = isNarrow ? 20 * columns : hasColumnsOfB ? 3 * columns : 0
    return inner * (5 * rows * vectors + copying)
  }

  /// The same for the transpose, turned back at the end.
  var costTransposed: Int { transposed(c).cost + 3 * rows * columns }
}
