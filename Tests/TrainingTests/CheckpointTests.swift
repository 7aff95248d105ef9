// Runs that go on from a checkpoint end with the record of one that was never interrupted.

import Foundation
import Records
import Synchronization
import Testing
import Training

/// Checkpoints in memory, all of them.
final class Shelf: CheckpointStore {
  let program: Digest
  private let kept = Mutex<[(number: Int, bytes: Data)]>([])
  private let offered: [Int: Data]
  private let refusals = Mutex<[String]>([])

  init(program: Digest = Digest(of: "program"), offering: [Int: Data] = [:]) {
    self.program = program
    offered = offering
  }

  func checkpoint(ofReplicate number: Int) -> Data? { offered[number] }
  func keep(_ checkpoint: Data, ofReplicate number: Int) {
    kept.withLock { $0.append((number, checkpoint)) }
  }
  func refuse(checkpointOfReplicate number: Int, because reason: String) {
    refusals.withLock { $0.append("\(number): \(reason)") }
  }

  var all: [(number: Int, bytes: Data)] { kept.withLock { $0 } }
  var reasons: [String] { refusals.withLock { $0 } }

  /// Goes on from every checkpoint, each of which must lead to the same end with fewer left to keep.
  func expectSame(
    _ reference: TrainedRun, whenResumed resume: (Shelf) throws -> TrainedRun
  ) throws {
    for checkpoint in all {
      let resumed = Shelf(offering: [1: checkpoint.bytes])
      let run = try resume(resumed)
      #expect(resumed.reasons.isEmpty)
      #expect(resumed.all.count < all.count)
      #expect(run.record == reference.record)
      #expect(run.trace == reference.trace)
      #expect(run.weights[0].initial == reference.weights[0].initial)
    }
  }
}

@Suite struct CheckpointTests {
  /// What every kind of recording remembers, and an end that is neither at a record nor at a fingerprint.
  private static func recorded(_ experiment: Experiment) -> Experiment {
    experiment.with {
      $0.stopping.iterations = 117
      $0.recording.fingerprintEvery = 30
      $0.recording.kept = .byLoss(ratio: 0.8)
      $0.recording.marks = [2, 1, 0.5, 0.1]
      $0.recording.monitors = [
        Monitor("rise", "lossRise"), Monitor("late", "flowTime", lossAtMost: 0.5),
        Monitor("never", "flowTime", lossAtMost: 0),
      ]
      $0.recording.atEnd = ["relativeError"]
      $0.recording.columns = ["stepSize", "flowTime"]
    }
  }

  static let experiments = [
    recorded(Sample.cp(.float32)), recorded(Sample.tree(.float64, Sample.rankOne)),
    recorded(Sample.cp(.float64).with { $0.loss = .huber(threshold: 0.1) }),
    recorded(Sample.adaptive(.float32)),
    recorded(Sample.balanced(every: 10)),
    recorded(Sample.cp(.float32)).with {
      // Converges in the middle, at the second record of a fingerprint's interval.
      $0.stopping = StoppingRule(iterations: 117, tolerance: 1e9, patience: 5)
    },
    recorded(Sample.cp(.float64)).with {
      $0.optimizer = .gradientDescent(learningRate: 0.8)
      $0.stopping.iterations = 500
    },
  ]

  @Test(arguments: experiments) func everyCheckpointLeadsToTheSameRecord(
    experiment: Experiment
  ) throws {
    let shelf = Shelf()
    let reference = try experiment.run(checkpoints: shelf)
    #expect(try experiment.run().record == reference.record)
    let fingerprints = try #require(reference.record.replicates[0].fingerprints)
    #expect(fingerprints.count == reference.record.replicates[0].iterations / 30)
    #expect(shelf.all.count == fingerprints.count && !fingerprints.isEmpty)
    try shelf.expectSame(reference) { try experiment.run(checkpoints: $0) }
  }

  @Test func fingerprintsAreDigestsOfTheWeights() throws {
    let experiment = Self.recorded(Sample.cp(.float32))
    let fingerprints = try #require(experiment.run().record.replicates[0].fingerprints)
    for (index, fingerprint) in fingerprints.enumerated() {
      let shorter = try experiment.with { $0.stopping.iterations = 30 * (index + 1) }.run()
      #expect(shorter.record.replicates[0].weights == fingerprint)
    }
    #expect(Set(fingerprints).count == 3)
  }

