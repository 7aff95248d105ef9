// Networks are trained by the protocol: order, patches, rows, end, and the same bits whatever happens.

import Datasets
import Foundation
import Kernels
import Models
import Records
import Testing
import Training

@Suite struct NetworkTests {
  @Test(arguments: [0.0, 1]) func threadsDoNotChangeABit(regularization: Double) throws {
    let one = Sample.network(regularization: regularization)
    let reference = try one.run()
    #expect(reference.record.replicates[0].outcome == .capped)
    for threads in [2, 3] { #expect(try one.run(threads: threads).record == reference.record) }
    let several = one.with { $0.replicates = Replicates(count: 3) }
    let together = try several.run(threads: 5)
    #expect(together.record == (try several.run()).record)
    #expect(together.record.replicates[0] == reference.record.replicates[0])
    #expect(together.trace.rows(where: "replicate", is: 1) == reference.trace)
    #expect(Set(together.record.replicates.map(\.weights)).count == 3)
  }

  @Test(arguments: [
    Sample.network(regularization: 0, epochs: 7), Sample.network(epochs: 7, evaluateEvery: 3),
    // Ends early, at a fingerprint and between two.
    Sample.network(train: 4, epochs: 400).with { $0.stopping.perfectEpochs = 3 },
    Sample.network(train: 4, epochs: 400).with { $0.stopping.perfectEpochs = 4 },
  ])
  func everyCheckpointLeadsToTheSameRecord(experiment: NetworkExperiment) throws {
    let shelf = Shelf()
    let reference = try experiment.run(checkpoints: shelf)
    #expect(try experiment.run().record == reference.record)
    let replicate = reference.record.replicates[0]
    #expect(shelf.all.count == replicate.iterations / 2 && !shelf.all.isEmpty)
    #expect(replicate.fingerprints?.count == shelf.all.count)
    try shelf.expectSame(reference) { try experiment.run(checkpoints: $0) }
  }

  @Test func checkpointsOfAnotherNetworkAreRefused() throws {
    let shelf = Shelf()
    _ = try Sample.network().run(checkpoints: shelf)
    let other = Sample.network(regularization: 0.5)
    let offering = Shelf(offering: [1: try #require(shelf.all.last).bytes])
    #expect(try other.run(checkpoints: offering).record == other.run().record)
    #expect(offering.reasons == ["1: it is of another spec"])
  }

  @Test func fingerprintsAreDigestsOfWeightsAndStatistics() throws {
    let run = try Sample.network().run()
    let prints = try #require(run.record.replicates[0].fingerprints)
    #expect(prints.count == 2 && prints[0] != prints[1])
    #expect(prints[1] == run.record.replicates[0].weights)
    let shorter = try Sample.network(epochs: 2).run()
    #expect(shorter.record.replicates[0].weights == prints[0])
    let layout = NetworkLayout(
      Sample.network().network, input: InputShape(height: 4, width: 10, channels: 3))
    let counts = run.weights[0].final.map(\.elements.count)
    #expect(counts == (layout.parameters + layout.statistics).map(\.count))
  }

  @Test func anEpochTakesEveryInputOnceInAnOrderOfItsOwn() throws {
    let experiment = Sample.network()
    let batches = try experiment.batches(first: 9)
    #expect(batches.map { $0.inputs.shape[0] } == [8, 8, 8, 6, 8, 8, 8, 6, 8])
    let data = try experiment.task.data(datasets: nil).train
    let size = 4 * 10 * 3
    var all = [Float](repeating: 0, count: 30 * size)
    all.withUnsafeMutableBufferPointer { data.write(0..<30, into: $0) }
    func image(_ numbers: [Float], _ index: Int) -> [Float] {
      Array(numbers[index * size..<(index + 1) * size])
    }
    let given = (0..<30).map { image(all, $0) + [data.labels[$0]] }
    func taken(_ steps: Range<Int>) throws -> [[Float]] {
      try batches[steps].flatMap { batch in
        guard case .float32(let inputs) = batch.inputs.elements,
          case .float32(let labels) = batch.labels.elements
        else { throw Failure("batch", "is not of floats") }
        return labels.indices.map { image(inputs, $0) + [labels[$0]] }
      }
    }
    let (first, second) = (try taken(0..<4), try taken(4..<8))
    #expect(first != second && first != given)
    for epoch in [first, second] {
      #expect(
        epoch.sorted { $0.lexicographicallyPrecedes($1) }
          == given.sorted { $0.lexicographicallyPrecedes($1) })
    }
  }

  @Test func patchesAreTheTwoSquaresInTurnsOfChance() throws {
    let batches = try Sample.network().batches(first: 40)
    let left = [0, 0, 4, 4], right = [0, 6, 4, 4]
    let places = batches.map(\.patches.elements)
    let isLeftFirst = places.filter { $0 == .integers(left + right) }.count
    #expect(isLeftFirst + places.filter { $0 == .integers(right + left) }.count == 40)
    #expect((8...32).contains(isLeftFirst))
  }

  /// The trace against the model itself, fed with the exported steps.
  @Test(arguments: [0.0, 1]) func aRowSumsUpTheStepsOfItsEpoch(regularization: Double) throws {
    let experiment = Sample.network(regularization: regularization, epochs: 2)
    let run = try experiment.run()
    let layout = NetworkLayout(
      experiment.network, input: InputShape(height: 4, width: 10, channels: 3))
    let model = NetworkModel<Float>(
      layout, batch: 8, isRegularized: true,
      weights: layout.initialWeights(from: RandomStream("tests/network/replicate 1/weights")),
      statistics: layout.initialStatistics())
    var (loss, correct, separability) = (0.0, 0, 0.0)
    for (step, batch) in try experiment.batches(first: 8).enumerated() {
      guard case .float32(let inputs) = batch.inputs.elements,
        case .float32(let labels) = batch.labels.elements,
        case .integers(let places) = batch.patches.elements
      else { throw Failure("batch", "is of another form") }
      func patch(_ p: ArraySlice<Int>) -> PixelRectangle {
        let p = Array(p)
        return PixelRectangle(row: p[0], column: p[1], height: p[2], width: p[3])
      }
      let patches = PatchPair(gradients: patch(places[..<4]), exchanged: patch(places[4...]))
      let outcome = inputs.withUnsafeBufferPointer {
        model.backpropagate(
          $0, labels: labels,
          regularizer: regularization > 0
            ? Regularizer(coefficient: regularization, patches: patches) : nil)
      }
      model.descend(learningRate: 0.05, momentum: 0.9)
      // The second epoch only.
      guard step >= 4 else { continue }
      loss += outcome.crossEntropy * Double(labels.count) / 30
      correct += outcome.correct
      separability += (outcome.separability?.value ?? 0) * Double(labels.count) / 30
    }
    #expect(abs(run.trace[numbers: "loss"][1] - loss) < 1e-12)
    #expect(run.trace[numbers: "trainAccuracy"][1] == Double(correct) / 30)
    if regularization > 0 {
      #expect(abs(run.trace[numbers: "separability"][1] - separability) < 1e-12)
    }
    let final = run.weights[0].final.prefix(layout.parameters.count).map(\.elements)
    #expect(final == layout.parameters.map { .float32(Array(model.weights[$0.range])) })
  }

  @Test func rowsAreMadeAtEvaluationsAndAtTheEnd() throws {
    let run = try Sample.network(epochs: 5, evaluateEvery: 2).run()
    #expect(run.trace[numbers: "iteration"] == [2, 4, 5])
    #expect(
      run.trace.columns.map(\.name) == [
        "replicate", "iteration", "loss", "trainAccuracy", "separability", "testAccuracy",
        "heldOutSeparability",
      ])
    let dense = try Sample.network(epochs: 5).run()
    #expect(dense.trace[numbers: "iteration"] == [1, 2, 3, 4, 5])
    #expect(dense.record.replicates[0].weights == run.record.replicates[0].weights)
    let plain = try Sample.network(regularization: 0).with { $0.separabilityInputs = 0 }.run()
    #expect(
      plain.trace.columns.map(\.name) == [
        "replicate", "iteration", "loss", "trainAccuracy", "testAccuracy",
      ])
    for (name, value) in run.record.replicates[0].final where name != "vanishingGradients" {
      #expect(run.trace[numbers: name].last == value)
    }
    #expect(run.record.trace == Digest(of: run.trace.csv))
    let spec = Digest(of: try CanonicalJSON.text(of: Sample.network(epochs: 5, evaluateEvery: 2)))
    #expect(run.record.spec == spec)
  }

