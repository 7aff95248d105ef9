// Elementary bounds for arbitrary observed values (norms sheet 7.6), standing in for the published
// Theorem 2, whose constants are not known here.

/// The observations W12 = z, W21 = z′, W22 = ε of a 2×2 matrix, up to the order of rows and columns,
/// whose determinant has the sign of z·z′.
public struct PerturbedBounds: Hashable, Sendable {
  /// The observed entry in the unobserved entry's row.
  public var z: Double
  /// The observed entry in the unobserved entry's column.
  public var zPrime: Double
  /// The observed entry opposite to the unobserved one.
  public var epsilon: Double

  /// The bounds for these observed values; `z` and `zPrime` must not be zero.
  public init(z: Double, zPrime: Double, epsilon: Double) {
    precondition(z != 0 && zPrime != 0, "the observed off-diagonal values must not be zero")
    self.z = z
    self.zPrime = zPrime
    self.epsilon = epsilon
  }

  /// (i): |W11| ≥ (|z| − s)(|z′| − s)/(|ε| + s) with s = √(2ℓ); `nil` unless s < min(|z|, |z′|) and
  /// the denominator is positive.
  public func entry(loss: Double) -> Double? {
    let s = (2 * loss).squareRoot()
    let denominator = abs(epsilon) + s
    guard s < abs(z), s < abs(zPrime), denominator > 0 else { return nil }
    return (abs(z) - s) * (abs(zPrime) - s) / denominator
  }

  /// (ii): the distance from the matrices of rank one is at most |ε| + √(2ℓ).
  public func distance(loss: Double) -> Double { abs(epsilon) + (2 * loss).squareRoot() }

  /// (iii): ‖W‖ ≥ |W11|/c − c²(|W12| + |W21| + |W22|), where the unobserved entry has magnitude
  /// `entry` and the others sum to `others` in magnitude.
  public static func norm(_ norm: MatrixNorm, entry: Double, others: Double) -> Double {
    let c = norm.weakTriangle
    return entry / c - c * c * others
  }
}
