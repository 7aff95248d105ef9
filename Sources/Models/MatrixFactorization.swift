// What a trainer needs of a product of matrices; the two implementations differ in where the
// matrices live, and in no bit.

public import Kernels

/// A product W = F₁F₂⋯F_L of matrices fitted to a completion loss (norms 2020, equation 3).
///
/// F₁ is rows × h, the middle factors h × h and F_L h × columns, with h = min(rows, columns).
///
/// The definition of a step, which fixes every bit: prefixes P_l = P_{l−1}·F_l from the left; the
/// gradient B_L with respect to W; for l = L…2 the gradients P_{l−1}ᵀ·B_l of F_l and
/// B_{l−1} = B_l·F_lᵀ; B₁ is that of F₁. Every product is the chain of ``matmulNaive(_:_:_:rows:inner:columns:transposeA:transposeB:)``, and
/// every weight moves by one fused multiply-add.
public protocol MatrixFactorization<Scalar> {
  /// The precision of weights and gradients.
  associatedtype Scalar: KernelScalar

  /// The factors in product order, each row-major, one after another.
  var weights: [Scalar] { get }

  /// The gradients of the last ``backpropagate()``, arranged like the weights.
  var gradients: [Scalar] { get }

  /// The sum of squared gradients of the last ``backpropagate()``, in Double over all of them in
  /// the order of the weights, *lanes8 + tree*.
  var gradientSquareSum: Double { get }

  /// Computes the product of the weights.
  mutating func multiply()

  /// Computes the product of the weights and the gradients of the loss.
  mutating func backpropagate()

  /// Moves every weight by −`stepSize` times its gradient.
  mutating func descend(_ stepSize: Scalar)

  /// Calls `body` with the last computed product, row-major.
  func withProduct<Result>(_ body: (UnsafeBufferPointer<Scalar>) -> Result) -> Result
}