  @Test func measuringSeparabilityChangesNoWeight() throws {
    let measured = Sample.network(regularization: 0)
    let plain = measured.with { $0.separabilityInputs = 0 }
    let (one, other) = (try measured.run(), try plain.run())
    #expect(one.record.replicates[0].weights == other.record.replicates[0].weights)
    #expect(one.trace[numbers: "heldOutSeparability"].allSatisfy { $0 > 0 && $0 <= 1 })
  }

  @Test func trainingLearnsAndEndsAfterPerfectEpochs() throws {
    let run = try Sample.network(regularization: 0, train: 24, epochs: 400)
      .with { $0.stopping.perfectEpochs = 5 }.run()
    let accuracies = run.trace[numbers: "trainAccuracy"]
    let replicate = run.record.replicates[0]
    #expect(replicate.outcome == .converged)
    #expect(replicate.iterations == accuracies.count && accuracies.count < 400)
    #expect(accuracies.suffix(5).allSatisfy { $0 == 1 })
    // Nowhere before were there five in a row.
    var inARow = 0
    for accuracy in accuracies.dropLast() {
      inARow = accuracy == 1 ? inARow + 1 : 0
      #expect(inARow < 5)
    }
    let losses = run.trace[numbers: "loss"]
    #expect(try #require(losses.last) < 0.5 * losses[0])
  }

