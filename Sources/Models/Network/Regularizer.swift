// What a step of training is told of the regularizer, and what it tells of itself.

public import Records

/// λ·R, which is added to the cross-entropy of a batch.
public struct Regularizer: Hashable, Sendable {
  /// λ, positive.
  public var coefficient: Double
  /// The patches of this step.
  public var patches: PatchPair

  /// A regularizer of one step.
  public init(coefficient: Double, patches: PatchPair) {
    self.coefficient = coefficient
    self.patches = patches
  }
}

/// How separable a network is over a batch: R, the mean of |cos| between the gradients of a logit in one
/// patch before and after the other patch is exchanged.
public struct Separability: Hashable, Sendable {
  /// R, in [0, 1].
  public var value: Double
  /// Gradients so short that the 10⁻¹² added to their norm is above a millionth of it.
  public var vanishing: Int
}

/// What a step of training says of its batch, before the weights move.
public struct BatchOutcome: Hashable, Sendable {
  /// The mean binary cross-entropy of the logits.
  public var crossEntropy: Double
  /// Logits on the right side of zero.
  public var correct: Int
  /// The separability, where there is a regularizer.
  public var separability: Separability?
  /// The cross-entropy, plus the coefficient times the separability.
  public var loss: Double
}
