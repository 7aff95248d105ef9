// pow: exp(y·ln x) with the product carried to twice double precision.

extension Elementary {
  /// x to the power y. Exact results are exact: pow(10, k) for |k| ≤ 22 is the nearest double.
  ///
  /// Edge cases, those of IEEE 754: pow(x, ±0) = pow(1, y) = 1 even for NaN; other NaNs stay; a
  /// negative x needs an integer y, else NaN, and gives a negative result when y is odd; ±0 and ±∞
  /// give 0 or ∞, with the sign of x when y is an odd integer; pow(−1, ±∞) = 1.
  public static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if x.isNaN || y.isNaN { return .nan }
    let isInteger =
      y.magnitude >= 0x1p52 ? !y.isInfinite : y.magnitude.nearestInteger == y.magnitude
    let isOdd = isInteger && y.magnitude < 0x1p53 && Int64(y) & 1 == 1
    let sign: Double = x.sign == .minus && isOdd ? -1 : 1
    let base = x.magnitude
    if base == 0 || base == .infinity { return sign * ((base == 0) == (y > 0) ? 0 : .infinity) }
    if y.isInfinite { return infinitePower(base, isGrowing: y > 0) }
    if x < 0 && !isInteger { return .nan }
    return sign * positivePower(base, y)
  }

  private static func infinitePower(_ base: Double, isGrowing: Bool) -> Double {
    if base == 1 { return 1 }
    return (base > 1) == isGrowing ? .infinity : 0
  }

  private static func positivePower(_ x: Double, _ y: Double) -> Double {
    let logarithm = logarithm(x)
    let high = y * logarithm.high
    guard high.magnitude < 746 else { return high > 0 ? .infinity : 0 }
    let low = (-high).addingProduct(y, logarithm.high).addingProduct(y, logarithm.low)
    return Exponential(high, tail: low).value
  }
}
