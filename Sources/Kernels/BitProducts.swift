// Products of factors that bits choose, and the transposed sums: what one-hot inputs of length 2 make of a
// sum over outer products, without a multiplication by 0 or 1 (tensor 2021, sheet section 6).

/// The bits of some rows, 32 positions to a word.
///
/// Bit b of word w is position 32·w + b. Word w of row i lies at `words[w * rows + i]`, so that one
/// word of all rows is one stretch of memory.
public struct BitRows {
  /// The words, word by word.
  public let words: UnsafePointer<UInt32>
  /// How many rows.
  public let rows: Int
  /// How many words a row has.
  public let width: Int

  /// Rows whose words lie there.
  public init(_ words: UnsafePointer<UInt32>, rows: Int, width: Int) {
    self.words = words
    self.rows = rows
    self.width = width
  }

  /// The bit of a row at a position.
  @inlinable public func bit(_ row: Int, _ position: Int) -> Int {
    Int(words[position / 32 * rows + row] >> UInt32(position % 32) & 1)
  }
}

/// The vectors from one byte's table to the next. One more than a byte has values: else equal bytes of a
/// word would lie whole pages apart, and a processor takes such addresses for the same at first sight.
private let byteTable = 257

/// How many vectors of scratch ``multiplyChosen`` and ``sumByBit`` want: a table for each byte of a word.
public let bitTableCount: Int = 4 * 257

/// For each of some rows the product of one factor per position: `on` where the row's bit is 1, `off`
/// where it is 0. A factor is a vector of independent columns.
///
/// The order is part of the bits, with p_k the chosen factor of position k. Eight positions, a byte, give
/// ((p₀·p₁)·(p₂·p₃))·((p₄·p₅)·(p₆·p₇)); bytes are multiplied in ascending order, from 1.
///
/// - Parameters:
///   - rows: which rows; the others' products stay as they are.
///   - off: the factors of bit 0, one for each of 32·width positions; likewise `on`.
///   - products: one for each row of `bits`.
///   - scratch: memory for ``bitTableCount`` vectors.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func multiplyChosen<Scalar: KernelScalar>(
  _ bits: BitRows, rows: Range<Int>, off: UnsafePointer<Scalar.Lanes>,
  on: UnsafePointer<Scalar.Lanes>, into products: UnsafeMutablePointer<Scalar.Lanes>,
  scratch: UnsafeMutablePointer<Scalar.Lanes>, of scalar: Scalar.Type
) {
  for row in rows { products[row] = Scalar.Lanes(repeating: 1) }
  for word in 0..<bits.width {
    for byte in 0..<4 {
      let first = 32 * word + 8 * byte
      tabulate(off + first, on + first, scratch + byteTable * byte, scalar)
    }
    let words = bits.words + word * bits.rows
    for row in rows {
      let word = words[row]
      var product = products[row]
      product *= scratch[Int(word & 255)]
      product *= scratch[byteTable + Int(word >> 8 & 255)]
      product *= scratch[2 * byteTable + Int(word >> 16 & 255)]
      product *= scratch[3 * byteTable + Int(word >> 24)]
      products[row] = product
    }
  }
}

/// The product of ``multiplyChosen`` for one row with a factor of 1 at one position.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func productOfOthers<Scalar: KernelScalar>(
  _ bits: BitRows, row: Int, leavingOut position: Int, off: UnsafePointer<Scalar.Lanes>,
  on: UnsafePointer<Scalar.Lanes>, of scalar: Scalar.Type
) -> Scalar.Lanes {
  var product = Scalar.Lanes(repeating: 1)
  for first in stride(from: 0, to: 32 * bits.width, by: 8) {
    let byte = bits.words[first / 32 * bits.rows + row] >> UInt32(first % 32)
    let factors = InlineArray<8, Scalar.Lanes> { bit in
      if first + bit == position { return Scalar.Lanes(repeating: 1) }
      return byte >> UInt32(bit) & 1 == 1 ? on[first + bit] : off[first + bit]
    }
    let lower = (factors[0] * factors[1]) * (factors[2] * factors[3])
    product *= lower * ((factors[4] * factors[5]) * (factors[6] * factors[7]))
  }
  return product
}

