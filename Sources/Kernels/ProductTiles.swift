// The fast product: blocks of the inner index, packed panels of B, sweeps of register tiles down C.
// The definition it must equal is `matmulNaive` in MatrixProduct.swift.

/// Rows of a full register tile.
private let tileRows = 6

/// Vectors across a full register tile: 6×4 fills the 32 wide registers of AVX-512; other
/// processors have room for 6×1 of these (two or four of their registers each).
#if AVX512
  private let tileVectors = 4
#else
  private let tileVectors = 1
#endif

/// Inner steps between two visits of a tile; a panel of B then stays in the first two caches.
private let blockSteps = 512

/// C = op(A)·op(B), or the part of it that one worker computes.
private struct ProductPart<Scalar: KernelScalar> {
  var rows: Int
  var inner: Int
  var columns: Int
  var c: UnsafeMutablePointer<Scalar>
  let cRow: Int
  /// Entry (i, k) of op(A) is a[i·aRow + k·aStep]; one of the strides is 1.
  var a: UnsafePointer<Scalar>
  let aRow: Int
  let aStep: Int
  /// Entry (k, j) of op(B) is b[k·bStep + j·bColumn]; one of the strides is 1.
  var b: UnsafePointer<Scalar>
  let bStep: Int
  let bColumn: Int
  let isTransposedA: Bool
  let isTransposedB: Bool

  init(
    _ shape: ProductShape, _ c: UnsafeMutablePointer<Scalar>, _ a: UnsafePointer<Scalar>,
    _ b: UnsafePointer<Scalar>
  ) {
    (rows, inner, columns) = (shape.rows, shape.inner, shape.columns)
    (self.c, self.a, self.b) = (c, a, b)
    cRow = columns
    (aRow, aStep) = shape.transposeA ? (1, rows) : (inner, 1)
    (bStep, bColumn) = shape.transposeB ? (1, inner) : (columns, 1)
    (isTransposedA, isTransposedB) = (shape.transposeA, shape.transposeB)
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
}

/// Where the panels of one part lie in the workspace.
private struct ProductPlan<Scalar: KernelScalar> {
  let part: ProductPart<Scalar>
  /// steps × panel columns, for one panel of B at a time.
  let panelB: UnsafeMutablePointer<Scalar>
  /// tiles × steps × tileRows, for one block of a transposed A.
  let blockA: UnsafeMutablePointer<Scalar>
  /// rows × panel columns: the last panel of C when its columns are not whole vectors.
  let panelC: UnsafeMutablePointer<Scalar>

  static var panelColumns: Int { tileVectors * Scalar.Lanes.scalarCount }

  init(_ part: ProductPart<Scalar>, _ memory: UnsafeMutablePointer<Scalar>) {
    self.part = part
    panelB = memory
    panelC = panelB + Self.sizeOfB(part)
    blockA = panelC + Self.sizeOfC(part)
  }

  /// Scalars of memory that a part, or any part of it, needs, in whole cache lines.
  static func size(_ part: ProductPart<Scalar>) -> Int {
    let size = sizeOfB(part) + sizeOfC(part) + sizeOfA(part)
    return (size + 15) / 16 * 16
  }

  private static func sizeOfB(_ part: ProductPart<Scalar>) -> Int {
    min(blockSteps, part.inner) * panelColumns
  }

  private static func sizeOfC(_ part: ProductPart<Scalar>) -> Int {
    part.columns % Scalar.Lanes.scalarCount == 0 ? 0 : part.rows * panelColumns
  }

  private static func sizeOfA(_ part: ProductPart<Scalar>) -> Int {
    let tiles = (part.rows + tileRows - 1) / tileRows
    return part.isTransposedA ? tiles * tileRows * min(blockSteps, part.inner) : 0
  }

