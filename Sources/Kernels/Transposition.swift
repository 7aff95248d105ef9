// Transposition: what turns columns in memory into the vectors of a register tile.

/// 32 bytes as words of eight, or as half words; they are moved, not computed with.
private typealias Words = SIMD4<UInt64>
private typealias HalfWords = SIMD8<UInt32>

/// As many rows as a row has words.
private typealias Rows = InlineArray<4, Words>

/// Copies `rows` × `columns` scalars transposed: entry (i, j) goes to target[j·targetRow + i].
///
/// Whole blocks, the last ones overlapping those before; what is smaller than a block goes singly.
@inline(__always)
func transpose<Scalar: KernelScalar>(
  _ target: UnsafeMutablePointer<Scalar>, _ targetRow: Int, _ source: UnsafePointer<Scalar>,
  _ sourceRow: Int, rows: Int, columns: Int
) {
  let side = MemoryLayout<Words>.size / MemoryLayout<Scalar>.size
  guard rows >= side && columns >= side else {
    for i in 0..<rows {
      for j in 0..<columns { target[j &* targetRow + i] = source[i &* sourceRow + j] }
    }
    return
  }
  // Along the rows that lie farther apart, four blocks at a time: whole cache lines on both sides.
  let followsSource = sourceRow > targetRow
  let (outer, inner) = followsSource ? (rows, columns) : (columns, rows)
  for first in stride(from: 0, to: outer, by: 2 * side) {
    for second in stride(from: 0, to: inner, by: 2 * side) {
      let (row, column) = followsSource ? (first, second) : (second, first)
      for j in stride(from: column, to: min(column + 2 * side, columns), by: side) {
        let j = min(j, columns - side)
        for i in stride(from: row, to: min(row + 2 * side, rows), by: side) {
          let i = min(i, rows - side)
          transposeBlock(
            target + j &* targetRow + i, targetRow, source + i &* sourceRow + j, sourceRow)
        }
      }
    }
  }
}

/// 4×4 doubles or 8×8 floats.
@inline(__always)
private func transposeBlock<Scalar: KernelScalar>(
  _ target: UnsafeMutablePointer<Scalar>, _ targetRow: Int, _ source: UnsafePointer<Scalar>,
  _ sourceRow: Int
) {
  if MemoryLayout<Scalar>.size == 8 {
    store(transposed(Rows { load(source + $0 &* sourceRow) }), target, targetRow)
  } else {
    // Two rows of floats become one of pairs from even columns and one of pairs from odd columns.
    let upper = Rows { load(source + 2 &* $0 &* sourceRow) }
    let lower = Rows { load(source + (2 &* $0 &+ 1) &* sourceRow) }
    let even = Rows { (upper[$0] & 0xffff_ffff) | (lower[$0] &<< 32) }
    let odd = Rows { (upper[$0] &>> 32) | (lower[$0] & 0xffff_ffff_0000_0000) }
    store(transposed(even), target, 2 &* targetRow)
    store(transposed(odd), target + targetRow, 2 &* targetRow)
  }
}

/// 4×4 words: neighbours change places, then pairs of neighbours.
@inline(__always)
private func transposed(_ r: Rows) -> Rows {
  let s = InlineArray<4, HalfWords> { i in
    // As half words, or the compiler would see through both exchanges and move single words.
    unsafeBitCast(
      i & 1 == 0 ? runs(of: 1, r[i], r[i + 1], odd: 0) : runs(of: 1, r[i - 1], r[i], odd: 1),
      to: HalfWords.self)
  }
  return Rows { i in
    unsafeBitCast(
      i & 2 == 0 ? runs(of: 4, s[i], s[i + 2], odd: 0) : runs(of: 4, s[i - 2], s[i], odd: 1),
      to: Words.self)
  }
}

/// The even or the odd ones of x's and y's runs of lanes, in turn from x and from y.
@inline(__always)
private func runs<Lanes: SIMD>(of length: Int, _ x: Lanes, _ y: Lanes, odd: Int) -> Lanes {
  var z = Lanes()
  for lane in 0..<Lanes.scalarCount {
    let place = lane & ~length | odd * length
    z[lane] = lane & length == 0 ? x[place] : y[place]
  }
  return z
}

@inline(__always)
private func load<Scalar: KernelScalar>(_ source: UnsafePointer<Scalar>) -> Words {
  UnsafeRawPointer(source).loadUnaligned(as: Words.self)
}

@inline(__always)
private func store<Scalar: KernelScalar>(
  _ rows: Rows, _ target: UnsafeMutablePointer<Scalar>, _ targetRow: Int
) {
  for i in 0..<4 {
    UnsafeMutableRawPointer(target + i &* targetRow).storeBytes(of: rows[i], as: Words.self)
  }
}
