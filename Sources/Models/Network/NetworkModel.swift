// A residual network with its weights in memory: what a trainer calls. How values, tangents and adjoints
// go through it is in NetworkPasses.swift.

public import Kernels
public import Records

/// A residual network of one logit, its gradients and running statistics, and the memory for a batch.
///
/// Inputs are NHWC: images × rows × columns × channels. Nothing depends on the number of workers.
public final class NetworkModel<Scalar: KernelScalar> {
  /// The network's pieces.
  public let layout: NetworkLayout
  /// The most images at once.
  public let batch: Int
  let isRegularized: Bool
  let memory: NetworkMemory<Scalar>
  let workspace = ConvolutionWorkspace()
  let workers: Workers

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
    self.isRegularized = isRegularized
    self.workers = workers
    memory = NetworkMemory(layout, batch: batch, isRegularized: isRegularized)
    self.weights = weights
    self.statistics = statistics
  }

  /// The parameters, arranged by the layout.
  public var weights: [Scalar] {
    get { memory.copy(memory.plan.weights, layout.parameterCount) }
    set { memory.replace(memory.plan.weights, newValue, layout.parameterCount) }
  }

  /// Running means and variances, arranged by the layout.
  public var statistics: [Scalar] {
    get { memory.copy(memory.plan.statistics, layout.statisticsCount) }
    set { memory.replace(memory.plan.statistics, newValue, layout.statisticsCount) }
  }

  /// The directions of momentum, arranged like the weights; 0 at first.
  public var velocities: [Scalar] {
    get { memory.copy(memory.plan.velocities, layout.parameterCount) }
    set { memory.replace(memory.plan.velocities, newValue, layout.parameterCount) }
  }

  /// The gradients of the last ``backpropagate(_:labels:regularizer:)``, arranged like the weights.
  public var gradients: [Scalar] { memory.copy(memory.plan.gradients, layout.parameterCount) }

  /// Computes the gradient of the batch's loss and moves the running statistics: by the batch, and with a
  /// regularizer then by the batch with the patch exchanged.
  ///
  /// - Parameters:
  ///   - inputs: as many images as there are labels, at most `batch`.
  ///   - labels: 0 or 1 for each.
  ///   - regularizer: `nil` for the cross-entropy alone.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func backpropagate(
    _ inputs: UnsafeBufferPointer<Scalar>, labels: [Float], regularizer: Regularizer? = nil
  ) -> BatchOutcome {
    let images = take(inputs)
    precondition(labels.count == images, "a label for each image")
    guard let regularizer else {
      let pass = NetworkPass(images: images, batches: 1)
      forward(pass, .training(movesStatistics: true))
      let (crossEntropy, correct) = setLogitAdjoints(labels)
      backward(.loss, pass)
      return BatchOutcome(
        crossEntropy: crossEntropy, correct: correct, separability: nil, loss: crossEntropy)
    }
    let pass = NetworkPass(images: images, batches: 2)
    let separability = compareGradients(
      pass, regularizer.patches, movesStatistics: true, coefficient: regularizer.coefficient)
    tangents(pass)
    let (crossEntropy, correct) = setLogitAdjoints(labels)
    (memory.numbers(memory.plan.logitAdjoints) + images).update(repeating: 0, count: images)
    backward(.total, pass)
    return BatchOutcome(
      crossEntropy: crossEntropy, correct: correct, separability: separability,
      loss: crossEntropy + regularizer.coefficient * separability.value)
  }

  /// velocity ← momentum · velocity + gradient; weight ← weight − learningRate · velocity, each with one fused
  /// multiply-add.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func descend(learningRate: Scalar, momentum: Scalar) {
    let plan = memory.plan
    let (weights, velocities, gradients) = (
      memory.numbers(plan.weights), memory.numbers(plan.velocities),
      memory.numbers(plan.gradients)
    )
    workers.divide(layout.parameterCount, unit: reductionChunk) { _, indices in
      for i in indices {
        velocities[i] = gradients[i].addingProduct(momentum, velocities[i])
        weights[i] = weights[i].addingProduct(-learningRate, velocities[i])
      }
    }
  }

  /// The logits of at most `batch` images by the running statistics, each image for itself.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logits(of inputs: UnsafeBufferPointer<Scalar>) -> [Scalar] {
    let images = take(inputs)
    forward(NetworkPass(images: images, batches: 1), .evaluation)
    return memory.copy(memory.plan.logits, images)
  }

  /// The separability over at most `batch` images by their own statistics; changes neither weights,
  /// gradients nor running statistics.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func separability(
    of inputs: UnsafeBufferPointer<Scalar>, patches: PatchPair
  ) -> Separability {
    let pass = NetworkPass(images: take(inputs), batches: 2)
    return compareGradients(pass, patches, movesStatistics: false, coefficient: nil)
  }
}
