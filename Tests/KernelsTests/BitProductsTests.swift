// Products that bits choose and their transposed sums, against their definitions bit by bit.

import Kernels
import Testing

@Suite struct BitProductsTests {
  @Test(arguments: [(1, 1), (7, 2), (700, 3)]) func fastIsTheDefinition(rows: Int, width: Int) {
    compare(rows, width, of: Float.self)
    compare(rows, width, of: Double.self)
  }

  private func compare<Scalar: KernelScalar>(_ rows: Int, _ width: Int, of scalar: Scalar.Type) {
    let problem = BitProblem<Scalar>(rows: rows, width: width)
    // Parts of the work give what the whole gives: nobody's sum depends on who does the rest.
    let parts = [0..<rows / 3, rows / 3..<rows]
    var products = [Scalar.Lanes](repeating: Scalar.Lanes(), count: rows)
    var off = [Scalar.Lanes](repeating: Scalar.Lanes(), count: 32 * width)
    var on = off
    var scratch = [Scalar.Lanes](repeating: Scalar.Lanes(repeating: 7), count: bitTableCount)
    problem.words.withUnsafeBufferPointer { words in
      let bits = BitRows(words.baseAddress!, rows: rows, width: width)
      for part in parts {
        multiplyChosen(
          bits, rows: part, off: problem.off, on: problem.on, into: &products, scratch: &scratch,
          of: scalar)
      }
      for word in (0..<width).reversed() {
        sumByBit(
          bits, words: word..<word + 1, products, off: &off, on: &on, scratch: &scratch, of: scalar)
      }
      #expect(products == problem.products(bits))
      let others = problem.with(1, at: 5).products(bits)
      for row in 0..<rows {
        let product = productOfOthers(
          bits, row: row, leavingOut: 5, off: problem.off, on: problem.on, of: scalar)
        #expect(product == others[row])
      }
      let sums = problem.sums(bits, of: products)
      #expect(off == sums.off)
      #expect(on == sums.on)
    }
  }

  @Test func whatIsNeverOnHasNoSum() {
    let words: [UInt32] = [0b0001, 0b0101, 0b0001]
    let summands = [SIMD16<Float>](repeating: SIMD16(repeating: 0.1), count: 3)
    var (off, on) = (
      [SIMD16<Float>](repeating: SIMD16(), count: 32),
      [SIMD16<Float>](repeating: SIMD16(), count: 32)
    )
    var scratch = [SIMD16<Float>](repeating: SIMD16(), count: bitTableCount)
    words.withUnsafeBufferPointer {
      sumByBit(
        BitRows($0.baseAddress!, rows: 3, width: 1), words: 0..<1, summands, off: &off, on: &on,
        scratch: &scratch, of: Float.self)
    }
    #expect(off[0] == SIMD16() && on[1] == SIMD16() && on[31] == SIMD16())
    #expect(on[2] == SIMD16(repeating: 0.1) && off[2] == SIMD16(repeating: 0.2))
  }
}

/// Bits of which some bytes are frequent, and factors with signs and zeros.
private struct BitProblem<Scalar: KernelScalar> {
  let words: [UInt32]
  var off: [Scalar.Lanes]
  var on: [Scalar.Lanes]

  init(rows: Int, width: Int) {
    let stream = RandomStream("tests/bits")
    words = (0..<rows * width).map {
      UInt32(truncatingIfNeeded: stream.bits($0)) & ($0 % 3 == 0 ? .max : 0xff00_0070)
    }
    func factors(_ name: String) -> [Scalar.Lanes] {
      (0..<32 * width).map { position in
        var lanes = Scalar.Lanes()
        for lane in 0..<Scalar.Lanes.scalarCount {
          let index = position * Scalar.Lanes.scalarCount + lane
          lanes[lane] = index % 501 == 0 ? 0 : Scalar(stream.child(name).normal(index))
        }
        return lanes
      }
    }
    off = factors("off")
    on = factors("on")
  }

  func with(_ factor: Scalar, at position: Int) -> BitProblem {
    var changed = self
    changed.off[position] = Scalar.Lanes(repeating: factor)
    changed.on[position] = Scalar.Lanes(repeating: factor)
    return changed
  }

  /// ``multiplyChosen`` by its definition.
  func products(_ bits: BitRows) -> [Scalar.Lanes] {
    (0..<bits.rows).map { row in
      func factor(_ position: Int) -> Scalar.Lanes {
        bits.bit(row, position) == 1 ? on[position] : off[position]
      }
      func four(_ first: Int) -> Scalar.Lanes {
        (factor(first) * factor(first + 1)) * (factor(first + 2) * factor(first + 3))
      }
      return stride(from: 0, to: 32 * bits.width, by: 8).reduce(Scalar.Lanes(repeating: 1)) {
        $0 * (four($1) * four($1 + 4))
      }
    }
  }

  /// ``sumByBit`` by its definition.
  func sums(
    _ bits: BitRows, of summands: [Scalar.Lanes]
  ) -> (off: [Scalar.Lanes], on: [Scalar.Lanes]) {
    var (off, on): ([Scalar.Lanes], [Scalar.Lanes]) = ([], [])
    for position in 0..<32 * bits.width {
      let (first, bit) = (position / 8 * 8, position % 8)
      func byte(_ row: Int) -> Int {
        (0..<8).reduce(0) { $0 | bits.bit(row, first + $1) << $1 }
      }
      let bytes = (0..<bits.rows).map(byte)
      func sum(_ part: [Scalar.Lanes]) -> Scalar.Lanes { part.reduce(Scalar.Lanes(), +) }
      let ofByte = (0..<256).map { value in
        sum(bytes.indices.filter { bytes[$0] == value }.map { summands[$0] })
      }
      let ofHalf = (0..<16).map { half in
        sum((0..<16).map { bit < 4 ? ofByte[16 * $0 + half] : ofByte[16 * half + $0] })
      }
      off.append(sum((0..<16).filter { $0 >> (bit % 4) & 1 == 0 }.map { ofHalf[$0] }))
      on.append(sum((0..<16).filter { $0 >> (bit % 4) & 1 == 1 }.map { ofHalf[$0] }))
    }
    return (off, on)
  }
}
