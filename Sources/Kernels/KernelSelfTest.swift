// One number that stands for the bits of every kernel, small enough to run on any machine or emulator.

/// A digest of what all kernels of this module give on tiny shapes: equal on every processor and in
/// every build, or something is not IEEE 754 as this module needs it.
///
/// Covered: elementary functions over their whole ranges, random streams, products in both widths
/// with all transpositions and ragged edges, convolutions of both kinds and their gradients, small squares,
/// reductions longer than a chunk.
public func kernelSelfTest() -> UInt64 {
  var digest = BitDigest()
  digestElementaryFunctions(&digest)
  digestRandomStreams(&digest)
  digestProducts(of: Float.self, &digest)
  digestProducts(of: Double.self, &digest)
  digestSquares(&digest)
  digestReductions(&digest)
  digestBitProducts(of: Float.self, &digest)
  digestBitProducts(of: Double.self, &digest)
  digestConvolutions(of: Float.self, &digest)
  digestConvolutions(of: Double.self, &digest)
  return digest.hash.low
}

/// A running hash of bit patterns. NaNs are refused: their bits are the processor's.
private struct BitDigest {
  var hash = NameHash()

  mutating func add(_ bits: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      hash = hash.appending(UInt8(truncatingIfNeeded: bits >> shift))
    }
  }

  mutating func add(_ value: Double) {
    precondition(!value.isNaN, "the self-test met a NaN")
    add(value.bitPattern)
  }
}

private func digestElementaryFunctions(_ digest: inout BitDigest) {
  let stream = RandomStream("self-test arguments")
  for i in 0..<200 {
    let x = 40 * (stream.uniform(i) - 0.5)
    let y = Elementary.exp(35 * x)
    let functions = [
      Elementary.exp(x), Elementary.expm1(x), Elementary.log(y), Elementary.log1p(y),
      Elementary.log2(y), Elementary.log10(y), Elementary.pow(y, x / 20), Elementary.tanh(x / 8),
      Elementary.sin(y), Elementary.cos(x), Double(Elementary.exp(Float(x))),
    ]
    for value in functions { digest.add(value) }
  }
}

private func digestRandomStreams(_ digest: inout BitDigest) {
  let stream = RandomStream("self-test").child("streams")
  for i in 0..<100 {
    digest.add(stream.bits(i))
    digest.add(stream.normal(i))
    digest.add(UInt64(stream.integer(below: 1000, at: i)))
  }
  for element in stream.permutation(of: 20) { digest.add(UInt64(element)) }
}

/// Shapes with whole and ragged tiles; the longest crosses a block of steps.
private func digestProducts<Scalar: KernelScalar>(
  of scalar: Scalar.Type, _ digest: inout BitDigest
) {
  let stream = RandomStream("self-test matrices")
  let workspace = ProductWorkspace()
  for (rows, inner, columns) in [(1, 1, 1), (7, 5, 19), (13, 9, 70), (3, 520, 4)] {
    let a = (0..<(rows * inner)).map { Scalar(stream.normal($0)) }
    let b = (0..<(inner * columns)).map { Scalar(stream.normal($0 + 10_000)) }
    var c = [Scalar](repeating: 0, count: rows * columns)
    for transposition in 0..<4 {
      c.withUnsafeMutableBufferPointer { c in
        a.withUnsafeBufferPointer { a in
          b.withUnsafeBufferPointer { b in
            guard let c = c.baseAddress, let a = a.baseAddress, let b = b.baseAddress else {
              return
            }
            matmul(
              c, a, b, rows: rows, inner: inner, columns: columns,
              transposeA: transposition & 1 == 1, transposeB: transposition & 2 == 2,
              workspace: workspace)
          }
        }
      }
      for value in c { digest.add(value.double) }
    }
  }
}

