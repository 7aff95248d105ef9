// What a trainer needs of a factorization, whatever it factorizes and wherever its weights live.

public import Kernels

/// Weights whose outputs are fitted to an ``Objective`` by gradient descent.
///
/// The outputs are the entries of the end matrix or end tensor, row-major; for rank-one measurements
/// they are the predictions. Each implementation documents its step, which fixes every bit: its products
/// are the chain of ``matmulNaive(_:_:_:rows:inner:columns:transposeA:transposeB:)``, and every weight
/// moves by one fused multiply-add.
public protocol Factorization<Scalar> {
  /// The precision of weights and gradients.
  associatedtype Scalar: KernelScalar

  /// The weights: matrices one after another, each row-major.
  var weights: [Scalar] { get }

  /// The gradients of the last ``backpropagate()``, arranged like the weights.
  var gradients: [Scalar] { get }

  /// The sum of squared gradients of the last ``backpropagate()``, in Double over all of them in
  /// the order of the weights, *lanes8 + tree*.
  var gradientSquareSum: Double { get }

  /// Computes all outputs.
  mutating func multiply()

  /// Computes the outputs that the objective observes, and the gradients of the loss.
  mutating func backpropagate()

  /// Moves every weight by −`stepSize` times its gradient.
  mutating func descend(_ stepSize: Scalar)

  /// Calls `body` with the outputs of the last ``multiply()`` or ``backpropagate()``. After the latter
  /// those that the objective does not observe may be 0.
  func withOutputs<Result>(_ body: (UnsafeBufferPointer<Scalar>) -> Result) -> Result
}
