// Epochs of several predictors at once: batches in a random order, a step of Adam each.

import Kernels
import Models
import Records

/// Predictors that have gone through the same number of epochs.
struct ImageSession {
  private let experiment: ImageExperiment
  private let data: ImageData
  private let model: BinaryProducts<Float>
  private let batch: ImageBatch
  private var rule: AdamRule

  /// Predictors of some positive classes with their states after an epoch.
  init(
    _ experiment: ImageExperiment, _ data: ImageData, states: [BinaryState<Float>],
    classes: [Int], after epoch: Int, workers: Workers
  ) {
    self.experiment = experiment
    self.data = data
    let capacity = min(experiment.batch, max(data.train.count, data.test.count))
    model = BinaryProducts(
      pixels: data.train.pixels, components: experiment.components, capacity: capacity,
      states: states, workers: workers)
    batch = ImageBatch(capacity: capacity, width: data.train.width, classes: classes)
    let steps = (data.train.count + experiment.batch - 1) / experiment.batch
    rule = AdamRule(experiment.optimizer, after: epoch * steps)
  }

  func state(of place: Int) -> BinaryState<Float> { model.state(of: place) }

  /// One pass over the training images, in the order of the stream `<seed>/order/epoch e`.
  ///
  /// - Returns: for each predictor the mean over the batches of the batch's mean of squared residuals,
  ///   before its update.
  mutating func trainEpoch(_ epoch: Int) -> [Double] {
    let stream = RandomStream("\(experiment.seed)/order/epoch \(epoch)")
    let order = stream.permutation(of: data.train.count)
    var sums = [Double](repeating: 0, count: model.count)
    var batches = 0
    for first in stride(from: 0, to: order.count, by: experiment.batch) {
      let indices = order[first..<min(first + experiment.batch, order.count)]
      let images = batch.fill(indices, of: data.train)
      model.backpropagate(images, targets: batch.targets)
      for place in sums.indices {
        let residuals = model.outputs(of: place, images: images.rows)
        sums[place] += sumOfSquares(residuals) / Double(images.rows)
      }
      model.descend(rule.next())
      batches += 1
    }
    return sums.map { $0 / Double(batches) }
  }

  /// For each predictor the mean over the test images of min((ŷ − y)², 4)/4. What is not a number counts
  /// as 1, like any output that is far off: products may leave the range on images never seen.
  func testErrors() -> [Double] {
    let count = data.test.count
    var errors = [[Double]](repeating: [], count: model.count)
    for first in stride(from: 0, to: count, by: batch.capacity) {
      let indices = Array(first..<min(first + batch.capacity, count))
      let images = batch.fill(indices[...], of: data.test)
      model.predict(images)
      for place in errors.indices {
        let targets = batch.targets + place * batch.capacity
        for (row, output) in model.outputs(of: place, images: images.rows).enumerated() {
          let residual = Double(output) - Double(targets[row])
          errors[place].append(residual * residual < 4 ? residual * residual / 4 : 1)
        }
      }
    }
    return errors.map { $0.withUnsafeBufferPointer { sumInLanes($0) } / Double(count) }
  }
}

/// The steps of Adam. Powers of the decays by repeated multiplication; every number in Double and rounded
/// once to the weights' precision.
struct AdamRule {
  private let settings: Adam
  private var powers = (first: 1.0, second: 1.0)

  /// The rule after some steps.
  init(_ settings: Adam, after steps: Int) {
    self.settings = settings
    for _ in 0..<steps { multiplyPowers() }
  }

  mutating func next() -> AdamStep<Float> {
    multiplyPowers()
    return AdamStep(
      first: .init(decay: settings.firstDecay), second: .init(decay: settings.secondDecay),
      rate: Float(settings.learningRate / (1 - powers.first)),
      root: Float((1 - powers.second).squareRoot()), epsilon: Float(settings.epsilon))
  }

  private mutating func multiplyPowers() {
    powers.first *= settings.firstDecay
    powers.second *= settings.secondDecay
  }
}