  /// Six empty columns, and a network that sees across them: 0.66 without and 0.47 with.
  @Test func theRegularizerLowersSeparability() throws {
    func separability(_ regularization: Double) throws -> Double {
      let experiment = Sample.network(regularization: regularization, epochs: 40).with {
        $0.task = .sameClass(
          source: .gratings(train: 200, test: 200, stream: "tests/gratings"), pooling: 8,
          height: 4, width: 14, distance: 6, train: 64, test: 64, stream: "tests/pairs")
        $0.network.stem.width = 8
        $0.network.stages = [1, 2, 2].map { .init(width: 8, blocks: 1, stride: $0) }
        $0.optimizer.learningRate = 0.02
        $0.batch = 16
        $0.separabilityInputs = 64
      }
      let measured = try experiment.run().trace[numbers: "heldOutSeparability"].suffix(10)
      return measured.reduce(0, +) / 10
    }
    #expect(try separability(1) < separability(0) - 0.1)
  }

  @Test func divergenceIsAnOutcome() throws {
    let run = try Sample.network().with { $0.optimizer.learningRate = 1e30 }.run()
    #expect(run.record.replicates[0].outcome == .diverged)
    #expect(run.record.replicates[0].iterations <= 2)
  }
}

@Suite struct NetworkValidationTests {
  @Test(arguments: [
    ("id", Sample.network().with { $0.id = "A" }),
    ("seed", Sample.network().with { $0.seed = "" }),
    ("replicates", Sample.network().with { $0.replicates = Replicates(first: 0, count: 1) }),
    ("regularization", Sample.network().with { $0.regularization = -1 }),
    ("regularization", Sample.network().with { $0.regularization = .infinity }),
    ("optimizer.learningRate", Sample.network().with { $0.optimizer.learningRate = 0 }),
    ("optimizer.momentum", Sample.network().with { $0.optimizer.momentum = 1 }),
    ("batch", Sample.network().with { $0.batch = 1 }),
    ("batch", Sample.network().with { $0.batch = 29 }),
    ("separabilityInputs", Sample.network().with { $0.separabilityInputs = 21 }),
    ("separabilityInputs", Sample.network().with { $0.separabilityInputs = 9 }),
    ("separabilityInputs", Sample.network().with { $0.separabilityInputs = -1 }),
    ("stopping.epochs", Sample.network().with { $0.stopping.epochs = 0 }),
    ("stopping.perfectEpochs", Sample.network().with { $0.stopping.perfectEpochs = 0 }),
    ("evaluateEvery", Sample.network().with { $0.evaluateEvery = 0 }),
    ("fingerprintEvery", Sample.network().with { $0.fingerprintEvery = 0 }),
    ("network.stem.kernel", Sample.network().with { $0.network.stem.kernel = 4 }),
    ("network.stem.stride", Sample.network().with { $0.network.stem.stride = 0 }),
    ("network.stem.width", Sample.network().with { $0.network.stem.width = 0 }),
    ("network.stages", Sample.network().with { $0.network.stages = [] }),
    ("network.stages[1].width", Sample.network().with { $0.network.stages[1].width = 70_000 }),
    ("network.stages[0].blocks", Sample.network().with { $0.network.stages[0].blocks = 0 }),
    ("network.stages[0].stride", Sample.network().with { $0.network.stages[0].stride = -1 }),
    ("task.sameClass.train", Sample.network().with(train: 0)),
    ("task.sameClass.test", Sample.network().with(test: 0)),
    ("task.sameClass", Sample.network().with(height: 0)),
  ])
  func aWrongFieldIsNamed(field: String, experiment: NetworkExperiment) {
    let failure = #expect(throws: Failure.self) { try experiment.run() }
    #expect(failure?.subject == "spec")
    #expect(failure?.field == field)
    #expect(failure?.problem.isEmpty == false)
  }

