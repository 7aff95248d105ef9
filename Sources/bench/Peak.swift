// The core's own limit: fused multiply-adds that wait for nothing but their own chain.

/// GFLOP/s of single precision, in the faster of two vector widths; a multiply-add is two operations.
func peakOfFloat() -> Double {
  max(rate(of: SIMD16<Float>.self), rate(of: SIMD8<Float>.self))
}

/// GFLOP/s of double precision, likewise.
func peakOfDouble() -> Double {
  max(rate(of: SIMD8<Double>.self), rate(of: SIMD4<Double>.self))
}

private let steps = 100_000

@inline(__always)
private func rate<Vector: SIMD>(of vector: Vector.Type) -> Double
where Vector.Scalar: BinaryFloatingPoint {
  // Each chain tends to 1 and stays there, so that no number is subnormal or infinite.
  var chains = InlineArray<12, Vector>(repeating: Vector(repeating: 2))
  let operations = Double(2 * chains.count * Vector.scalarCount * steps)
  return 1e-9
    * bestRate(of: operations) {
      advance(&chains, factor: Vector(repeating: 0.5))
    }
}

/// `steps` steps of every chain; opaque to its caller, or the result could be known beforehand.
@inline(never)
private func advance<Vector: SIMD>(_ chains: inout InlineArray<12, Vector>, factor: Vector)
where Vector.Scalar: BinaryFloatingPoint {
  var sums = chains
  for _ in 0..<steps {
    for chain in 0..<12 { sums[chain] = factor.addingProduct(sums[chain], factor) }
  }
  chains = sums
}
