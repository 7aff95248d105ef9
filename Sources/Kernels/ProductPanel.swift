// A panel of columns, swept by register tiles from its first row to its last.

/// Vectors across a full register tile: the 32 wide registers of AVX-512 have room for five or six rows of
/// four vectors, other processors' for rows of one (two or four of their registers).
#if AVX512
  let tileVectors = 4
#else
  let tileVectors = 1
#endif

/// Some vectors across C, all rows down, with what their chains need for one block of steps.
struct ProductPanel<Scalar: KernelScalar, Places: ProductPlaces> {
  let rows: Int
  let steps: Int
  /// Whether the chains start here, from +0, rather than from C.
  let isFirst: Bool
  var places: Places
  var c: UnsafeMutablePointer<Scalar>
  let a: UnsafePointer<Scalar>
  var b: UnsafePointer<Scalar>
  /// Where the last vector starts, in a row of C as in a step of B. When columns are not whole vectors
  /// it overlaps the one before: outputs that both have are computed twice, to the same bits.
  var last: Int
  /// Memory for this block of B without gaps, where it may have some.
  let packed: UnsafeMutablePointer<Scalar>?

  /// Runs the chains of any number of whole vectors across.
  @inline(__always)
  func sweepWhole(_ vectors: Int) {
    let lanes = Scalar.Lanes.scalarCount
    for first in stride(from: 0, to: vectors, by: tileVectors) {
      let across = min(tileVectors, vectors - first)
      var panel = self
      panel.c += first * lanes
      panel.b += first * lanes
      panel.last = (across - 1) * lanes
      panel.sweep(across)
    }
  }

  /// Runs the chains; `vectors` is 1 to `tileVectors`.
  @inline(__always)
  func sweep(_ vectors: Int) {
    #if AVX512
      switch vectors {
      case 4: return sweep(Width<4>.self)
      case 3: return sweep(Width<3>.self)
      case 2: return sweep(Width<2>.self)
      default: break
      }
    #endif
    sweep(Width<1>.self)
  }

  @inline(never)
  private func sweep<let vectors: Int>(_ width: Width<vectors>.Type) {
    var (panel, row) = (self, 0)
    let whole = vectors * Scalar.Lanes.scalarCount
    // Many tiles read B: without gaps it stays in the cache. The first one sees to that in passing.
    if rows > 24, let packed, panel.places.closeGaps(whole) {
      ProductTile<5, vectors, Scalar>.accumulate(self, row: 0, packing: packed)
      (panel.b, row) = (UnsafePointer(packed), 5)
    }
    #if AVX512
      if vectors == 1 { panel.sweepTall(&row) }
    #endif
    while row < rows {
      let height = Self.height(rows - row)
      switch height {
      case 6: ProductTile<6, vectors, Scalar>.accumulate(panel, row: row)
      case 5: ProductTile<5, vectors, Scalar>.accumulate(panel, row: row)
      case 4: ProductTile<4, vectors, Scalar>.accumulate(panel, row: row)
      case 3: ProductTile<3, vectors, Scalar>.accumulate(panel, row: row)
      case 2: ProductTile<2, vectors, Scalar>.accumulate(panel, row: row)
      default: ProductTile<1, vectors, Scalar>.accumulate(panel, row: row)
      }
      row += height
    }
  }

  /// Six vectors at once would wait for each other: one vector across takes sixteen down, with
  /// the stride of A that is 1 known to the compiler.
  @inline(__always)
  private func sweepTall(_ row: inout Int) {
    var panel = self
    while row + 16 <= rows {
      if panel.places.fixUnitStride() {
        ProductTile<16, 1, Scalar>.accumulate(panel, row: row)
      } else {
        ProductTile<16, 1, Scalar>.accumulate(panel, row: row)
      }
      row += 16
    }
  }

  /// The height of the next tile when `left` rows are left: full, or the last two alike.
  @inline(__always)
  private static func height(_ left: Int) -> Int {
    let full = Places.tileRows
    return left > 2 * full ? full : left > full ? left / 2 : left
  }

  /// A width in vectors, as a type.
  private enum Width<let vectors: Int> {}
}

extension ProductPanel where Places == EvenPlaces {
  /// A panel of matrices.
  init(
    rows: Int, steps: Int, isFirst: Bool, c: UnsafeMutablePointer<Scalar>, cRow: Int,
    a: UnsafePointer<Scalar>, aRow: Int, aStep: Int, b: UnsafePointer<Scalar>, bStep: Int,
    last: Int, packed: UnsafeMutablePointer<Scalar>?
  ) {
    self.init(
      rows: rows, steps: steps, isFirst: isFirst,
      places: EvenPlaces(cRow: cRow, aRow: aRow, aStep: aStep, bStep: bStep), c: c, a: a, b: b,
      last: last, packed: packed)
  }
}
