// The micro-kernel: one register tile of C, for a block of the inner index.

/// A tile of `rows` × `vectors` accumulators, each a vector of outputs along a row of C.
///
/// The tile's size is free: it decides what runs at once, and never the order within a chain.
enum ProductTile<let rows: Int, let vectors: Int, Scalar: KernelScalar> {
  /// Continues (or, when `isFirst`, starts from +0) the chains of one tile of C by `steps` steps.
  ///
  /// - Parameters:
  ///   - c: the tile's corner; rows are `cStride` apart; whole vectors are read and written.
  ///   - a: the scalar of row 0, step 0; `rowStride` to the next row, `stepStride` to the next step.
  ///   - b: the vectors of step 0; `bStride` to the next step.
  @inline(__always)
  static func accumulate(
    _ c: UnsafeMutablePointer<Scalar>, _ cStride: Int, _ a: UnsafePointer<Scalar>,
    _ rowStride: Int, _ stepStride: Int, _ b: UnsafePointer<Scalar>, _ bStride: Int,
    steps: Int, isFirst: Bool
  ) {
    var sums = InlineArray<rows, InlineArray<vectors, Scalar.Lanes>>(
      repeating: InlineArray(repeating: Scalar.Lanes()))
    if !isFirst {
      for i in 0..<rows {
        for j in 0..<vectors { sums[i][j] = load(c + i * cStride, j) }
      }
    }
    var (aStep, bStep) = (a, b)
    for _ in 0..<steps {
      let columns = InlineArray<vectors, Scalar.Lanes> { load(bStep, $0) }
      for i in 0..<rows {
        let x = Scalar.Lanes(repeating: aStep[i &* rowStride])
        for j in 0..<vectors { sums[i][j].addProduct(x, columns[j]) }
      }
      aStep += stepStride
      bStep += bStride
    }
    for i in 0..<rows {
      for j in 0..<vectors { store(sums[i][j], c + i * cStride, j) }
    }
  }

  @inline(__always)
  private static func load(_ row: UnsafePointer<Scalar>, _ vector: Int) -> Scalar.Lanes {
    UnsafeRawPointer(row + vector * Scalar.Lanes.scalarCount)
      .loadUnaligned(as: Scalar.Lanes.self)
  }

  @inline(__always)
  private static func store(
    _ lanes: Scalar.Lanes, _ row: UnsafeMutablePointer<Scalar>, _ vector: Int
  ) {
    UnsafeMutableRawPointer(row + vector * Scalar.Lanes.scalarCount)
      .storeBytes(of: lanes, as: Scalar.Lanes.self)
  }
}
