// An experiment whose spec is checked and whose data is at hand.

import Datasets
import Dispatch
import FoundationEssentials
import Kernels
import LinearAlgebra
import Models
import Records
import Synchronization

/// Everything that the replicates share.
struct PlannedExperiment: Sendable {
  let experiment: Experiment
  let data: CompletionData
  let problem: ObservedProblem
  let plan: RecordingPlan

  init(_ experiment: Experiment, directory: String) throws {
    try experiment.validate()
    data = try experiment.task.data(relativeTo: directory)
    guard data.shape.count == 2 else {
      throw Failure(
        "spec", field: "task.target",
        "has \(data.shape.count) modes; a matrix factorization needs 2")
    }
    let depth =
      switch experiment.model {
      case .matrixFactorization(let depth): depth
      }
    problem = ObservedProblem(
      shape: data.shape, depth: depth, target: data.target, observed: data.observed)
    plan = try RecordingPlan(experiment.recording, on: problem)
    self.experiment = experiment
  }

  /// The replicates' results in ascending order. Threads take the next replicate that nobody has
  /// taken; each replicate is computed by one thread alone.
  func results(threads: Int) throws -> [ReplicateResult] {
    let count = experiment.replicates.count
    let taken = Atomic(0)
    let finished = Mutex([Result<ReplicateResult, Failure>?](repeating: nil, count: count))
    let work: @Sendable (Int) -> Void = { _ in
      while true {
        let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = Result { () throws(Failure) in
          try self.result(replicate: self.experiment.replicates.first + index)
        }
        finished.withLock { $0[index] = result }
      }
    }
    if threads > 1 && count > 1 {
      DispatchQueue.concurrentPerform(iterations: min(threads, count), execute: work)
    } else {
      work(0)
    }
    return try finished.withLock { try $0.compactMap { try $0?.get() } }
  }

  private func result(replicate: Int) throws(Failure) -> ReplicateResult {
    switch experiment.precision {
    case .float32: try result(replicate, Float.self)
    case .float64: try result(replicate, Double.self)
    }
  }

  /// Chooses the factorization by shape alone.
  private func result<Scalar: KernelScalar>(
    _ replicate: Int, _ scalar: Scalar.Type
  ) throws(Failure) -> ReplicateResult {
    let start = try StartingWeights(
      experiment.initialization, extents: problem.extents, seed: experiment.seed,
      replicate: replicate)
    let loss = CompletionLoss<Scalar>(
      experiment.loss, rows: problem.extents.rows, columns: problem.extents.columns,
      target: data.target, observed: data.observed)
    let weights = start.factors.flatMap { $0.elements.map { Scalar($0) } }
    let job = Job(plan: self, loss: loss, weights: weights, draw: start.draw)
    let isSquare = problem.extents.rows == problem.extents.columns
    switch (isSquare ? problem.extents.rows : 0, problem.extents.depth) {
    case (2, 2): return job.small(SmallMatrixFactorization<2, 2, Scalar>.self)
    case (2, 3): return job.small(SmallMatrixFactorization<2, 3, Scalar>.self)
    case (2, 4): return job.small(SmallMatrixFactorization<2, 4, Scalar>.self)
    case (3, 2): return job.small(SmallMatrixFactorization<3, 2, Scalar>.self)
    case (3, 3): return job.small(SmallMatrixFactorization<3, 3, Scalar>.self)
    case (3, 4): return job.small(SmallMatrixFactorization<3, 4, Scalar>.self)
    case (4, 2): return job.small(SmallMatrixFactorization<4, 2, Scalar>.self)
    case (4, 3): return job.small(SmallMatrixFactorization<4, 3, Scalar>.self)
    case (4, 4): return job.small(SmallMatrixFactorization<4, 4, Scalar>.self)
    case (5, 2): return job.small(SmallMatrixFactorization<5, 2, Scalar>.self)
    case (5, 3): return job.small(SmallMatrixFactorization<5, 3, Scalar>.self)
    case (5, 4): return job.small(SmallMatrixFactorization<5, 4, Scalar>.self)
    default:
      return job.run(
        DenseMatrixFactorization(loss, depth: problem.extents.depth, weights: weights))
    }
  }

  /// A replicate about to start.
  private struct Job<Scalar: KernelScalar> {
    let plan: PlannedExperiment
    let loss: CompletionLoss<Scalar>
    let weights: [Scalar]
    let draw: Int

    func small<let n: Int, let depth: Int>(
      _ type: SmallMatrixFactorization<n, depth, Scalar>.Type
    ) -> ReplicateResult {
      run(type.init(loss, weights: weights))
    }

    func run<Model: MatrixFactorization<Scalar>>(_ model: Model) -> ReplicateResult {
      var run = ReplicateRun(
        model, loss: loss, experiment: plan.experiment, problem: plan.problem, plan: plan.plan)
      return run.run(draw: draw)
    }
  }
}

extension PlannedExperiment {
  /// The kept rows of all replicates as one table.
  func trace(_ results: [ReplicateResult], numbers: Range<Int>) -> Table {
    var columns = [[Double]](repeating: [], count: 3 + plan.columns.count)
    for (number, result) in zip(numbers, results) {
      for row in result.rows {
        columns[0].append(Double(number))
        for (index, value) in row.enumerated() { columns[index + 1].append(value) }
      }
    }
    let names = ["replicate", "iteration", "loss"] + plan.columns.map(\.name)
    return Table(zip(names, columns).map { Table.Column($0, .numbers($1)) })
  }

  /// The record of one replicate.
  func summary(_ result: ReplicateResult, number: Int) -> RunRecord.Replicate {
    let names = ["iteration", "loss"] + plan.columns.map(\.name)
    let final = result.rows.last.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) } ?? [:]
    var bytes = Data()
    for factor in result.final { bytes.append(factor.elements.withPlainNaN.littleEndian) }
    return RunRecord.Replicate(
      number: number, outcome: result.outcome, iterations: result.iterations, draw: result.draw,
      final: final, extremes: result.extremes, weights: Digest(of: bytes))
  }
}