  @Test func aRunWithoutFingerprintsHasNoCheckpoints() throws {
    let shelf = Shelf(offering: [1: Data("anything".utf8)])
    let run = try Sample.cp().run(checkpoints: shelf)
    #expect(shelf.all.isEmpty && shelf.reasons.isEmpty)
    #expect(run.record.replicates[0].fingerprints == nil)
  }

  @Test func eachReplicateHasItsOwn() throws {
    let experiment = Self.recorded(Sample.cp(.float32)).with {
      $0.replicates = Replicates(first: 2, count: 3)
    }
    let shelf = Shelf()
    let reference = try experiment.run(threads: 2, checkpoints: shelf)
    // The last of replicate 2, the first of replicate 3, none of replicate 4.
    let last = try #require(shelf.all.last { $0.number == 2 }).bytes
    let first = try #require(shelf.all.first { $0.number == 3 }).bytes
    let resumed = Shelf(offering: [2: last, 3: first])
    #expect(try experiment.run(checkpoints: resumed).record == reference.record)
    #expect(resumed.reasons.isEmpty)
    // Another replicate's checkpoint is foreign.
    let foreign = Shelf(offering: [2: first])
    #expect(try experiment.run(checkpoints: foreign).record == reference.record)
    #expect(foreign.reasons.count == 1)
    #expect(foreign.reasons[0].contains("another replicate"))
  }

  @Test func whatIsForeignOrDamagedIsRefusedAndTheRunStartsOver() throws {
    let experiment = Self.recorded(Sample.cp(.float32))
    let shelf = Shelf()
    let reference = try experiment.run(checkpoints: shelf)
    let bytes = try #require(shelf.all.last).bytes
    func expectRefusal(
      _ bytes: Data, _ word: String, program: Digest = Digest(of: "program")
    ) throws {
      let refusing = Shelf(program: program, offering: [1: bytes])
      let run = try experiment.run(checkpoints: refusing)
      #expect(run.record == reference.record)
      #expect(refusing.all.count == shelf.all.count)
      #expect(refusing.reasons.count == 1)
      #expect(refusing.reasons[0].contains(word), "\(refusing.reasons)")
    }
    for count in [0, 1, 71, 72, 100, bytes.count - 1] {
      try expectRefusal(bytes.prefix(count), "cut off or altered")
    }
    for position in stride(from: 0, to: bytes.count, by: bytes.count / 40) {
      var altered = bytes
      altered[position] ^= 4
      try expectRefusal(altered, "cut off or altered")
    }
    try expectRefusal(bytes, "another build", program: Digest(of: "other"))
    func checkpoint(of other: Experiment) throws -> Data {
      let shelf = Shelf()
      _ = try other.run(checkpoints: shelf)
      return try #require(shelf.all.last).bytes
    }
    try expectRefusal(
      checkpoint(of: experiment.with { $0.seed += "x" }), "another spec")
    // A whole file whose content makes no sense for this run, under the right digest.
    let nonsense = Data(repeating: 0, count: 200)
    try expectRefusal(nonsense + Data(Digest(of: nonsense).hexadecimal.utf8), "not valid")
  }

  @Test func checkpointsOfOtherDataAreForeign() throws {
    let path = NSTemporaryDirectory() + "/checkpoint-tests-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    let experiment = Self.recorded(Sample.cp(.float32)).with {
      $0.task.target = .file(path: "target.npy")
    }
    func save(_ first: Double) throws {
      let values = [first] + [Double](repeating: 1, count: 59)
      try Files.write(
        NumpyArray(shape: [4, 3, 5], .float64(values)).npy, to: "\(path)/target.npy")
    }
    let shelf = Shelf()
    try save(1)
    _ = try experiment.run(relativeTo: path, checkpoints: shelf)
    try save(2)
    let other = Shelf(offering: [1: try #require(shelf.all.last).bytes])
    let run = try experiment.run(relativeTo: path, checkpoints: other)
    #expect(other.reasons == ["1: it is of other data"])
    #expect(try run.record == experiment.run(relativeTo: path).record)
  }
}
