// An experiment whose spec is checked and whose data is at hand.

import Datasets
import Kernels
import LinearAlgebra
import Models
import Records

/// Everything that the replicates share.
struct PlannedExperiment: Sendable {
  /// The problem that a model sees, and what to record of it.
  enum Problem {
    case matrix(MatrixProblem, RecordingPlan<MatrixObservable>)
    case tensor(TensorProblem, RecordingPlan<TensorObservable>)
  }

  let experiment: Experiment
  let specDigest: Digest
  let data: TaskData
  let dataDigest: Digest
  let problem: Problem
  /// What the measurements of the target give; empty for observed entries.
  let values: [Double]
  private let checkpoints: Checkpoints?

  init(_ experiment: Experiment, directory: String, store: (any CheckpointStore)?) throws {
    try experiment.validate()
    let data = try experiment.task.data(relativeTo: directory)
    self.experiment = experiment
    specDigest = Digest(of: try CanonicalJSON.text(of: experiment))
    self.data = data
    let digest = data.digest
    dataDigest = digest
    problem = try Self.problem(of: experiment, data, digest)
    if case .entries = data.measurements { values = [] } else { values = data.measuredValues }
    checkpoints = Checkpoints(
      store, spec: specDigest, data: digest,
      fingerprintEvery: experiment.recording.fingerprintEvery)
  }

  private static func problem(
    of experiment: Experiment, _ data: TaskData, _ digest: Digest
  ) throws(Failure) -> Problem {
    let recording = experiment.recording
    let isQuadratic = experiment.loss.isQuadratic
    switch experiment.model {
    case .matrixFactorization(let depth):
      try checkMatrix(data)
      let problem = MatrixProblem(data, depth: depth)
      let plan = try RecordingPlan<MatrixObservable>(recording, isQuadratic: isQuadratic) {
        (observable, field) throws(Failure) in
        try MatrixObservable(observable, on: problem, field: field)
      }
      return .matrix(problem, plan)
    case .cp, .hierarchical:
      let layout = try experiment.model.layout(of: data.shape)
      let problem = TensorProblem(data, digest, layout: layout)
      let plan = try RecordingPlan<TensorObservable>(recording, isQuadratic: isQuadratic) {
        (observable, field) throws(Failure) in
        try TensorObservable(observable, on: problem, field: field)
      }
      return .tensor(problem, plan)
    }
  }

  private static func checkMatrix(_ data: TaskData) throws(Failure) {
    guard data.shape.count == 2 else {
      throw Failure(
        "spec", field: "task.target",
        "has \(data.shape.count) modes; a matrix factorization needs 2")
    }
    if case .outerProducts = data.measurements {
      throw Failure(
        "spec", field: "task.observations",
        "a matrix factorization sees entries or gaussianSensing, not rankOneSensing")
    }
  }

  /// The replicates' results in ascending order.
  func results(threads: Int) throws -> [ReplicateResult] {
    try experiment.replicates.results(threads: threads) { (number, workers) throws(Failure) in
      try self.result(replicate: number, workers)
    }
  }

  private func result(replicate: Int, _ workers: Workers) throws(Failure) -> ReplicateResult {
    switch experiment.precision {
    case .float32: try result(replicate, workers, Float.self)
    case .float64: try result(replicate, workers, Double.self)
    }
  }

  private func result<Scalar: KernelScalar>(
    _ replicate: Int, _ workers: Workers, _ scalar: Scalar.Type
  ) throws(Failure) -> ReplicateResult {
    let objective: Objective<Scalar> = objective()
    switch problem {
    case .matrix(let problem, let plan):
      let start = try StartingWeights(
        experiment.initialization, extents: problem.extents, seed: experiment.seed,
        replicate: replicate)
      let job = ReplicateJob<Scalar, MatrixSnapshot>(
        experiment, objective, problem, plan, start, workers, checkpoints?.ofReplicate(replicate))
      return job.matrixResult()
    case .tensor(var problem, let plan):
      let start = try StartingWeights(
        experiment.initialization, layout: problem.layout, seed: experiment.seed,
        replicate: replicate)
      problem.begin(at: start, stream: "\(experiment.seed)/replicate \(replicate)")
      let job = ReplicateJob<Scalar, TensorSnapshot>(
        experiment, objective, problem, plan, start, workers, checkpoints?.ofReplicate(replicate))
      return job.tensorResult()
    }
  }

  private func objective<Scalar: KernelScalar>() -> Objective<Scalar> {
    switch data.measurements {
    case .entries(let positions):
      .entries(experiment.loss, target: data.target, observed: positions)
    case .tensors(let elements):
      .dense(experiment.loss, measurements: elements.map { Scalar($0) }, values: values)
    case .outerProducts(let vectors):
      .rankOne(
        experiment.loss, inputs: vectors.map { $0.map { Scalar($0) } }, values: values)
    }
  }
}

extension PlannedExperiment {
  /// The kept rows of all replicates as one table.
  func trace(_ results: [ReplicateResult], numbers: Range<Int>) -> Table {
    Table(columns: columnNames, rows: zip(numbers, results.map(\.rows)).map { ($0, $1) })
  }

  /// The record of one replicate.
  func summary(_ result: ReplicateResult, number: Int) -> RunRecord.Replicate {
    let final = result.rows.last.map { Dictionary(uniqueKeysWithValues: zip(columnNames, $0)) }
    return RunRecord.Replicate(
      number: number, outcome: result.outcome, iterations: result.iterations, draw: result.draw,
      final: (final ?? [:]).merging(result.atEnd) { column, _ in column },
      extremes: result.extremes, weights: FactorArray.digest(result.final),
      fingerprints: result.fingerprints)
  }

  private var columnNames: [String] {
    ["iteration", "loss"] + experiment.recording.columns.map(\.rawValue)
  }
}
