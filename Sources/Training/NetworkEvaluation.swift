// What is measured on held-out inputs.

import Datasets
import Models
import Records

/// The held-out inputs of a replicate.
struct NetworkEvaluation {
  private let inputs: LongRangeInputs
  private let batches: NetworkBatches
  private let size: Int
  private let separabilityInputs: Int

  init(_ experiment: NetworkExperiment, _ inputs: LongRangeInputs, _ batches: NetworkBatches) {
    self.inputs = inputs
    self.batches = batches
    size = experiment.batch
    separabilityInputs = experiment.separabilityInputs
  }

  /// The share of inputs whose logit is on the right side of 0, in evaluation mode; `nil` where a
  /// logit is not finite.
  func accuracy(of model: NetworkModel<Float>, _ buffer: InputBuffer) -> Double? {
    var correct = 0
    for batch in NetworkBatches.cut(0..<inputs.count, size) {
      let logits = model.logits(of: buffer.filled(by: inputs, batch))
      for (index, logit) in zip(batch, logits) {
        guard logit.isFinite else { return nil }
        if (logit > 0) == (inputs.labels[index] > 0) { correct += 1 }
      }
    }
    return Double(correct) / Double(inputs.count)
  }

  /// R over the first so many inputs, in batches of the training's size, each by its own statistics as
  /// in a step.
  func separability(of model: NetworkModel<Float>, _ buffer: InputBuffer) -> Double {
    var sum = 0.0
    for (number, batch) in NetworkBatches.cut(0..<separabilityInputs, size).enumerated() {
      let measured = model.separability(
        of: buffer.filled(by: inputs, batch), patches: batches.patches(ofHeldOut: number))
      sum += measured.value * Double(batch.count)
    }
    return sum / Double(separabilityInputs)
  }
}

/// Room for a batch of inputs.
final class InputBuffer {
  private let memory: UnsafeMutableBufferPointer<Float>
  private let size: Int

  /// Room for `count` inputs of so many numbers.
  init(_ count: Int, _ size: Int) {
    memory = .allocate(capacity: count * size)
    memory.initialize(repeating: 0)
    self.size = size
  }

  deinit { memory.deallocate() }

  /// The inputs of these indices, one after another, until the next call.
  func filled(
    by inputs: LongRangeInputs, _ indices: some Collection<Int>
  ) -> UnsafeBufferPointer<Float> {
    let part = UnsafeMutableBufferPointer(rebasing: memory[..<(indices.count * size)])
    inputs.write(indices, into: part)
    return UnsafeBufferPointer(part)
  }
}
