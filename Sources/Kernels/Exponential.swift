// exp and expm1: reduction by multiples of ln 2, then the Taylor series.

extension Elementary {
  /// eˣ.
  ///
  /// Edge cases: exp(±0) = 1; exp(+∞) = +∞; exp(−∞) = +0; NaN stays NaN; beyond about 709.78 the
  /// result is +∞, below about −745.13 it is +0; subnormal results are rounded twice.
  public static func exp(_ x: Double) -> Double {
    guard x.magnitude < 746 else { return x.isNaN ? x : (x > 0 ? .infinity : 0) }
    return Exponential(x).value
  }

  /// eˣ − 1, accurate near 0.
  ///
  /// Edge cases: expm1(±0) = ±0; expm1(+∞) = +∞; expm1(−∞) = −1; NaN stays NaN; subnormals return
  /// themselves.
  public static func expm1(_ x: Double) -> Double {
    guard x.magnitude >= 0x1p-54 else { return x }
    guard x > -40 && x < 746 else { return x.isNaN ? x : (x > 0 ? .infinity : -1) }
    let parts = Exponential(x)
    return parts.exponent > 1000 ? parts.value : parts.minusOne.rounded
  }
}

/// exp(x + tail) as 2^exponent · (1 + excess), |excess| < 0.42: the common core of exp, expm1,
/// tanh and pow.
struct Exponential {
  var exponent: Int
  /// Relative error below 2⁻⁵⁸ of 1 + excess, and of excess itself when the exponent is 0.
  var excess: Pair

  /// Reduces |x| < 746 by multiples of ln 2; `tail` is small beside x.
  @inline(__always)
  init(_ x: Double, tail: Double = 0) {
    let n = (x * 0x1.71547652b82fep0).nearestInteger
    exponent = Int(n)
    var r = Pair.sum(x - n * ln2.high, -n * ln2.low)
    r = .orderedSum(r.high, r.low + tail)
    var square = Pair.product(r.high, r.high)
    square.low = square.low.addingProduct(2 * r.high, r.low)
    let series = Double.polynomial(r.high, Exponential.series)
    excess = .orderedSum(r.high, 0.5 * square.high)
    excess.low += r.low + (0.5 * square.low + square.high * r.high * series)
  }

  /// 1/3!, 1/4!, …, 1/14!: the first term left out is below 2⁻⁶³ for |r| ≤ ln 2 / 2.
  @inline(__always)
  private static var series: InlineArray<12, Double> {
    [
      1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362_880,
      1.0 / 3_628_800, 1.0 / 39_916_800, 1.0 / 479_001_600, 1.0 / 6_227_020_800,
      1.0 / 87_178_291_200,
    ]
  }

  /// exp, rounded, then scaled in two steps so that neither factor leaves the range.
  @inline(__always)
  var value: Double {
    let sum = Pair.orderedSum(1, excess.high)
    let half = exponent >> 1
    let mantissa = sum.high + (sum.low + excess.low)
    return mantissa * power(half) * power(exponent - half)
  }

  /// exp − 1 without cancellation, for exponents below 1000.
  @inline(__always)
  var minusOne: Pair {
    if exponent == 0 { return .orderedSum(excess.high, excess.low) }
    let scale = power(exponent)
    let whole = Pair.sum(scale, -1)
    let sum = Pair.sum(whole.high, scale * excess.high)
    return .sum(sum.high, sum.low + (whole.low + scale * excess.low))
  }

  /// 2ⁿ for −1022 ≤ n ≤ 1023.
  @inline(__always)
  private func power(_ n: Int) -> Double { Double(bitPattern: UInt64(n + 1023) << 52) }
}
