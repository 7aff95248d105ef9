// The spec of a predictor of images becomes a record: data, replicates, trace.

import Datasets
import Kernels
import Models
public import Records

extension ImageExperiment {
  /// Trains every replicate, all side by side; threads share their steps, and the bits do not depend on
  /// how many there are.
  ///
  /// - Parameters:
  ///   - threads: how many threads may work at the same time.
  ///   - datasets: the directory of published data sets, where one is at hand.
  ///   - checkpoints: where an interrupted run is found, and this one keeps its state at each
  ///     fingerprint; the result is the same with and without.
  /// - Throws: `Failure` naming the field of the spec, or the file, that does not fit.
  public func run(
    threads: Int = 1, datasets: String? = nil, checkpoints: (any CheckpointStore)? = nil
  ) throws -> TrainedRun {
    try TrainingBuild.checkFloatingPoint()
    try validate()
    let data = try data(datasets: datasets)
    let (spec, digest) = (Digest(of: try CanonicalJSON.text(of: self)), data.digest)
    let pool = ThreadPool(count: threads)
    defer { pool.end() }
    var run = ImageRun(
      self, data, workers: pool.workers,
      checkpoints: Checkpoints(
        checkpoints, spec: spec, data: digest, fingerprintEvery: fingerprintEvery))
    run.run()
    let trace = Table(
      columns: Self.columnNames, rows: run.replicates.map { ($0.number, $0.state.rows) })
    let record = RunRecord(
      id: id, spec: spec, data: digest, images: data.provenance, trace: Digest(of: trace.csv),
      kernelBits: kernelBitsVersion, replicates: run.replicates.map { summary($0, data) })
    return TrainedRun(record: record, trace: trace, weights: run.replicates.map(weights))
  }

  private func weights(_ replicate: ImageReplicate) -> TrainedRun.ReplicateWeights {
    TrainedRun.ReplicateWeights(
      number: replicate.number, initial: replicate.initial,
      final: factors(replicate.state.predictor.weights))
  }

  /// How a replicate ended, and of its training images the share of pixels that are on, before the
  /// variant, and of those in the positive class.
  private func summary(_ replicate: ImageReplicate, _ data: ImageData) -> RunRecord.Replicate {
    let state = replicate.state
    var final = ["trainOnFraction": data.onFraction]
    final["trainPositiveFraction"] = data.train.frequency(of: replicate.number - 1)
    for (name, value) in zip(Self.columnNames, state.rows.last ?? []) { final[name] = value }
    return RunRecord.Replicate(
      number: replicate.number, outcome: replicate.outcome ?? .capped,
      iterations: state.header.epoch, draw: 1, final: final, extremes: [:],
      weights: FactorArray.digest(factors(state.predictor.weights)),
      fingerprints: fingerprintEvery.map { _ in state.header.fingerprints })
  }
}