  /// Fills the panel of B with `width` columns of a block of op(B).
  @inline(__always)
  func packB(_ block: Range<Int>, _ column: Int, width: Int, padded: Int) {
    let source = part.b + block.lowerBound * part.bStep + column * part.bColumn
    if part.isTransposedB {
      packColumns(
        panelB, source, stride: part.bColumn, steps: block.count, width: width, padded: padded)
    } else {
      packRows(
        panelB, source, stride: part.bStep, steps: block.count, width: width, padded: padded)
    }
  }
}

/// C = op(A)·op(B); see ``matmul``.
@inline(__always)
func multiplyInTiles<Scalar: KernelScalar>(
  _ shape: ProductShape, _ c: UnsafeMutablePointer<Scalar>, _ a: UnsafePointer<Scalar>,
  _ b: UnsafePointer<Scalar>, _ workspace: ProductWorkspace, _ workers: Workers
) {
  if shape.inner == 0 { return c.update(repeating: 0, count: shape.rows * shape.columns) }
  let whole = ProductPart<Scalar>(shape, c, a, b)
  let size = ProductPlan<Scalar>.size(whole)
  let memory: UnsafeMutablePointer<Scalar> = workspace.scalars(size * workers.count)
  let lanes = Scalar.Lanes.scalarCount
  if shape.columns >= 2 * lanes * workers.count {
    workers.divide(shape.columns, unit: lanes) { slice, range in
      multiply(ProductPlan(whole.columns(range), memory + slice * size))
    }
  } else {
    workers.divide(shape.rows, unit: tileRows) { slice, range in
      multiply(ProductPlan(whole.rows(range), memory + slice * size))
    }
  }
}

@inline(__always)
private func multiply<Scalar: KernelScalar>(_ plan: ProductPlan<Scalar>) {
  let part = plan.part
  for start in stride(from: 0, to: part.inner, by: blockSteps) {
    let block = start..<min(start + blockSteps, part.inner)
    if part.isTransposedA {
      packTiles(
        plan.blockA, part.a + start * part.aStep, stride: part.aStep, steps: block.count,
        rows: part.rows, tileRows: tileRows)
    }
    for column in stride(from: 0, to: part.columns, by: ProductPlan<Scalar>.panelColumns) {
      multiplyPanel(plan, block, column)
    }
  }
}

/// One panel of columns of C, for one block of steps.
@inline(__always)
private func multiplyPanel<Scalar: KernelScalar>(
  _ plan: ProductPlan<Scalar>, _ block: Range<Int>, _ column: Int
) {
  let part = plan.part
  let lanes = Scalar.Lanes.scalarCount
  let width = min(ProductPlan<Scalar>.panelColumns, part.columns - column)
  let vectors = (width + lanes - 1) / lanes
  let isRagged = width % lanes != 0
  var sweep = ProductSweep(plan, block)
  if isRagged || part.isTransposedB || part.rows > 2 * tileRows {
    plan.packB(block, column, width: width, padded: vectors * lanes)
    (sweep.b, sweep.bStride) = (UnsafePointer(plan.panelB), vectors * lanes)
  } else {
    (sweep.b, sweep.bStride) = (part.b + block.lowerBound * part.bStep + column, part.bStep)
  }
  let ragged = (plan.panelC, vectors * lanes)
  (sweep.c, sweep.cStride) = isRagged ? ragged : (part.c + column, part.cRow)
  sweep.run(vectors)
  if isRagged && block.upperBound == part.inner {
    for i in 0..<part.rows {
      let row = plan.panelC + i * vectors * lanes
      (part.c + i * part.cRow + column).update(from: row, count: width)
    }
  }
}

/// Tiles down the rows of one panel.
private struct ProductSweep<Scalar: KernelScalar> {
  let rows: Int
  let steps: Int
  let isFirst: Bool
  let a: UnsafePointer<Scalar>
  let aRowStride: Int
  let aStepStride: Int
  let aTileStride: Int
  var b: UnsafePointer<Scalar>
  var bStride = 0
  var c: UnsafeMutablePointer<Scalar>
  var cStride = 0

  @inline(__always)
  init(_ plan: ProductPlan<Scalar>, _ block: Range<Int>) {
    let part = plan.part
    rows = part.rows
    steps = block.count
    isFirst = block.lowerBound == 0
    let isPacked = part.isTransposedA
    a = isPacked ? UnsafePointer(plan.blockA) : part.a + block.lowerBound
    aRowStride = isPacked ? 1 : part.aRow
    aStepStride = isPacked ? tileRows : 1
    aTileStride = tileRows * (isPacked ? block.count : part.aRow)
    b = UnsafePointer(plan.panelB)
    c = plan.panelC
  }

  @inline(__always)
  func run(_ vectors: Int) {
    #if AVX512
      switch vectors {
      case 4: return run(ProductColumns<4, Scalar>.self)
      case 3: return run(ProductColumns<3, Scalar>.self)
      case 2: return run(ProductColumns<2, Scalar>.self)
      default: break
      }
    #endif
    run(ProductColumns<1, Scalar>.self)
  }

  @inline(never)
  private func run<let vectors: Int>(_ columns: ProductColumns<vectors, Scalar>.Type) {
    let full = rows / tileRows
    for tile in 0..<full { accumulate(ProductTile<6, vectors, Scalar>.self, tile) }
    switch rows - full * tileRows {
    case 5: accumulate(ProductTile<5, vectors, Scalar>.self, full)
    case 4: accumulate(ProductTile<4, vectors, Scalar>.self, full)
    case 3: accumulate(ProductTile<3, vectors, Scalar>.self, full)
    case 2: accumulate(ProductTile<2, vectors, Scalar>.self, full)
    case 1: accumulate(ProductTile<1, vectors, Scalar>.self, full)
    default: break
    }
  }

  @inline(__always)
  private func accumulate<let height: Int, let vectors: Int>(
    _ shape: ProductTile<height, vectors, Scalar>.Type, _ tile: Int
  ) {
    shape.accumulate(
      c + tile * tileRows * cStride, cStride, a + tile * aTileStride, aRowStride, aStepStride,
      b, bStride, steps: steps, isFirst: isFirst)
  }
}

/// A width of tiles, as a type.
private enum ProductColumns<let vectors: Int, Scalar: KernelScalar> {}
