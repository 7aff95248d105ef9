// Predictors of images in training: what a record says, what it depends on, and that interruptions leave
// no trace in it.

import Records
import Testing
import Training

@Suite struct ImageExperimentTests {
  private static func experiment(
    _ change: (inout ImageExperiment) -> Void = { _ in }
  ) -> ImageExperiment {
    var experiment = ImageExperiment(
      id: "images", seed: "tests/images", replicates: Replicates(count: 3),
      images: .drawn(kind: .digits, train: 130, test: 70, stream: "tests/digits"),
      variant: .original, components: 2, initialization: WeightsAroundMean(mean: 1, std: 1e-3),
      optimizer: Adam(learningRate: 2e-3), batch: 50,
      stopping: EpochRule(epochs: 12, tolerance: 0, patience: 1), recordEvery: 2)
    change(&experiment)
    return experiment
  }

  @Test func aRecordSaysWhatWasAskedFor() throws {
    let experiment = Self.experiment { $0.fingerprintEvery = 4 }
    let run = try experiment.run()
    let names = ["replicate", "iteration", "loss", "trainError", "testError"]
    #expect(run.trace.columns.map(\.name) == names)
    let epochs: [Double] = [2, 4, 6, 8, 10, 12]
    #expect(run.trace[numbers: "iteration"] == epochs + epochs + epochs)
    #expect(run.record.spec == Digest(of: try CanonicalJSON.text(of: experiment)))
    #expect(run.record.trace == Digest(of: run.trace.csv))
    #expect(run.record.images == .drawn)
    for (replicate, weights) in zip(run.record.replicates, run.weights) {
      #expect(replicate.outcome == .capped && replicate.iterations == 12)
      #expect(replicate.fingerprints?.count == 3)
      #expect(replicate.fingerprints?.last == replicate.weights)
      let errors = try (#require(replicate.final["trainError"]), #require(replicate.final["loss"]))
      #expect(errors.0 == errors.1 / 4)
      #expect(weights.final.map(\.rows) == [784, 784] && weights.final.map(\.columns) == [2, 2])
      #expect(weights.initial[0].elements != weights.initial[1].elements)
    }
  }

  @Test func trainingFitsTheImages() throws {
    let run = try Self.experiment {
      $0.components = 1
      $0.stopping.epochs = 150
      $0.recordEvery = 150
      $0.optimizer.learningRate = 1e-3
    }.run()
    // Whoever says "no" to everything errs on every tenth image.
    for replicate in run.record.replicates {
      #expect(try #require(replicate.final["trainError"]) < 0.02)
      #expect(try #require(replicate.final["testError"]) < 0.1)
    }
  }

  @Test(arguments: [2, 3, 7]) func threadsDoNotChangeABit(threads: Int) throws {
    let experiment = Self.experiment()
    #expect(try experiment.run(threads: threads).record == experiment.run().record)
  }

  @Test func aReplicateIsTheSameAloneAndInCompany() throws {
    let several = try Self.experiment().run()
    let alone = try Self.experiment { $0.replicates = Replicates(first: 3, count: 1) }.run()
    #expect(alone.record.replicates[0] == several.record.replicates[2])
    #expect(alone.trace == several.trace.rows(where: "replicate", is: 3))
    #expect(Set(several.record.replicates.map(\.weights)).count == 3)
  }

  @Test func variantsAreOtherDataAndOtherRuns() throws {
    let runs = try [ImageVariant.original, .randomImages, .randomLabels].map { variant in
      try Self.experiment { $0.variant = variant }.run()
    }
    #expect(Set(runs.map(\.record.data)).count == 3)
    #expect(Set(runs.map(\.record.replicates[0].weights)).count == 3)
  }

  @Test func theToleranceEndsAReplicateByItself() throws {
    let reference = try Self.experiment { $0.recordEvery = 1 }.run()
    let losses = try (1...3).map { number in
      let own = reference.trace.rows(where: "replicate", is: Double(number))
      return try #require(own[numbers: "loss"].last)
    }
    // Only the best of them gets below; the others go on as if it had never been there.
    let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
    let experiment = Self.experiment {
      $0.recordEvery = 1
      $0.stopping.tolerance = losses[best] * 1.0001
    }
    let run = try experiment.run()
    for index in losses.indices {
      let (found, whole) = (run.record.replicates[index], reference.record.replicates[index])
      if index == best {
        #expect(found.outcome == .converged && found.iterations <= 12)
      } else {
        #expect(found == whole)
      }
    }
  }

  @Test func whatOverflowsHasDiverged() throws {
    let run = try Self.experiment { $0.initialization.mean = 1.3 }.run()
    for replicate in run.record.replicates {
      #expect(replicate.outcome == .diverged && replicate.iterations == 1)
      #expect(replicate.final["loss"] == nil && replicate.final["testError"] == nil)
    }
    #expect(run.trace[numbers: "iteration"].isEmpty)
  }

  @Test func everyCheckpointLeadsToTheSameRecord() throws {
    let experiment = Self.experiment { $0.fingerprintEvery = 4 }
    let shelf = Shelf()
    let reference = try experiment.run(checkpoints: shelf)
    let whole = try Self.experiment().run().record
    for (found, expected) in zip(reference.record.replicates, whole.replicates) {
      #expect(found.weights == expected.weights && found.final == expected.final)
    }
    #expect(shelf.all.count == 9)
    // One replicate is ahead, one behind, and one has nothing.
    let offered = [
      1: try #require(shelf.all.last { $0.number == 1 }).bytes,
      2: try #require(shelf.all.first { $0.number == 2 }).bytes,
    ]
    let resumed = Shelf(offering: offered)
    let run = try experiment.run(threads: 2, checkpoints: resumed)
    #expect(run.record == reference.record)
    #expect(run.trace == reference.trace)
    #expect(resumed.reasons.isEmpty && resumed.all.count == 5)
    let foreign = Shelf(offering: [2: offered[1]!])
    #expect(try experiment.run(checkpoints: foreign).record == reference.record)
    #expect(foreign.reasons.count == 1)
  }

  /// A field and what nobody can mean by it.
  struct Fault: Sendable {
    let field: String
    let make: @Sendable (inout ImageExperiment) -> Void

    init(_ field: String, _ make: @escaping @Sendable (inout ImageExperiment) -> Void) {
      (self.field, self.make) = (field, make)
    }
  }

  static let faults = [
    Fault("replicates") { $0.replicates = Replicates(first: 9, count: 3) },
    Fault("components") { $0.components = 0 },
    Fault("initialization.std") { $0.initialization.std = 0 },
    Fault("optimizer.learningRate") { $0.optimizer.learningRate = -.infinity },
    Fault("optimizer.secondDecay") { $0.optimizer.secondDecay = 1 },
    Fault("batch") { $0.batch = 0 },
    Fault("stopping.epochs") { $0.stopping.epochs = 0 },
    Fault("recordEvery") { $0.recordEvery = 5 },
    Fault("fingerprintEvery") { $0.fingerprintEvery = 3 },
  ]

  @Test(arguments: faults) func aSpecWithoutSenseIsRefused(fault: Fault) {
    let failure = #expect(throws: Failure.self) { try Self.experiment(fault.make).run() }
    #expect(failure?.field == fault.field)
  }
}
