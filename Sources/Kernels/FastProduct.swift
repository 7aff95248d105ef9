// The fast product: slices for workers, then blocks of the inner index, then panels of columns.
// The definition it must equal is `matmulNaive` in MatrixProduct.swift.

/// Inner steps between two visits of a tile; a panel of B then stays in the second cache.
private let blockSteps = 1024

/// The cost from which on a slice is worth waking a worker: some microseconds.
private let worthwhileCost = 100_000

/// C = op(A)·op(B); see ``matmul``.
@inline(__always)
func multiplyFast<Scalar: KernelScalar>(
  _ shape: ProductShape, _ c: UnsafeMutablePointer<Scalar>, _ a: UnsafePointer<Scalar>,
  _ b: UnsafePointer<Scalar>, _ workspace: ProductWorkspace, _ workers: Workers
) {
  if shape.inner == 0 { return c.update(repeating: 0, count: shape.rows * shape.columns) }
  let whole = ProductPart<Scalar>(shape, c, a, b)
  let slices = min(workers.count, whole.cost / worthwhileCost)
  if slices <= 1 { return multiply(whole, workspace) }
  let workspaces = workspace.forSlices(slices)
  let columns = whole.columns(0..<(whole.columns + slices - 1) / slices)
  let rows = whole.rows(0..<(whole.rows + slices - 1) / slices)
  if columns.cost < rows.cost {
    workers.divide(whole.columns, unit: Scalar.Lanes.scalarCount, slices: slices) { slice, range in
      multiply(whole.columns(range), workspaces[slice])
    }
  } else {
    workers.divide(whole.rows, slices: slices) { slice, range in
      multiply(whole.rows(range), workspaces[slice])
    }
  }
}

/// One slice, or its transpose where fewer columns have to be turned into rows for that.
private func multiply<Scalar: KernelScalar>(
  _ part: ProductPart<Scalar>, _ workspace: ProductWorkspace
) {
  guard part.hasColumnsOfB && part.costTransposed < part.cost else {
    return multiplyPanels(part, workspace)
  }
  let transposed = part.transposed(
    workspace.scalars(part.rows * part.columns, for: .transposedC))
  multiplyPanels(transposed, workspace)
  transpose(
    part.c, part.cRow, transposed.c, transposed.cRow, rows: part.columns, columns: part.rows)
}

/// Panels of one to `tileVectors` vectors, as alike as can be.
private func multiplyPanels<Scalar: KernelScalar>(
  _ whole: ProductPart<Scalar>, _ workspace: ProductWorkspace
) {
  let lanes = Scalar.Lanes.scalarCount
  var part = whole
  // A last vector overlaps its neighbour in the same panel. Where it would have none, it is padded.
  if part.isNarrow || tileVectors == 1 { part.columns -= part.columns % lanes }
  if part.columns < whole.columns {
    multiplyPadded(whole.columns(part.columns..<whole.columns), workspace)
  }
  let panels = (part.vectors + tileVectors - 1) / tileVectors
  for start in stride(from: 0, to: part.inner, by: blockSteps) {
    let block = Block(part, start..<min(start + blockSteps, part.inner), workspace)
    for panel in 0..<panels {
      let first = panel * part.vectors / panels
      let next = (panel + 1) * part.vectors / panels
      let columns = first * lanes..<min(next * lanes, part.columns)
      block.panel(columns, vectors: next - first).sweep(next - first)
    }
  }
}

/// Less than a vector of columns: B is copied to whole vectors with zeros behind, and C from them.
private func multiplyPadded<Scalar: KernelScalar>(
  _ part: ProductPart<Scalar>, _ workspace: ProductWorkspace
) {
  let lanes = Scalar.Lanes.scalarCount
  let b: UnsafeMutablePointer<Scalar> = workspace.scalars(part.inner * lanes, for: .paddedB)
  let c: UnsafeMutablePointer<Scalar> = workspace.scalars(part.rows * lanes, for: .paddedC)
  b.update(repeating: 0, count: part.inner * lanes)
  for step in 0..<part.inner {
    for j in 0..<part.columns {
      b[step &* lanes + j] = part.b[step &* part.bStep + j &* part.bColumn]
    }
  }
  var padded = part
  (padded.b, padded.bStep, padded.bColumn) = (UnsafePointer(b), lanes, 1)
  (padded.c, padded.cRow, padded.columns) = (c, lanes, lanes)
  multiplyPanels(padded, workspace)
  for i in 0..<part.rows {
    for j in 0..<part.columns { part.c[i &* part.cRow + j] = c[i &* lanes + j] }
  }
}

/// A block of steps of a product.
private struct Block<Scalar: KernelScalar> {
  var part: ProductPart<Scalar>
  let isFirst: Bool
  let packed: UnsafeMutablePointer<Scalar>

  init(_ part: ProductPart<Scalar>, _ steps: Range<Int>, _ workspace: ProductWorkspace) {
    self.part = part
    isFirst = steps.lowerBound == 0
    packed = workspace.scalars(
      steps.count * tileVectors * Scalar.Lanes.scalarCount, for: .panelOfB)
    self.part.a += steps.lowerBound * part.aStep
    self.part.b += steps.lowerBound * part.bStep
    self.part.inner = steps.count
    spreadRowsOfA(workspace)
  }

  /// Steps that lie whole pages apart fall on the same few lines of the cache and drive each other
  /// out; such an A is copied with one vector between steps.
  private mutating func spreadRowsOfA(_ workspace: ProductWorkspace) {
    guard part.aRow == 1 && part.aStep * MemoryLayout<Scalar>.stride % 4096 == 0 else { return }
    let step = part.rows + Scalar.Lanes.scalarCount
    let copy: UnsafeMutablePointer<Scalar> = workspace.scalars(part.inner * step, for: .copyOfA)
    for k in 0..<part.inner {
      (copy + k * step).update(from: part.a + k * part.aStep, count: part.rows)
    }
    (part.a, part.aStep) = (UnsafePointer(copy), step)
  }

  @inline(__always)
  func panel(_ columns: Range<Int>, vectors: Int) -> ProductPanel<Scalar, EvenPlaces> {
    let lanes = Scalar.Lanes.scalarCount
    var panel = ProductPanel(
      rows: part.rows, steps: part.inner, isFirst: isFirst, c: part.c + columns.lowerBound,
      cRow: part.cRow, a: part.a, aRow: part.aRow, aStep: part.aStep,
      b: part.b + columns.lowerBound * part.bColumn, bStep: part.bStep,
      last: columns.count - lanes, packed: packed)
    if part.hasColumnsOfB {
      transpose(
        packed, vectors * lanes, panel.b, part.bColumn, rows: columns.count, columns: part.inner)
      (panel.b, panel.places.bStep) = (UnsafePointer(packed), vectors * lanes)
    }
    return panel
  }
}
