// sin and cos: exact reduction of any argument in integers (Payne and Hanek), then Taylor series.

extension Elementary {
  /// The sine of x radians, odd to the bit; accurate for arguments of any size.
  ///
  /// Edge cases: sin(±0) = ±0; sin(±∞) and NaN give NaN; subnormals return themselves.
  public static func sin(_ x: Double) -> Double {
    guard x.magnitude < .infinity else { return .nan }
    let (quadrant, r) = quarterTurns(x.magnitude)
    let value = quadrant & 1 == 0 ? sineSeries(r) : cosineSeries(r)
    return (quadrant & 2 == 0) == (x.sign == .plus) ? value : -value
  }

  /// The cosine of x radians, even to the bit; accurate for arguments of any size.
  ///
  /// Edge cases: cos(±0) = 1; cos(±∞) and NaN give NaN.
  public static func cos(_ x: Double) -> Double {
    guard x.magnitude < .infinity else { return .nan }
    let (quadrant, r) = quarterTurns(x.magnitude)
    let value = quadrant & 1 == 0 ? cosineSeries(r) : sineSeries(r)
    return quadrant == 0 || quadrant == 3 ? value : -value
  }
}

/// 2/π behind 64 zero bits, most significant word first: enough for the largest exponent.
private let twoOverPi: InlineArray<20, UInt64> = [
  0x0000_0000_0000_0000, 0xa2f9_836e_4e44_1529, 0xfc27_57d1_f534_ddc0, 0xdb62_9599_3c43_9041,
  0xfe51_63ab_debb_c561, 0xb724_6e3a_424d_d2e0, 0x0649_2eea_09d1_921c, 0xfe1d_eb1c_b129_a73e,
  0xe882_35f5_2ebb_4484, 0xe99c_7026_b45f_7e41, 0x3991_d639_8353_39f4, 0x9c84_5f8b_bdf9_283b,
  0x1ff8_97ff_de05_980f, 0xef2f_118b_5a0a_6d1f, 0x6d36_7ecf_27cb_09b7, 0x4f46_3f66_9e5f_ea2d,
  0x7527_bac7_ebe5_f17b, 0x3d07_39f7_8a52_92ea, 0x6bfb_5fb1_1f8d_5d08, 0x5603_3046_fc7b_6bab,
]

/// x = (4n + quadrant)·π/2 + r with |r| ≤ π/4, for finite x ≥ 0.
private func quarterTurns(_ x: Double) -> (quadrant: Int, r: Pair) {
  if x <= 0x1.921fb54442d18p-1 { return (0, Pair(high: x, low: 0)) }
  let exponent = Int(x.bitPattern >> 52) - 1075
  let integer = x.bitPattern & 0x000f_ffff_ffff_ffff | 0x0010_0000_0000_0000
  // Bits of 2/π left of this position would add whole turns; 192 bits from it on leave 137 right.
  let position = exponent + 62
  let (w0, w1, w2) = (bits(position), bits(position + 64), bits(position + 128))
  let p2 = integer.multipliedFullWidth(by: w2)
  let p1 = integer.multipliedFullWidth(by: w1)
  let (m1, carry) = p1.low.addingReportingOverflow(p2.high)
  let m0 = integer &* w0 &+ p1.high &+ (carry ? 1 : 0)
  return fraction(m0, m1, p2.low)
}

/// 64 bits of 2/π from a bit position on.
private func bits(_ position: Int) -> UInt64 {
  let (word, offset) = (position >> 6, position & 63)
  if offset == 0 { return twoOverPi[word] }
  return twoOverPi[word] << UInt64(offset) | twoOverPi[word + 1] >> UInt64(64 - offset)
}

/// Splits a 192-bit number of quarter turns, two bits before the point, into the nearest
/// whole one and the rest in radians.
private func fraction(_ m0: UInt64, _ m1: UInt64, _ m2: UInt64) -> (quadrant: Int, r: Pair) {
  var f0 = m0 << 2 | m1 >> 62
  var f1 = m1 << 2 | m2 >> 62
  var f2 = m2 << 2
  let isAboveHalf = f0 >> 63 == 1
  let quadrant = Int(m0 >> 62) + (isAboveHalf ? 1 : 0)
  if isAboveHalf { (f0, f1, f2) = (~f0, ~f1, ~f2) }
  // No double comes closer to a multiple of π/2 than 2⁻⁶¹ or so: f0 keeps a leading one.
  let zeros = UInt64(f0.leadingZeroBitCount)
  if zeros > 0 {
    f0 = f0 << zeros | f1 >> (64 - zeros)
    f1 = f1 << zeros | f2 >> (64 - zeros)
  }
  let scale = Double(bitPattern: (1023 - 64 - zeros) << 52) * (isAboveHalf ? -1 : 1)
  let high = Double(f0 & ~0x7ff) * scale
  let low = (Double(f0 & 0x7ff) + Double(f1 >> 11) * 0x1p-53) * scale
  let r = Pair(high: high, low: low)
    .times(Pair(high: 0x1.921fb54442d18p0, low: 0x1.1a62633145c07p-54))
  return (quadrant & 3, .orderedSum(r.high, r.low))
}

/// sin(r) for |r| ≤ π/4: r − r³/6 + …, up to r¹⁹.
@inline(__always)
private func sineSeries(_ r: Pair) -> Double {
  let square = r.high * r.high
  let series = Double.polynomial(
    square,
    [
      -1.0 / 6, 1.0 / 120, -1.0 / 5040, 1.0 / 362_880, -1.0 / 39_916_800, 1.0 / 6_227_020_800,
      -1.0 / 1_307_674_368_000, 1.0 / 355_687_428_096_000, -1.0 / 121_645_100_408_832_000,
    ])
  return r.high + (square * r.high * series + r.low * (1 - 0.5 * square))
}

/// cos(r) for |r| ≤ π/4: 1 − r²/2 + r⁴/24 − …, up to r¹⁸.
@inline(__always)
private func cosineSeries(_ r: Pair) -> Double {
  let square = Pair.product(r.high, r.high)
  let series = Double.polynomial(
    square.high,
    [
      1.0 / 24, -1.0 / 720, 1.0 / 40320, -1.0 / 3_628_800, 1.0 / 479_001_600,
      -1.0 / 87_178_291_200, 1.0 / 20_922_789_888_000, -1.0 / 6_402_373_705_728_000,
    ])
  let sum = Pair.orderedSum(1, -0.5 * square.high)
  let small = square.high * square.high * series - 0.5 * square.low - r.high * r.low
  return sum.high + (sum.low + small)
}
