// The bounds of Theorem 1 (norms 2020, equations 8 to 10): gradient flow on W12 = W21 = 1, W22 = 0
// from a balanced start of positive determinant.

/// What Theorem 1 guarantees at a loss ℓ = ½ Σ (residual)².
public enum TheoremOneBounds {
  /// ln 2, correctly rounded.
  private static let logarithmOfTwo = 0x1.62e4_2fef_a39efp-1

  /// The constants a and b of (8); every ‖e_i e_jᵀ‖ is 1 in the norms here.
  public static func constants(_ norm: MatrixNorm) -> (a: Double, b: Double) {
    let c = norm.weakTriangle
    let root = 2.0.squareRoot()
    let a = 1 / (root * c)
    return (a, max(root * a, 8 * c * c))
  }

  /// (8): ‖W‖ ≥ a/√ℓ − b.
  public static func norm(_ norm: MatrixNorm, loss: Double) -> Double {
    let (a, b) = constants(norm)
    return a / loss.squareRoot() - b
  }

  /// (9): the effective rank is at most 1 + (2√12 / ln 2)·√ℓ.
  public static func effectiveRank(loss: Double) -> Double {
    1 + 2 * 12.0.squareRoot() / logarithmOfTwo * loss.squareRoot()
  }

  /// (10): the distance from the matrices of rank one is at most 3√2·√ℓ.
  public static func distance(loss: Double) -> Double { 3 * (2 * loss).squareRoot() }

  /// σ₂ ≤ |W22| ≤ √(2ℓ), sharper than (10) and true of any matrix of positive determinant with
  /// ℓ < ½ (norms sheet 7.3).
  public static func sharpDistance(loss: Double) -> Double { (2 * loss).squareRoot() }
}
