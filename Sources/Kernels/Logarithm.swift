// log, log1p, log2, log10: one logarithm to about 64 bits, in four bases.

extension Elementary {
  /// The natural logarithm.
  ///
  /// Edge cases: log(1) = +0; log(±0) = −∞; log(+∞) = +∞; negative arguments and NaN give NaN;
  /// subnormal arguments are exact.
  public static func log(_ x: Double) -> Double {
    guard x > 0 && x < .infinity else { return logarithmEdge(x) }
    return logarithm(x).rounded
  }

  /// The natural logarithm, correctly rounded for every float: five of them lie too close to the
  /// middle of two floats for a rounded double.
  public static func log(_ x: Float) -> Float {
    guard x > 0 && x < .infinity else { return Float(logarithmEdge(Double(x))) }
    return Float(logarithm(Double(x)).roundedToOdd)
  }

  /// The natural logarithm of 1 + x, accurate near 0.
  ///
  /// Edge cases: log1p(±0) = ±0; log1p(−1) = −∞; log1p(+∞) = +∞; x < −1 and NaN give NaN.
  public static func log1p(_ x: Double) -> Double {
    guard x.magnitude >= 0x1p-54 else { return x }
    guard x > -1 && x < .infinity else { return logarithmEdge(1 + x) }
    let sum = Pair.sum(1, x)
    return logarithm(sum.high, tail: sum.low).rounded
  }

  /// The logarithm to base 2. log2(2ᵏ) = k for every k.
  ///
  /// Edge cases: as ``log(_:)-(Double)``.
  public static func log2(_ x: Double) -> Double {
    guard x > 0 && x < .infinity else { return logarithmEdge(x) }
    return logarithm(x).times(Pair(high: 0x1.71547652b82fep0, low: 0x1.777d0ffda0d24p-56)).rounded
  }

  /// The logarithm to base 10. log10(10ᵏ) = k for |k| ≤ 22, where 10⁻ᵏ is the nearest double.
  ///
  /// Edge cases: as ``log(_:)-(Double)``.
  public static func log10(_ x: Double) -> Double {
    guard x > 0 && x < .infinity else { return logarithmEdge(x) }
    return logarithm(x).times(Pair(high: 0x1.bcb7b1526e50ep-2, low: 0x1.95355baaafad3p-57)).rounded
  }
}

private func logarithmEdge(_ x: Double) -> Double {
  if x == 0 { return -.infinity }
  return x > 0 ? x : .nan
}

/// ln(x + tail) for finite x > 0, |tail| ≤ ulp(x)/2, with a relative error below 2⁻⁶³.
///
/// x = 2ᵏm with m between √½ and √2; ln m = 2·artanh(s) with s = (m−1)/(m+1), |s| < 0.1716.
@inline(__always)
func logarithm(_ x: Double, tail: Double = 0) -> Pair {
  let isSubnormal = x < .leastNormalMagnitude
  let bits = Int64(bitPattern: (isSubnormal ? x * 0x1p54 : x).bitPattern)
  let shift = (bits - 0x3fe6_a09e_667f_3bcd) >> 52
  let m = Double(bitPattern: UInt64(bitPattern: bits - shift << 52))
  let k = Double(shift - (isSubnormal ? 54 : 0))
  let artanh = twiceArtanh(numerator: m - 1)
  let high = Pair.sum(k * ln2.high, artanh.high)
  return .sum(high.high, high.low + (artanh.low + k * ln2.low + tail / x))
}

/// 2·artanh(f/(2+f)) = 2s + s³(2/3 + s²(2/5 + …)), the first two terms to twice double precision.
@inline(__always)
private func twiceArtanh(numerator f: Double) -> Pair {
  let d = Pair.orderedSum(2, f)
  let s = f / d.high
  let sLow = (f.addingProduct(-s, d.high) - s * d.low) / d.high
  var z = Pair.product(s, s)
  z.low = z.low.addingProduct(2 * s, sLow)
  let series = Double.polynomial(
    z.high,
    [
      2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21,
      2.0 / 23, 2.0 / 25,
    ])
  var factor = Pair.orderedSum(0x1.5555555555555p-1, z.high * series)
  factor.low += 0x1.5555555555555p-55 + z.low * series
  let cubic = Pair(high: s, low: sLow).times(z.times(factor))
  let sum = Pair.orderedSum(2 * s, cubic.high)
  return Pair(high: sum.high, low: sum.low + (cubic.low + 2 * sLow))
}