  @Test func whatDoesNotFitTheMemoryIsRefusedBeforeItStarts() throws {
    let experiment = Sample.network().with {
      $0.batch = 1_000_000
      $0.network.stages[1].width = 65_536
      $0.network.stages[1].blocks = 1000
    }
    let failure = #expect(throws: Failure.self) { try experiment.run() }
    #expect(failure?.field == "batch")
    #expect(failure?.problem.contains("GB of memory, this machine has") == true)
    let needs = try experiment.needs()
    // A million inputs of 20 pixels in 65536 channels, through two thousand units.
    #expect(needs.bytesPerReplicate > 4e6 * 20 * 65_536 * 2000)
  }

  @Test func workIsThreeOrTwelvePasses() throws {
    let plain = try Sample.network(regularization: 0).needs()
    let regularized = try Sample.network().needs()
    #expect(regularized.multiplyAccumulatesPerEpoch == 4 * plain.multiplyAccumulatesPerEpoch)
    #expect(regularized.parameters == plain.parameters)
    // Of one pixel: stem and two units of four filters; then three units of six.
    let (wide, narrow) = (9 * 3 * 4 + 2 * 9 * 4 * 4, 9 * 4 * 6 + 9 * 6 * 6 + 4 * 6)
    let forward = Double(40 * wide + 10 * narrow + 6)
    #expect(plain.multiplyAccumulatesPerEpoch == 30 * 3 * forward)
    #expect(plain.multiplyAccumulatesPerEvaluation == (20 + 4 * 12) * forward)
    let every = Sample.network(epochs: 5, evaluateEvery: 2).with {
      $0.replicates = Replicates(count: 2)
    }
    let needs = try every.needs()
    let (epoch, evaluation) = (
      needs.multiplyAccumulatesPerEpoch, needs.multiplyAccumulatesPerEvaluation
    )
    #expect(needs.multiplyAccumulates == 2 * (5 * epoch + 3 * evaluation))
  }
}
