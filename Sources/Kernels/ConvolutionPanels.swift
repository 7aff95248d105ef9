// Weights as the panels of vectors that register tiles read: packed once per call.

/// Weights of `inner` steps × `columns` outputs, cut into panels of one to `tileVectors` vectors.
///
/// A panel has its steps one after another, without gaps. Columns beyond the last one are zeros; their
/// outputs are never looked at.
struct ConvolutionPanels<Scalar: KernelScalar> {
  let inner: Int
  let columns: Int
  let memory: UnsafeMutablePointer<Scalar>

  /// Vectors across all panels.
  var vectors: Int { (columns + Scalar.Lanes.scalarCount - 1) / Scalar.Lanes.scalarCount }
  /// How many panels there are.
  var count: Int { (vectors + tileVectors - 1) / tileVectors }
  /// Columns with those of zeros.
  var width: Int { vectors * Scalar.Lanes.scalarCount }

  /// The panel's first vector, and the next one's.
  @inline(__always)
  func vectors(of panel: Int) -> Range<Int> {
    panel * vectors / count..<(panel + 1) * vectors / count
  }

  /// The memory of one panel and the columns in it.
  func panel(
    _ panel: Int
  ) -> (memory: UnsafeMutablePointer<Scalar>, columns: Range<Int>, width: Int) {
    let (vectors, lanes) = (vectors(of: panel), Scalar.Lanes.scalarCount)
    let first = vectors.lowerBound * lanes
    return (
      memory + inner * first, first..<min(vectors.upperBound * lanes, columns),
      vectors.count * lanes
    )
  }

  /// Panels in a workspace, to be filled.
  init(
    inner: Int, columns: Int, _ workspace: ConvolutionWorkspace,
    for use: ConvolutionWorkspace.Use = .weights
  ) {
    let lanes = Scalar.Lanes.scalarCount
    (self.inner, self.columns) = (inner, columns)
    memory = workspace.scalars(inner * ((columns + lanes - 1) / lanes * lanes), for: use)
  }
}

extension ConvolutionPanels {
  /// Weights for ``convolve``: a step is a tap and a channel, a column a filter.
  func packForOutputs(_ weights: UnsafePointer<Scalar>, _ workers: Workers, slices: Int) {
    workers.divide(count, slices: slices) { _, panels in
      for panel in panels {
        let (memory, columns, width) = self.panel(panel)
        if columns.count < width { memory.update(repeating: 0, count: inner * width) }
        transpose(
          memory, width, weights + columns.lowerBound * inner, inner, rows: columns.count,
          columns: inner)
      }
    }
  }
}

extension ConvolutionPanels {
  /// Weights for ``convolveInputGradient``: a step is a tap in packed order and a filter, a column a
  /// channel.
  func packForInputs(
    _ weights: UnsafePointer<Scalar>, _ shape: ConvolutionShape, _ workers: Workers, slices: Int
  ) {
    workers.divide(count, slices: slices) { _, panels in
      for panel in panels { packForInputs(weights, shape, panel) }
    }
  }

  private func packForInputs(
    _ weights: UnsafePointer<Scalar>, _ shape: ConvolutionShape, _ panel: Int
  ) {
    let (memory, columns, width) = self.panel(panel)
    if columns.count < width { memory.update(repeating: 0, count: inner * width) }
    let (kernel, filters) = (shape.kernel, shape.filters)
    for tap in 0..<kernel * kernel {
      let row = ConvolutionBand.packedTap(tap / kernel, shape)
      let column = ConvolutionBand.packedTap(tap % kernel, shape)
      let target = memory + (row * kernel + column) * filters * width
      let source = weights + tap * shape.channels + columns.lowerBound
      for filter in 0..<filters {
        copyRun(
          target + filter * width, source + filter * kernel * kernel * shape.channels,
          columns.count)
      }
    }
  }
}
