// A replicate about to start: which factorization carries it, and from where it goes on.

import Kernels
import LinearAlgebra
import Models
import Records

/// One replicate with all it needs.
struct ReplicateJob<Scalar: KernelScalar, Snapshot: RunSnapshot> {
  private let experiment: Experiment
  private let objective: Objective<Scalar>
  private let problem: Snapshot.Problem
  private let plan: RecordingPlan<Snapshot.Quantity>
  private let draw: Int
  private let initial: [FactorArray]
  private let workers: Workers
  private let checkpoints: Checkpoints.OfReplicate?
  /// The state to go on from; `nil` at the start of a run.
  private let state: RunState?
  /// The weights to begin with.
  private let weights: [Scalar]

  init(
    _ experiment: Experiment, _ objective: Objective<Scalar>, _ problem: Snapshot.Problem,
    _ plan: RecordingPlan<Snapshot.Quantity>, _ start: StartingWeights, _ workers: Workers,
    _ checkpoints: Checkpoints.OfReplicate?
  ) {
    self.workers = workers
    self.experiment = experiment
    self.objective = objective
    self.problem = problem
    self.plan = plan
    draw = start.draw
    let weights = start.factors.flatMap { $0.elements.map { Scalar($0) } }
    initial = FactorArray.cut(
      weights, start.factors.map { FactorShape(rows: $0.rows, columns: $0.columns) })
    self.checkpoints = checkpoints
    let last: FactorizationState? = checkpoints?.last { last in
      last.run.records.rows[0].count == 2 + plan.columns.count
        && last.run.records.extremes.count == plan.watches.count
        && last.weights.count == weights.count
    }
    state = last?.run
    self.weights = last?.weights.doubles.map { Scalar($0) } ?? weights
  }

  private func run<Model: Factorization<Scalar>>(_ model: Model) -> ReplicateResult {
    var run = ReplicateRun<Model, Snapshot>(
      model, objective, experiment: experiment, problem: problem, plan: plan, from: state)
    return run.run(initial: initial, draw: draw) { state, weights in
      checkpoints?.keep(FactorizationState(state, weights: NumpyArray.Elements(weights[...])))
    }
  }
}

extension ReplicateJob where Snapshot == TensorSnapshot {
  func tensorResult() -> ReplicateResult {
    run(
      TensorFactorization(
        problem.layout, objective: objective, weights: weights, workers: workers))
  }
}

extension ReplicateJob where Snapshot == MatrixSnapshot {
  /// Chooses the factorization by shape and loss alone.
  func matrixResult() -> ReplicateResult {
    let extents = problem.extents
    guard case .entries = objective.measurements, objective.loss.isQuadratic,
      extents.rows == extents.columns
    else { return dense() }
    switch (extents.rows, extents.depth) {
    case (2, 2): return small(SmallMatrixFactorization<2, 2, Scalar>.self)
    case (2, 3): return small(SmallMatrixFactorization<2, 3, Scalar>.self)
    case (2, 4): return small(SmallMatrixFactorization<2, 4, Scalar>.self)
    case (3, 2): return small(SmallMatrixFactorization<3, 2, Scalar>.self)
    case (3, 3): return small(SmallMatrixFactorization<3, 3, Scalar>.self)
    case (3, 4): return small(SmallMatrixFactorization<3, 4, Scalar>.self)
    case (4, 2): return small(SmallMatrixFactorization<4, 2, Scalar>.self)
    case (4, 3): return small(SmallMatrixFactorization<4, 3, Scalar>.self)
    case (4, 4): return small(SmallMatrixFactorization<4, 4, Scalar>.self)
    case (5, 2): return small(SmallMatrixFactorization<5, 2, Scalar>.self)
    case (5, 3): return small(SmallMatrixFactorization<5, 3, Scalar>.self)
    case (5, 4): return small(SmallMatrixFactorization<5, 4, Scalar>.self)
    default: return dense()
    }
  }

  private func small<let n: Int, let depth: Int>(
    _ type: SmallMatrixFactorization<n, depth, Scalar>.Type
  ) -> ReplicateResult {
    run(type.init(objective, weights: weights))
  }

  private func dense() -> ReplicateResult {
    let extents = problem.extents
    return run(
      DenseMatrixFactorization(
        objective, rows: extents.rows, columns: extents.columns, depth: extents.depth,
        weights: weights, workers: workers))
  }
}
