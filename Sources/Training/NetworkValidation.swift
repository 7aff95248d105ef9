// Whether the spec of a network makes sense, before any work is done. Of the task only what says how
// large a run is; the rest is checked where the data is made.

import Datasets
import Records

extension NetworkExperiment {
  /// Checks every range.
  ///
  /// - Throws: `Failure` naming the field and what was expected there.
  func validate() throws(Failure) {
    try RunName.validate(id: id, seed: seed, replicates: replicates)
    try validateTask()
    try network.validate()
    try expectNotNegative(regularization, "regularization")
    try expectPositive(optimizer.learningRate, "optimizer.learningRate")
    try expectDecay(optimizer.momentum, "optimizer.momentum")
    try validateBatches()
    try expectCount(stopping.epochs, "stopping.epochs")
    try expectCount(stopping.perfectEpochs, "stopping.perfectEpochs")
    try expectCount(evaluateEvery, "evaluateEvery")
    if let fingerprintEvery { try expectCount(fingerprintEvery, "fingerprintEvery") }
  }

  private func validateTask() throws(Failure) {
    let (height, width, _) = task.inputShape
    for (extent, name) in [(height, "height"), (width, "width")] {
      try expect(
        (1...65_536).contains(extent), task.field,
        "has inputs of \(name) \(extent), expected 1 to 65536")
    }
    try task.checkCounts()
  }

  /// An input alone in a batch has no neighbour to exchange a patch with, and perhaps no variance.
  private func validateBatches() throws(Failure) {
    let train = task.counts.train
    try expect(
      (2...1_000_000).contains(batch), "batch", "is \(batch), expected 2 to 1000000 inputs")
    try expect(
      train % batch != 1, "batch",
      "is \(batch), which leaves the last of \(train) training inputs alone in a batch")
    let held = separabilityInputs
    try expect(
      (0...task.counts.test).contains(held), "separabilityInputs",
      "is \(held), expected 0 to the number of test inputs (\(task.counts.test))")
    try expect(
      held % batch != 1, "separabilityInputs",
      "is \(held), which leaves the last input alone in a batch of up to \(batch)")
  }
}

extension ResidualNetwork {
  fileprivate func validate() throws(Failure) {
    try expect(
      (1...127).contains(stem.kernel) && stem.kernel % 2 == 1, "network.stem.kernel",
      "is \(stem.kernel), expected an odd number up to 127")
    try expectSize(stem.stride, upTo: 1024, "network.stem.stride")
    try expectSize(stem.width, upTo: 65_536, "network.stem.width")
    try expect(!stages.isEmpty && stages.count <= 100, "network.stages", "expected 1 to 100 stages")
    for (index, stage) in stages.enumerated() {
      let field = "network.stages[\(index)]"
      try expectSize(stage.width, upTo: 65_536, "\(field).width")
      try expectSize(stage.blocks, upTo: 1000, "\(field).blocks")
      try expectSize(stage.stride, upTo: 1024, "\(field).stride")
    }
  }

  private func expectSize(_ value: Int, upTo bound: Int, _ field: String) throws(Failure) {
    try expect((1...bound).contains(value), field, "is \(value), expected 1 to \(bound)")
  }
}
