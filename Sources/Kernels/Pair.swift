// Unevaluated sums of two doubles, for the few steps of an elementary function that need them.

/// The exact value `high + low`, with `low` small beside `high`: about 106 bits.
///
/// Not a number type: no operators, just the error-free steps of Dekker and Knuth that are used.
struct Pair {
  var high: Double
  var low: Double

  /// a + b without error, whatever their order (Knuth).
  @inline(__always)
  static func sum(_ a: Double, _ b: Double) -> Pair {
    let high = a + b
    let share = high - a
    return Pair(high: high, low: (a - (high - share)) + (b - share))
  }

  /// a + b without error where |a| ≥ |b| (Dekker).
  @inline(__always)
  static func orderedSum(_ a: Double, _ b: Double) -> Pair {
    let high = a + b
    return Pair(high: high, low: b - (high - a))
  }

  /// a·b without error, unless it underflows.
  @inline(__always)
  static func product(_ a: Double, _ b: Double) -> Pair {
    let high = a * b
    return Pair(high: high, low: (-high).addingProduct(a, b))
  }

  /// This value times `other`, with a relative error of about 2⁻¹⁰².
  @inline(__always)
  func times(_ other: Pair) -> Pair {
    var result = Pair.product(high, other.high)
    result.low = result.low.addingProduct(high, other.low).addingProduct(low, other.high)
    return result
  }

  /// This value rounded to one double.
  @inline(__always)
  var rounded: Double { high + low }

  /// This value, `high` being its nearest double, rounded to odd: unless exact, the neighbour whose
  /// last bit is 1. Rounding that to Float is as if this value had been rounded once.
  @inline(__always)
  var roundedToOdd: Double {
    if low == 0 || high.bitPattern & 1 == 1 { return high }
    return (low > 0) == (high > 0)
      ? Double(bitPattern: high.bitPattern + 1) : Double(bitPattern: high.bitPattern - 1)
  }
}

extension Double {
  /// c₀ + c₁x + … + cₙxⁿ by Horner's rule, one fused multiply-add per step.
  @inline(__always)
  static func polynomial<let count: Int>(
    _ x: Double, _ coefficients: InlineArray<count, Double>
  ) -> Double {
    var value = coefficients[count - 1]
    for i in stride(from: count - 2, through: 0, by: -1) {
      value = coefficients[i].addingProduct(value, x)
    }
    return value
  }

  /// The nearest integer, ties to even, for |x| < 2⁵¹: adding 1.5·2⁵² leaves no fraction bits.
  @inline(__always)
  var nearestInteger: Double { (self + 0x1.8p52) - 0x1.8p52 }
}

/// ln 2 = high + low. `high` ends in eleven zero bits, so that its product with an exponent is exact.
let ln2 = Pair(high: 0x1.62e42fefa38p-1, low: 0x1.ef35793c7673p-45)
