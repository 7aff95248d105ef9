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
    for (decay, name) in [(firstDecay, "firstDecay"), (secondDecay, "secondDecay")] {
      try expect(
        decay >= 0 && decay < 1, "optimizer.\(name)", "is \(decay), expected 0 or more, below 1")
    }
    try expectPositive(epsilon, "optimizer.epsilon")
  }
}

extension EpochRule {
  fileprivate func validate() throws(Failure) {
    try expect(
      (1...1_000_000_000).contains(epochs), "stopping.epochs",
      "is \(epochs), expected 1 to 1000000000")
    try expect(
      tolerance >= 0 && tolerance.isFinite, "stopping.tolerance",
      "is \(tolerance), expected a number that is not negative")
    try expect(patience >= 1, "stopping.patience", "is \(patience), expected 1 or more")
  }
}
