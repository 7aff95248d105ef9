// An experiment whose spec is checked and whose data is at hand.

import Datasets
import Dispatch
import Kernels
import LinearAlgebra
import Models
import Records
import Synchronization

/// Everything that the replicates share.
struct PlannedExperiment: Sendable {
  /// The problem that a model sees, and what to record of it.
  enum Problem {
    case matrix(MatrixProblem, RecordingPlan<MatrixObservable>)
    case tensor(TensorProblem, RecordingPlan<TensorObservable>)
  }

  let experiment: Experiment
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
    self.data = data
    let digest = data.digest
    dataDigest = digest
    problem = try Self.problem(of: experiment, data, digest)
    if case .entries = data.measurements { values = [] } else { values = data.measuredValues }
    checkpoints = try store.flatMap { try Checkpoints($0, of: experiment, data: digest) }
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

  /// The replicates' results in ascending order. Threads take the next replicate that nobody has
  /// taken; where there are more threads than replicates each replicate has several.
  func results(threads: Int) throws -> [ReplicateResult] {
    let count = experiment.replicates.count
    let atOnce = min(threads, count)
    let taken = Atomic(0)
    let finished = Mutex([Result<ReplicateResult, Failure>?](repeating: nil, count: count))
    let work: @Sendable (Int) -> Void = { _ in
      let pool = ThreadPool(count: threads / atOnce)
      defer { pool.end() }
      while true {
        let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = Result { () throws(Failure) in
          try self.result(replicate: self.experiment.replicates.first + index, pool.workers)
        }
        finished.withLock { $0[index] = result }
      }
    }
    if atOnce > 1 {
      DispatchQueue.concurrentPerform(iterations: atOnce, execute: work)
    } else {
      work(0)
    }
    return try finished.withLock { try $0.compactMap { try $0?.get() } }
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
    let names = columnNames
    var columns = [[Double]](repeating: [], count: 1 + names.count)
    for (number, result) in zip(numbers, results) {
      for row in result.rows {
        columns[0].append(Double(number))
        for (index, value) in row.enumerated() { columns[index + 1].append(value) }
      }
    }
    return Table(zip(["replicate"] + names, columns).map { Table.Column($0, .numbers($1)) })
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
