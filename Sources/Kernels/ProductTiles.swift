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

/// Where one product's panels lie in the workspace.
private struct ProductPlan<Scalar: KernelScalar> {
  let shape: ProductShape
  /// steps × panel columns, for one panel of B at a time.
  let panelB: UnsafeMutablePointer<Scalar>
  /// tiles × steps × tileRows, for one block of a transposed A.
  let blockA: UnsafeMutablePointer<Scalar>
  /// rows × panel columns: the last panel of C when its columns are not whole vectors.
  let panelC: UnsafeMutablePointer<Scalar>

  static var panelColumns: Int { tileVectors * Scalar.Lanes.scalarCount }

  init(_ shape: ProductShape, _ workspace: ProductWorkspace) {
    self.shape = shape
    let steps = min(blockSteps, shape.inner)
    let tiles = (shape.rows + tileRows - 1) / tileRows
    let sizeB = steps * Self.panelColumns
    let sizeC = shape.columns % Scalar.Lanes.scalarCount == 0 ? 0 : shape.rows * Self.panelColumns
    let sizeA = shape.transposeA ? tiles * tileRows * steps : 0
    panelB = workspace.scalars(sizeB + sizeC + sizeA)
    panelC = panelB + sizeB
    blockA = panelC + sizeC
  }

  /// Fills the panel of B with `width` columns of a block of op(B).
  @inline(__always)
  func packB(
    _ b: UnsafePointer<Scalar>, _ block: Range<Int>, _ column: Int, width: Int, padded: Int
  ) {
    if shape.transposeB {
      packColumns(
        panelB, b + column * shape.inner + block.lowerBound, stride: shape.inner,
        steps: block.count, width: width, padded: padded)
    } else {
      packRows(
        panelB, b + block.lowerBound * shape.columns + column, stride: shape.columns,
        steps: block.count, width: width, padded: padded)
    }
  }
}

/// C = op(A)·op(B); see ``matmul``.
@inline(__always)
func multiplyInTiles<Scalar: KernelScalar>(
  _ shape: ProductShape, _ c: UnsafeMutablePointer<Scalar>, _ a: UnsafePointer<Scalar>,
  _ b: UnsafePointer<Scalar>, _ workspace: ProductWorkspace
) {
  if shape.inner == 0 { return c.update(repeating: 0, count: shape.rows * shape.columns) }
  let plan = ProductPlan<Scalar>(shape, workspace)
  for start in stride(from: 0, to: shape.inner, by: blockSteps) {
    let block = start..<min(start + blockSteps, shape.inner)
    if shape.transposeA {
      packTiles(
        plan.blockA, a + start * shape.rows, stride: shape.rows, steps: block.count,
        rows: shape.rows, tileRows: tileRows)
    }
    for column in stride(from: 0, to: shape.columns, by: ProductPlan<Scalar>.panelColumns) {
      multiplyPanel(plan, c, a, b, block, column)
    }
  }
}

/// One panel of columns of C, for one block of steps.
@inline(__always)
private func multiplyPanel<Scalar: KernelScalar>(
  _ plan: ProductPlan<Scalar>, _ c: UnsafeMutablePointer<Scalar>, _ a: UnsafePointer<Scalar>,
  _ b: UnsafePointer<Scalar>, _ block: Range<Int>, _ column: Int
) {
  let shape = plan.shape
  let lanes = Scalar.Lanes.scalarCount
  let width = min(ProductPlan<Scalar>.panelColumns, shape.columns - column)
  let vectors = (width + lanes - 1) / lanes
  let isRagged = width % lanes != 0
  var sweep = ProductSweep(plan, a, block)
  if isRagged || shape.transposeB || shape.rows > 2 * tileRows {
    plan.packB(b, block, column, width: width, padded: vectors * lanes)
    (sweep.b, sweep.bStride) = (UnsafePointer(plan.panelB), vectors * lanes)
  } else {
    (sweep.b, sweep.bStride) = (b + block.lowerBound * shape.columns + column, shape.columns)
  }
  let ragged = (plan.panelC, vectors * lanes)
  (sweep.c, sweep.cStride) = isRagged ? ragged : (c + column, shape.columns)
  sweep.run(vectors)
  if isRagged && block.upperBound == shape.inner {
    for i in 0..<shape.rows {
      let row = plan.panelC + i * vectors * lanes
      (c + i * shape.columns + column).update(from: row, count: width)
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
  init(_ plan: ProductPlan<Scalar>, _ a: UnsafePointer<Scalar>, _ block: Range<Int>) {
    rows = plan.shape.rows
    steps = block.count
    isFirst = block.lowerBound == 0
    let isPacked = plan.shape.transposeA
    self.a = isPacked ? UnsafePointer(plan.blockA) : a + block.lowerBound
    aRowStride = isPacked ? 1 : plan.shape.inner
    aStepStride = isPacked ? tileRows : 1
    aTileStride = tileRows * (isPacked ? block.count : plan.shape.inner)
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
