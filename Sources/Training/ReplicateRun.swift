// One replicate from its starting weights to its end. Which factorization holds the weights is a type
// parameter, so that the loop between two records is compiled for it.

import Kernels
import LinearAlgebra
import Models
import Records

/// What one replicate leaves behind.
struct ReplicateResult: Sendable {
  var outcome: RunRecord.Outcome
  var iterations: Int
  var draw: Int
  /// Kept rows: iteration, loss and the columns.
  var rows: [[Double]]
  var extremes: [String: RunRecord.Extremes]
  /// The factors at the start and at the end.
  var initial: [FactorArray]
  var final: [FactorArray]
}

/// A replicate in training.
struct ReplicateRun<Model: MatrixFactorization> {
  private var model: Model
  private let loss: CompletionLoss<Model.Scalar>
  private var rule: StepRule
  private let stopping: StoppingRule
  private let every: Int
  private let plan: RecordingPlan
  private var recorder: Recorder
  private var current: Snapshot
  private var last: Snapshot?
  private var iteration = 0
  private var flowTime = 0.0

  init(
    _ model: Model, loss: CompletionLoss<Model.Scalar>, experiment: Experiment,
    problem: ObservedProblem, plan: RecordingPlan
  ) {
    self.model = model
    self.loss = loss
    rule = StepRule(experiment.optimizer)
    stopping = experiment.stopping
    every = experiment.recording.every
    self.plan = plan
    recorder = Recorder(plan)
    current = Snapshot(problem)
  }

  /// Trains until the stopping rule, or divergence, ends it.
  ///
  /// The loss is looked at where records are made, every `every` iterations; a loss or product that
  /// is not finite stays so, hence divergence is found there, too.
  mutating func run(draw: Int) -> ReplicateResult {
    let initial = factorArrays()
    var below = 0
    var outcome = RunRecord.Outcome.capped
    while iteration <= stopping.iterations - every {
      advance(every - 1)
      guard record() else {
        outcome = .diverged
        break
      }
      below = (last?.loss ?? .infinity) < stopping.tolerance ? below + 1 : 0
      if below == stopping.patience {
        outcome = .converged
        break
      }
    }
    if outcome == .capped { advance(stopping.iterations - iteration) }
    recorder.finish(with: last)
    return ReplicateResult(
      outcome: outcome, iterations: iteration, draw: draw, rows: recorder.rows,
      extremes: recorder.extremesByName, initial: initial, final: factorArrays())
  }

  /// Iterations without a record.
  @inline(never)
  private mutating func advance(_ count: Int) {
    if case .constant(let size) = rule {
      // A local copy lives in registers through the loop.
      var model = self.model
      let step = Model.Scalar(size)
      for _ in 0..<count {
        model.backpropagate()
        model.descend(step)
      }
      self.model = model
      flowTime = Double(iteration + count) * step.double
    } else {
      for _ in 0..<count {
        model.backpropagate()
        let step = Model.Scalar(rule.next(model.gradientSquareSum))
        model.descend(step)
        flowTime += step.double
      }
    }
    iteration += count
  }

  /// One iteration with a record: the loss is that of the forward pass before the update, all else
  /// describes the weights after it (norms sheet 4.1).
  ///
  /// - Returns: whether everything is finite.
  private mutating func record() -> Bool {
    model.backpropagate()
    current.loss = model.withProduct { loss.value(of: $0) }
    if plan.needsStart { keepStart() }
    let step = Model.Scalar(rule.next(model.gradientSquareSum))
    model.descend(step)
    model.multiply()
    iteration += 1
    flowTime = advancedFlowTime(step.double)
    model.withProduct { product in
      for i in product.indices { current.product.elements[i] = product[i].double }
    }
    current.iteration = iteration
    current.stepSize = step.double
    current.flowTime = flowTime
    current.factors = plan.needsFactors ? factors() : []
    current.begin(after: last)
    guard current.loss.isFinite, current.product.elements.allSatisfy(\.isFinite),
      recorder.take(current)
    else { return false }
    let next = last ?? Snapshot(current.problem)
    last = current
    current = next
    return true
  }

  /// For a constant step the product of count and size, without the drift of a sum.
  private func advancedFlowTime(_ step: Double) -> Double {
    if case .constant = rule { Double(iteration) * step } else { flowTime + step }
  }

  private func keepStart() {
    let extents = current.problem.extents
    model.withProduct { product in
      current.start = Matrix(rows: extents.rows, columns: extents.columns, product.map(\.double))
      current.gradient = Matrix(
        rows: extents.rows, columns: extents.columns,
        product.indices.map { i in (loss.slope[i] * (product[i] - loss.target[i])).double })
    }
  }

  private func factors() -> [Matrix] {
    factorArrays().map { factor in
      Matrix(rows: factor.rows, columns: factor.columns, factor.elements.doubles)
    }
  }

  private func factorArrays() -> [FactorArray] {
    let extents = current.problem.extents
    let weights = model.weights
    var start = 0
    return (0..<extents.depth).map { l in
      let (rows, columns) = extents.factor(l)
      let part = weights[start..<start + rows * columns]
      start += rows * columns
      return FactorArray(rows: rows, columns: columns, elements: .init(part))
    }
  }
}
