// Whether the spec of a predictor of images makes sense, before any work is done.

import Records

extension ImageExperiment {
  /// Checks every range; the counts of images are checked where they are read or drawn.
  ///
  /// - Throws: `Failure` naming the field and what was expected there.
  func validate() throws(Failure) {
    try RunName.validate(id: id, seed: seed, replicates: replicates)
    try expect(
      replicates.first + replicates.count <= 11, "replicates",
      "go up to \(replicates.first + replicates.count - 1), expected one of 10 classes each")
    try expect(
      (1...1000).contains(components), "components", "is \(components), expected 1 to 1000")
    try expect(
      initialization.mean.isFinite, "initialization.mean", "is not finite")
    try expectPositive(initialization.std, "initialization.std")
    try expect(
      (1...1_000_000).contains(batch), "batch", "is \(batch), expected 1 to 1000000 images")
    try optimizer.validate()
    try stopping.validate()
    try expect(
      recordEvery >= 1 && stopping.epochs % recordEvery == 0, "recordEvery",
      "is \(recordEvery), expected a divisor of stopping.epochs (\(stopping.epochs))")
    if let every = fingerprintEvery {
      try expect(
        every >= 1 && every % recordEvery == 0, "fingerprintEvery",
        "is \(every), expected a multiple of recordEvery (\(recordEvery))")
    }
  }
}

extension Adam {
  fileprivate func validate() throws(Failure) {
    try expectPositive(learningRate, "optimizer.learningRate")
    try expectDecay(firstDecay, "optimizer.firstDecay")
    try expectDecay(secondDecay, "optimizer.secondDecay")
    try expectPositive(epsilon, "optimizer.epsilon")
  }
}

extension EpochRule {
  fileprivate func validate() throws(Failure) {
    try expectCount(epochs, "stopping.epochs")
    try expectFit(tolerance: tolerance, patience: patience)
  }
}