/// For each position of some words the sum of the rows' summands, apart for bit 1 (`on`) and bit 0 (`off`).
///
/// The order is part of the bits. Rows whose byte is the same are added in ascending order. Of these
/// 256 sums those with the same lower half byte are added in ascending order of the upper one, and
/// the other way round; of each 16 sums the eight with a bit, or without it, in ascending order. Every
/// sum starts from +0; a position that is never on has the sum +0 there.
///
/// - Parameters:
///   - words: which words; the others' sums stay as they are.
///   - summands: one for each row.
///   - off: the sums, one for each of 32·width positions; likewise `on`.
///   - scratch: memory for ``bitTableCount`` vectors.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sumByBit<Scalar: KernelScalar>(
  _ bits: BitRows, words: Range<Int>, _ summands: UnsafePointer<Scalar.Lanes>,
  off: UnsafeMutablePointer<Scalar.Lanes>, on: UnsafeMutablePointer<Scalar.Lanes>,
  scratch: UnsafeMutablePointer<Scalar.Lanes>, of scalar: Scalar.Type
) {
  for word in words {
    for entry in 0..<bitTableCount { scratch[entry] = Scalar.Lanes() }
    let words = bits.words + word * bits.rows
    for row in 0..<bits.rows {
      let (word, summand) = (words[row], summands[row])
      scratch[Int(word & 255)] += summand
      scratch[byteTable + Int(word >> 8 & 255)] += summand
      scratch[2 * byteTable + Int(word >> 16 & 255)] += summand
      scratch[3 * byteTable + Int(word >> 24)] += summand
    }
    for byte in 0..<4 {
      let first = 32 * word + 8 * byte
      separate(scratch + byteTable * byte, off + first, on + first, scalar)
    }
  }
}

/// The 256 products of eight positions.
@inline(__always)
private func tabulate<Scalar: KernelScalar>(
  _ off: UnsafePointer<Scalar.Lanes>, _ on: UnsafePointer<Scalar.Lanes>,
  _ table: UnsafeMutablePointer<Scalar.Lanes>, _ scalar: Scalar.Type
) {
  let lower = fourPositions(off, on, scalar)
  let upper = fourPositions(off + 4, on + 4, scalar)
  for high in 0..<16 {
    let factor = upper[high]
    for low in 0..<16 { table[16 * high + low] = lower[low] * factor }
  }
}

@inline(__always)
private func fourPositions<Scalar: KernelScalar>(
  _ off: UnsafePointer<Scalar.Lanes>, _ on: UnsafePointer<Scalar.Lanes>, _ scalar: Scalar.Type
) -> InlineArray<16, Scalar.Lanes> {
  let first = [off[0] * off[1], on[0] * off[1], off[0] * on[1], on[0] * on[1]] as InlineArray
  let second = [off[2] * off[3], on[2] * off[3], off[2] * on[3], on[2] * on[3]] as InlineArray
  return InlineArray { first[$0 & 3] * second[$0 >> 2] }
}

/// The sums of eight positions from those of 256 bytes.
@inline(__always)
private func separate<Scalar: KernelScalar>(
  _ table: UnsafePointer<Scalar.Lanes>, _ off: UnsafeMutablePointer<Scalar.Lanes>,
  _ on: UnsafeMutablePointer<Scalar.Lanes>, _ scalar: Scalar.Type
) {
  var lower = InlineArray<16, Scalar.Lanes>(repeating: Scalar.Lanes())
  var upper = lower
  for high in 0..<16 {
    for low in 0..<16 {
      let sum = table[16 * high + low]
      lower[low] += sum
      upper[high] += sum
    }
  }
  for bit in 0..<4 {
    (off[bit], on[bit]) = separated(lower, bit, scalar)
    (off[4 + bit], on[4 + bit]) = separated(upper, bit, scalar)
  }
}

@inline(__always)
private func separated<Scalar: KernelScalar>(
  _ sums: InlineArray<16, Scalar.Lanes>, _ bit: Int, _ scalar: Scalar.Type
) -> (off: Scalar.Lanes, on: Scalar.Lanes) {
  var (off, on) = (Scalar.Lanes(), Scalar.Lanes())
  for index in 0..<16 {
    if index >> bit & 1 == 0 { off += sums[index] } else { on += sums[index] }
  }
  return (off, on)
}
