// tanh, from exp − 1.

extension Elementary {
  /// The hyperbolic tangent, odd to the bit.
  ///
  /// Edge cases: tanh(±0) = ±0; tanh(±∞) = ±1, reached from |x| ≥ 22 on; NaN stays NaN.
  public static func tanh(_ x: Double) -> Double {
    let magnitude = x.magnitude
    guard magnitude >= 0x1p-28 else { return x }
    guard magnitude < 22 else { return x.isNaN ? x : (x > 0 ? 1 : -1) }
    // With E = exp(2|x|) − 1, tanh|x| = E/(E + 2); one Newton step on the quotient.
    let e = Exponential(2 * magnitude).minusOne
    var denominator = Pair.sum(e.high, 2)
    denominator.low += e.low
    let quotient = e.high / denominator.high
    let rest =
      e.high.addingProduct(-quotient, denominator.high) + (e.low - quotient * denominator.low)
    let value = quotient + rest / denominator.high
    return x > 0 ? value : -value
  }
}
