// A spec becomes a record: data, replicates, trace. Files are not written here.

import Datasets
import Kernels
public import Records

/// What a run yields.
public struct TrainedRun: Sendable {
  /// The record: a pure function of the experiment and the user's files it names.
  public var record: RunRecord
  /// The kept records of all replicates: `replicate`, `iteration`, `loss` and the observables.
  public var trace: Table
  /// The weights of each replicate, in ascending order.
  public var weights: [ReplicateWeights]

  /// The factors of one replicate, in product order.
  public struct ReplicateWeights: Sendable {
    /// The replicate's number.
    public var number: Int
    /// The factors it started from.
    public var initial: [FactorArray]
    /// The factors it ended with.
    public var final: [FactorArray]
  }
}

extension Experiment {
  /// Runs every replicate, on up to `threads` threads; the bits do not depend on how many.
  ///
  /// - Parameters:
  ///   - threads: how many threads may work at the same time, on different replicates first.
  ///   - directory: where relative paths of the spec start.
  ///   - checkpoints: where an interrupted run is found, and this one keeps its state at each
  ///     fingerprint; the result is the same with and without.
  /// - Throws: `Failure` naming the field of the spec, or the user's file, that does not fit; also if
  ///   the processor's floating-point state would change results.
  public func run(
    threads: Int = 1, relativeTo directory: String = "",
    checkpoints: (any CheckpointStore)? = nil
  ) throws -> TrainedRun {
    try TrainingBuild.checkFloatingPoint()
    let plan = try PlannedExperiment(self, directory: directory, store: checkpoints)
    let results = try plan.results(threads: threads)
    let numbers = replicates.numbers
    let trace = plan.trace(results, numbers: numbers)
    let record = RunRecord(
      id: id, spec: plan.specDigest, data: plan.dataDigest,
      targetDraw: plan.data.draw, trace: Digest(of: trace.csv), kernelBits: kernelBitsVersion,
      replicates: zip(numbers, results).map { plan.summary($1, number: $0) })
    let weights = zip(numbers, results).map {
      TrainedRun.ReplicateWeights(number: $0, initial: $1.initial, final: $1.final)
    }
    return TrainedRun(record: record, trace: trace, weights: weights)
  }
}

/// What the build says of its speed.
public enum TrainingBuild {
  /// Whether fused multiply-adds are instructions; where they are library calls, results are the same
  /// and about a hundred times later.
  public static var isFusedMultiplyAddNative: Bool {
    FloatingPointState.isFusedMultiplyAddNative
  }

  /// - Throws: `Failure` where the processor's state would change results.
  static func checkFloatingPoint() throws(Failure) {
    if let violation = FloatingPointState.check() {
      throw Failure(
        "floating-point unit", "\(violation)",
        hint: "run without libraries that change its state (LD_PRELOAD, fast-math)")
    }
  }
}