private func digestSquares(_ digest: inout BitDigest) {
  let stream = RandomStream("self-test squares")
  let a = Square<3, Double> { i, j in stream.normal(3 * i + j) }
  var b = Square<3, Double> { i, j in stream.normal(9 + 3 * i + j) }
  b.subtract(.product(a, .transposedProduct(b, .productTransposed(a, b))), scaledBy: 0.5)
  for i in 0..<3 {
    for j in 0..<3 { digest.add(b[i, j]) }
  }
}

private func digestReductions(_ digest: inout BitDigest) {
  let stream = RandomStream("self-test vectors")
  let x = (0..<9001).map { Float(stream.normal($0)) }
  let y = (0..<9001).map { stream.normal($0) }
  x.withUnsafeBufferPointer { digest.add(sumInLanes($0)) }
  y.withUnsafeBufferPointer { digest.add(dot($0, $0)) }
  y.withUnsafeBufferPointer { digest.add(UInt64(maximum($0).index)) }
}

/// A strided shape that is computed directly, and one that is Winograd's, both ragged.
private func digestConvolutions<Scalar: KernelScalar>(
  of scalar: Scalar.Type, _ digest: inout BitDigest
) {
  let stream = RandomStream("self-test convolutions")
  let workspace = ConvolutionWorkspace()
  for shape in [
    ConvolutionShape(
      images: 2, height: 5, width: 4, channels: 3, filters: 17, kernel: 3, stride: 2, padding: 1),
    ConvolutionShape(
      images: 2, height: 3, width: 6, channels: 18, filters: 17, kernel: 3, padding: 1),
  ] {
    func entries(_ count: Int, _ first: Int) -> UnsafeMutablePointer<Scalar> {
      let entries = UnsafeMutablePointer<Scalar>.allocate(capacity: count)
      for i in 0..<count { entries[i] = Scalar(stream.normal(first + i)) }
      return entries
    }
    let input = entries(shape.inputCount, 0)
    let weights = entries(shape.weightCount, 10_000)
    let output = entries(shape.outputCount, 20_000)
    convolve(output, input, weights, shape, workspace: workspace)
    for i in 0..<shape.outputCount { digest.add(output[i].double) }
    convolveWeightGradient(weights, input, output, shape, workspace: workspace)
    for i in 0..<shape.weightCount { digest.add(weights[i].double) }
    convolveInputGradient(input, output, weights, shape, workspace: workspace)
    for i in 0..<shape.inputCount { digest.add(input[i].double) }
    input.deallocate()
    weights.deallocate()
    output.deallocate()
  }
}

private func digestBitProducts<Scalar: KernelScalar>(
  of scalar: Scalar.Type, _ digest: inout BitDigest
) {
  let stream = RandomStream("self-test bits")
  let words = (0..<40).map { UInt32(truncatingIfNeeded: stream.bits($0)) }
  let factors = (0..<128).map {
    Scalar.Lanes(repeating: Scalar(1 + 0.1 * stream.normal($0 + 100)))
  }
  var products = [Scalar.Lanes](repeating: Scalar.Lanes(), count: 20)
  var sums = [Scalar.Lanes](repeating: Scalar.Lanes(), count: 128)
  var scratch = [Scalar.Lanes](repeating: Scalar.Lanes(), count: bitTableCount)
  words.withUnsafeBufferPointer { words in
    factors.withUnsafeBufferPointer { factors in
      products.withUnsafeMutableBufferPointer { products in
        sums.withUnsafeMutableBufferPointer { sums in
          scratch.withUnsafeMutableBufferPointer { scratch in
            guard let words = words.baseAddress, let factors = factors.baseAddress,
              let products = products.baseAddress, let sums = sums.baseAddress,
              let scratch = scratch.baseAddress
            else { return }
            let bits = BitRows(words, rows: 20, width: 2)
            multiplyChosen(
              bits, rows: 0..<20, off: factors, on: factors + 64, into: products,
              scratch: scratch, of: scalar)
            sumByBit(
              bits, words: 0..<2, products, off: sums, on: sums + 64, scratch: scratch, of: scalar)
          }
        }
      }
    }
  }
  for vector in products + sums { digest.add(vector[0].double) }
}
