// The inverse of the normal distribution function, by three rational functions.

/// The standard normal quantile: the z with Φ(z) = p.
///
/// The ranges and the variables are those of Wichura's AS 241 (Applied Statistics 37, 1988); the
/// coefficients are our own minimax fits of degree 7 over 7, with relative errors below 2⁻⁵³.
///
/// Postcondition: relative error below 1e−15 for p from 1e−300 to ½, and
/// normalQuantile(1 − p) = −normalQuantile(p) to the bit wherever 1 − p is exact.
/// Edge cases: p = 0 and 1 give −∞ and +∞; p outside [0, 1] and NaN give NaN.
public func normalQuantile(_ p: Double) -> Double {
  let q = p - 0.5
  if q.magnitude <= 0x1.b333333333333p-2 { return q * centralRatio(0x1.71eb851eb851fp-3 - q * q) }
  let tail = q < 0 ? p : 1 - p
  guard tail > 0 else { return tail == 0 ? (q < 0 ? -.infinity : .infinity) : .nan }
  let r = (-Elementary.log(tail)).squareRoot()
  let z = r <= 5 ? nearTailRatio(r - 0x1.999999999999ap0) : farTailRatio(r - 5)
  return q < 0 ? -z : z
}

/// Φ⁻¹(½ + q) / q for |q| ≤ 0.425, as a function of 0.425² − q².
private func centralRatio(_ t: Double) -> Double {
  let p = Double.polynomial(
    t,
    [
      0x1.b18d91e9eef75p1, 0x1.0a3fa25458087p7, 0x1.ecc14783f7ab9p10, 0x1.ace849b426397p13,
      0x1.668147e4952a3p15, 0x1.067d18081cee8p16, 0x1.04d0e41e4ca21p15, 0x1.39116cb4f087ap11,
    ])
  let q = Double.polynomial(
    t,
    [
      1, 0x1.527730ea67867p5, 0x1.578062dea235p9, 0x1.50fca69adc3edp12, 0x1.4b3ee115c5cbdp14,
      0x1.32ceccc8172b2p15, 0x1.c054f0f91c499p14, 0x1.4620065697ce3p12,
    ])
  return p / q
}

/// −Φ⁻¹(p) for √(−ln p) from 1.6 to 5, as a function of √(−ln p) − 1.6.
private func nearTailRatio(_ t: Double) -> Double {
  let p = Double.polynomial(
    t,
    [
      0x1.6c665fde9526bp0, 0x1.2893c16f33e1ap2, 0x1.71f88997542cbp2, 0x1.d488b789180b4p1,
      0x1.46e453b946a6p0, 0x1.f2682c71efc8fp-3, 0x1.770d54c3465fp-6, 0x1.98fe9160c3cadp-11,
    ])
  let q = Double.polynomial(
    t,
    [
      1, 0x1.0723b54be6852p1, 0x1.ae64657a45901p0, 0x1.62d40fa6b6285p-1, 0x1.31431e409315fp-3,
      0x1.f5b4f3e21be1bp-7, 0x1.21277a8e5c737p-11, 0x1.20e130086f9eap-30,
    ])
  return p / q
}

/// −Φ⁻¹(p) for √(−ln p) from 5 to 27.4, as a function of √(−ln p) − 5.
private func farTailRatio(_ t: Double) -> Double {
  let p = Double.polynomial(
    t,
    [
      0x1.aa1b1c13ee527p2, 0x1.5d8c05bf6c88p2, 0x1.c8827600c8c11p0, 0x1.2f34dd5c8dc34p-2,
      0x1.b1a2c7a461b42p-6, 0x1.448b80ea692ddp-10, 0x1.c469dfb5cb5bbp-16, 0x1.ac39d08618363p-23,
    ])
  let q = Double.polynomial(
    t,
    [
      1, 0x1.32f398cb321ap-1, 0x1.18169074f8c54p-3, 0x1.e65f4acc26a56p-7, 0x1.9b17ee7e05ffep-11,
      0x1.341513c574898p-16, 0x1.2ecca7103e345p-23, 0x1.1ff87acdeea1fp-49,
    ])
  return p / q
}
