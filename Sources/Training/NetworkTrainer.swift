// The spec of a network becomes a record: data, replicates, trace. Files of data sets are read below, none
// are written.

import Datasets
import Kernels
import Models
public import Records

extension NetworkExperiment {
  /// Trains every replicate, on up to `threads` threads; the bits do not depend on how many.
  ///
  /// Replicates run next to one another as far as the machine's memory goes, threads that are left over
  /// share the steps of one.
  ///
  /// - Parameters:
  ///   - threads: how many threads may work at the same time.
  ///   - datasets: the directory of published data sets, where one is at hand.
  ///   - checkpoints: where an interrupted run is found, and this one keeps its state at each
  ///     fingerprint; the result is the same with and without.
  /// - Throws: `Failure` naming the field of the spec, or the file, that does not fit; also where one
  ///   replicate needs more memory than the machine has.
  public func run(
    threads: Int = 1, datasets: String? = nil, checkpoints: (any CheckpointStore)? = nil
  ) throws -> TrainedRun {
    try TrainingBuild.checkFloatingPoint()
    let atOnce = try needs().replicatesAtOnce()
    let data = try task.data(datasets: datasets, threads: threads)
    let spec = Digest(of: try CanonicalJSON.text(of: self))
    let checkpoints = Checkpoints(
      checkpoints, spec: spec, data: data.digest, fingerprintEvery: fingerprintEvery)
    let results = try replicates.results(threads: threads, atOnce: atOnce) { number, workers in
      let own = checkpoints?.ofReplicate(number)
      var run = NetworkRun(self, data, replicate: number, workers: workers, checkpoints: own)
      return run.result()
    }
    return trainedRun(results, of: data, spec: spec)
  }

  private func trainedRun(
    _ results: [NetworkResult], of data: LongRangeData, spec: Digest
  ) -> TrainedRun {
    let numbers = replicates.numbers
    let trace = Table(
      columns: columnNames, rows: zip(numbers, results.map(\.rows)).map { ($0, $1) })
    let record = RunRecord(
      id: id, spec: spec, data: data.digest, images: data.provenance,
      trace: Digest(of: trace.csv), kernelBits: kernelBitsVersion,
      replicates: zip(numbers, results).map { summary($1, number: $0, data.baselines) })
    let weights = zip(numbers, results).map {
      TrainedRun.ReplicateWeights(number: $0, initial: $1.initial, final: $1.final)
    }
    return TrainedRun(record: record, trace: trace, weights: weights)
  }

  private func summary(
    _ result: NetworkResult, number: Int, _ baselines: [String: Double]
  ) -> RunRecord.Replicate {
    let last = result.rows.last.map { Dictionary(uniqueKeysWithValues: zip(columnNames, $0)) }
    return RunRecord.Replicate(
      number: number, outcome: result.outcome, iterations: result.epochs, draw: 1,
      final: (last ?? [:]).merging(result.atEnd) { own, _ in own }
        .merging(baselines) { own, _ in own },
      extremes: [:], weights: FactorArray.digest(result.final),
      fingerprints: fingerprintEvery.map { _ in result.fingerprints })
  }
}

extension NetworkExperiment {
  /// The trace's columns behind the replicate's number. What a run does not have, for want of a
  /// regularizer or of held-out inputs to measure, is no column.
  var columnNames: [String] {
    ["iteration", "loss", "trainAccuracy"] + (isRegularized ? ["separability"] : [])
      + ["testAccuracy"] + (separabilityInputs > 0 ? ["heldOutSeparability"] : [])
  }

  /// Whether a step has the regularizer.
  var isRegularized: Bool { regularization > 0 }

  /// The network's arrays.
  var layout: NetworkLayout {
    let (height, width, channels) = task.inputShape
    return NetworkLayout(
      network, input: InputShape(height: height, width: width, channels: channels))
  }
}

extension LongRangeTask {
  /// The task's data, drawn by as many threads.
  func data(datasets: String?, threads: Int) throws -> LongRangeData {
    let pool = ThreadPool(count: threads)
    defer { pool.end() }
    return try data(datasets: datasets, workers: pool.workers)
  }
}
