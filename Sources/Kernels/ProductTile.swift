// The micro-kernel: one register tile of C, for a block of the inner index.

/// A tile of `rows` × `vectors` accumulators, each a vector of outputs along a row of C.
///
/// The tile's size is free: it decides what runs at once, and never the order within a chain.
enum ProductTile<let rows: Int, let vectors: Int, Scalar: KernelScalar> {
  private typealias Vectors = InlineArray<vectors, Scalar.Lanes>

  /// Continues the chains of a panel's rows `row` to `row + rows - 1` by the panel's steps.
  ///
  /// The vectors read of B are left in the memory for `packing`, without gaps.
  @inline(__always)
  static func accumulate<Places: ProductPlaces>(
    _ panel: ProductPanel<Scalar, Places>, row: Int, packing: UnsafeMutablePointer<Scalar>? = nil
  ) {
    let starts = InlineArray<rows, Int> { panel.places.row(row &+ $0).a }
    var sums = InlineArray<rows, Vectors>(repeating: Vectors(repeating: Scalar.Lanes()))
    if !panel.isFirst {
      for i in 0..<rows { sums[i] = load(panel.c + panel.places.row(row &+ i).c, panel.last) }
    }
    var step = 0
    // Tall tiles take four steps at a time: finding the next row of A is a chain of additions too.
    while rows > 6 && step &+ 4 <= panel.steps {
      for next in 0..<4 {
        let place = panel.places.step(step &+ next)
        advance(&sums, panel.a + place.a, starts, load(panel.b + place.b, panel.last))
      }
      step &+= 4
    }
    while step < panel.steps {
      let place = panel.places.step(step)
      let vectorsOfB = load(panel.b + place.b, panel.last)
      if let packing {
        store(vectorsOfB, packing + step &* (vectors &* Scalar.Lanes.scalarCount), panel.last)
      }
      advance(&sums, panel.a + place.a, starts, vectorsOfB)
      step &+= 1
    }
    for i in 0..<rows { store(sums[i], panel.c + panel.places.row(row &+ i).c, panel.last) }
  }

  /// One step of all chains. B comes loaded: loaded for each row again, it would be the limit.
  @inline(__always)
  private static func advance(
    _ sums: inout InlineArray<rows, Vectors>, _ a: UnsafePointer<Scalar>,
    _ starts: InlineArray<rows, Int>, _ b: Vectors
  ) {
    for i in 0..<rows {
      let x = Scalar.Lanes(repeating: a[starts[i]])
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
