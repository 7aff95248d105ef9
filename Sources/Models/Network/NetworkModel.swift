// A residual network with its weights in memory: what a trainer calls.

public import Kernels

/// A residual network of one logit, its gradients and running statistics, and the memory for a batch.
///
/// Inputs are NHWC: images × rows × columns × channels. Nothing depends on the number of workers.
public final class NetworkModel<Scalar: KernelScalar> {
  /// The network's pieces.
  public let layout: NetworkLayout
  /// The most images at once.
  public let batch: Int

  /// A network.
  ///
  /// - Parameters:
  ///   - layout: the network and the size of inputs.
  ///   - batch: the most images at once.
  ///   - isRegularized: whether there is to be memory for the regularizer and for separability.
  ///   - weights: arranged by the layout.
  ///   - statistics: arranged by the layout.
  ///   - workers: who share a step; its bits do not depend on how many they are.
  public init(
    _ layout: NetworkLayout, batch: Int, isRegularized: Bool, weights: [Scalar],
    statistics: [Scalar], workers: Workers = .alone
  ) {
    self.layout = layout
    self.batch = batch
    fatalError()
  }

  /// The parameters, arranged by the layout.
  public var weights: [Scalar] { get { fatalError() } set { fatalError() } }
  /// Running means and variances, arranged by the layout.
  public var statistics: [Scalar] { get { fatalError() } set { fatalError() } }
  /// The directions of momentum, arranged like the weights; 0 at first.
  public var velocities: [Scalar] { get { fatalError() } set { fatalError() } }
  /// The gradients of the last ``backpropagate(_:labels:regularizer:)``, arranged like the weights.
  public var gradients: [Scalar] { fatalError() }

  /// Computes the gradient of the batch's loss and moves the running statistics.
  ///
  /// - Parameters:
  ///   - inputs: as many images as there are labels, at most `batch`.
  ///   - labels: 0 or 1 for each.
  ///   - regularizer: `nil` for the cross-entropy alone.
  public func backpropagate(
    _ inputs: UnsafeBufferPointer<Scalar>, labels: [Float], regularizer: Regularizer? = nil
  ) -> BatchOutcome { fatalError() }

  /// velocity ← momentum · velocity + gradient; weight ← weight − learningRate · velocity.
  public func descend(learningRate: Scalar, momentum: Scalar) { fatalError() }

  /// The logits of at most `batch` images by the running statistics, each image for itself.
  public func logits(of inputs: UnsafeBufferPointer<Scalar>) -> [Scalar] { fatalError() }

  /// The separability over at most `batch` images by their own statistics; changes neither weights,
  /// gradients nor running statistics.
  public func separability(
    of inputs: UnsafeBufferPointer<Scalar>, patches: PatchPair
  ) -> Separability { fatalError() }
}

extension NetworkLayout {
  /// The memory of a ``NetworkModel``, in bytes of this many per number.
  public func bytesNeeded(batch: Int, isRegularized: Bool, bytesPerNumber: Int = 4) -> Double {
    fatalError()
  }
}
