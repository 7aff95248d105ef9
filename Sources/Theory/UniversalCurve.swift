// The curve that runs follow in the plane of loss and unobserved entry (norms sheet 5.1.3).

/// The smallest magnitude that the unobserved entry of a 2×2 matrix of non-negative determinant can
/// have at a given loss, for the observations W12 = W21 = 1, W22 = 0.
public enum UniversalCurve {
  /// The largest loss for which the curve is defined.
  public static let largestLoss = 0.25

  // region: closed form
  /// (1 − a)^{3/2} / a^{1/2} with a = (√(1 + 8ℓ) − 1) / 2, at the loss ℓ = ½ Σ (residual)².
  ///
  /// Minimises (1 − x)(1 − y)/z subject to x² + y² + z² = 2ℓ; about 1/√(2ℓ) for small ℓ.
  ///
  /// - Precondition: 0 < ℓ ≤ ¼.
  public static func entry(loss: Double) -> Double {
    precondition(loss > 0 && loss <= largestLoss, "the curve is defined for losses in (0, 1/4]")
    // The root is rationalised: for small ℓ its difference to 1 would lose digits.
    let a = 4 * loss / ((1 + 8 * loss).squareRoot() + 1)
    return (1 - a) * ((1 - a) / a).squareRoot()
  }
  // endregion
}
