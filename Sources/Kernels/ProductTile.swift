// The micro-kernel: one register tile of C, for a block of the inner index.

/// A tile of `rows` × `vectors` accumulators, each a vector of outputs along a row of C.
///
/// The tile's size is free: it decides what runs at once, and never the order within a chain.
enum ProductTile<let rows: Int, let vectors: Int, Scalar: KernelScalar> {
  private typealias Vectors = InlineArray<vectors, Scalar.Lanes>

  /// Continues the chains of a panel's rows `row` to `row + rows - 1` by the panel's steps.
  ///
  /// When `isPacking`, the vectors read of B are left in the panel's memory, without gaps.
  @inline(__always)
  static func accumulate(_ panel: ProductPanel<Scalar>, row: Int, isPacking: Bool = false) {
    let c = panel.c + row &* panel.cRow
    var sums = InlineArray<rows, Vectors>(repeating: Vectors(repeating: Scalar.Lanes()))
    if !panel.isFirst {
      for i in 0..<rows { sums[i] = load(c + i &* panel.cRow, panel.last) }
    }
    var (a, b, packed) = (panel.a + row &* panel.aRow, panel.b, panel.packed)
    var left = panel.steps
    // Tall tiles take four steps at a time: finding the next row of A is a chain of additions too.
    while rows > 6 && left >= 4 {
      for step in 0..<4 {
        advance(
          &sums, a + step &* panel.aStep, panel.aRow, load(b + step &* panel.bStep, panel.last))
      }
      a += 4 &* panel.aStep
      b += 4 &* panel.bStep
      left -= 4
    }
    for _ in 0..<left {
      let vectorsOfB = load(b, panel.last)
      if isPacking { store(vectorsOfB, packed, panel.last) }
      advance(&sums, a, panel.aRow, vectorsOfB)
      a += panel.aStep
      b += panel.bStep
      packed += vectors * Scalar.Lanes.scalarCount
    }
    for i in 0..<rows { store(sums[i], c + i &* panel.cRow, panel.last) }
  }

  /// One step of all chains. B comes loaded: loaded for each row again, it would be the limit.
  @inline(__always)
  private static func advance(
    _ sums: inout InlineArray<rows, Vectors>, _ a: UnsafePointer<Scalar>, _ aRow: Int, _ b: Vectors
  ) {
    for i in 0..<rows {
      let x = Scalar.Lanes(repeating: a[i &* aRow])
      for j in 0..<vectors { sums[i][j].addProduct(x, b[j]) }
    }
  }

  @inline(__always)
  private static func load(_ row: UnsafePointer<Scalar>, _ last: Int) -> Vectors {
    Vectors { UnsafeRawPointer(row + place($0, last)).loadUnaligned(as: Scalar.Lanes.self) }
  }

  @inline(__always)
  private static func store(_ sums: Vectors, _ row: UnsafeMutablePointer<Scalar>, _ last: Int) {
    for j in 0..<vectors {
      UnsafeMutableRawPointer(row + place(j, last)).storeBytes(of: sums[j], as: Scalar.Lanes.self)
    }
  }

  /// Where a vector starts in a row.
  @inline(__always)
  private static func place(_ vector: Int, _ last: Int) -> Int {
    vector == vectors - 1 ? last : vector * Scalar.Lanes.scalarCount
  }
}
