// Which trainer a spec of any kind goes to.

public import Records

extension RunSpec {
  /// Runs every replicate, on up to `threads` threads; the bits do not depend on how many.
  ///
  /// - Parameters:
  ///   - directory: where relative paths of a factorization's spec start.
  ///   - datasets: where published images are.
  ///   - checkpoints: where an interrupted run is found, and this one keeps its state.
  /// - Throws: `Failure` naming the field of the spec, or the file, that does not fit.
  public func run(
    threads: Int = 1, relativeTo directory: String = "", datasets: String = "datasets",
    checkpoints: (any CheckpointStore)? = nil
  ) throws -> TrainedRun {
    switch self {
    case .factorization(let experiment):
      try experiment.run(threads: threads, relativeTo: directory, checkpoints: checkpoints)
    case .images(let experiment):
      try experiment.run(threads: threads, datasets: datasets, checkpoints: checkpoints)
    case .network(let experiment):
      try experiment.run(threads: threads, datasets: datasets, checkpoints: checkpoints)
    case .samples(let sheet):
      try sheet.run(threads: threads, datasets: datasets)
    }
  }
}
