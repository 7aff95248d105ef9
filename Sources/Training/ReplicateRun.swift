// One replicate from its starting weights to its end. Which factorization holds the weights is a type
// parameter, so that the loop between two records is compiled for it.

import Kernels
import Models
import Records

/// What one replicate leaves behind.
struct ReplicateResult: Sendable {
  var outcome: RunRecord.Outcome
  var iterations: Int
  var draw: Int
  /// Kept rows: iteration, loss and the columns.
  var rows: [[Double]]
  /// The quantities asked for at the end.
  var atEnd: [String: Double]
  var extremes: [String: RunRecord.Extremes]
  /// The factors at the start and at the end.
  var initial: [FactorArray]
  var final: [FactorArray]
  /// Digests of the weights along the way; `nil` where the spec asks for none.
  var fingerprints: [Digest]?
}

/// A replicate in training.
struct ReplicateRun<Model: Factorization, Snapshot: RunSnapshot> {
  private var model: Model
  private let objective: Objective<Model.Scalar>
  private var rule: StepRule
  private let stopping: StoppingRule
  private let every: Int
  private let fingerprintEvery: Int?
  private let problem: Snapshot.Problem
  private let plan: RecordingPlan<Snapshot.Quantity>
  private var recorder: Recorder<Snapshot>
  private var current: Snapshot
  private var last: Snapshot?
  private var iteration = 0
  private var flowTime = 0.0
  /// How many records in a row were below the tolerance.
  private var below = 0
  private var fingerprints: [Digest] = []

  /// A replicate about to start, or to go on from a state after a record, whose weights `model` has.
  init(
    _ model: Model, _ objective: Objective<Model.Scalar>, experiment: Experiment,
    problem: Snapshot.Problem, plan: RecordingPlan<Snapshot.Quantity>, from state: RunState?
  ) {
    self.model = model
    self.objective = objective
    self.problem = problem
    rule = StepRule(experiment.optimizer, from: state?.rule)
    stopping = experiment.stopping
    every = experiment.recording.every
    fingerprintEvery = experiment.recording.fingerprintEvery
    self.plan = plan
    recorder = Recorder(plan, from: state?.records)
    current = Snapshot(problem)
    if let state { resume(state) }
  }

  /// Trains until the stopping rule, or divergence, ends it.
  ///
  /// The loss is looked at where records are made, every `every` iterations; a loss or product that
  /// is not finite stays so, hence divergence is found there, too.
  ///
  /// - Parameter keep: called with the state at each fingerprint.
  mutating func run(
    initial: [FactorArray], draw: Int, keep: (RunState, [Model.Scalar]) -> Void
  ) -> ReplicateResult {
    var outcome = below == stopping.patience ? RunRecord.Outcome.converged : .capped
    while outcome == .capped && iteration <= stopping.iterations - every {
      advance(every - 1)
      let isFingerprint = fingerprintEvery.map { (iteration + 1) % $0 == 0 } ?? false
      guard record(isFixed: isFingerprint) else {
        outcome = .diverged
        break
      }
      below = isFitted ? below + 1 : 0
      if below == stopping.patience { outcome = .converged }
      if isFingerprint { takeFingerprint(initial, keep) }
    }
    if outcome == .capped { advance(stopping.iterations - iteration) }
    recorder.finish(with: last)
    return ReplicateResult(
      outcome: outcome, iterations: iteration, draw: draw, rows: recorder.memory.rows,
      atEnd: last.map(valuesAtEnd) ?? [:], extremes: recorder.extremesByName, initial: initial,
      final: factors(like: initial),
      fingerprints: fingerprintEvery.map { _ in fingerprints })
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
  private mutating func record(isFixed: Bool) -> Bool {
    model.backpropagate()
    current.moment.loss = model.withOutputs { objective.value(of: $0) }
    if plan.needs.contains(.meanOfSquares) {
      current.moment.meanOfSquares = model.withOutputs { objective.meanOfSquares(of: $0) }
    }
    if plan.needs.contains(.start) { current.keepStart(of: model, objective) }
    let step = Model.Scalar(rule.next(model.gradientSquareSum))
    model.descend(step)
    iteration += 1
    flowTime = advancedFlowTime(step.double)
    current.moment.iteration = iteration
    current.moment.stepSize = step.double
    current.moment.flowTime = flowTime
    current.moment.previousLoss = last?.loss
    current.keepEnd(of: &model, for: plan.needs, after: last)
    guard current.loss.isFinite, current.isFinite, recorder.take(current, isFixed: isFixed) else {
      return false
    }
    let next = last ?? Snapshot(problem)
    last = current
    current = next
    return true
  }

  /// For a constant step the product of count and size, without the drift of a sum.
  private func advancedFlowTime(_ step: Double) -> Double {
    if case .constant = rule { Double(iteration) * step } else { flowTime + step }
  }

  /// Whether the last record counts towards convergence.
  private var isFitted: Bool {
    guard let moment = last?.moment else { return false }
    let isQuadratic = objective.loss.isQuadratic
    return (isQuadratic ? moment.loss : moment.meanOfSquares ?? .infinity) < stopping.tolerance
  }

  private func valuesAtEnd(_ last: Snapshot) -> [String: Double] {
    var values: [String: Double] = [:]
    for named in plan.atEnd {
      if let value = last.value(of: named.quantity), value.isFinite { values[named.name] = value }
    }
    return values
  }

  private mutating func takeFingerprint(
    _ initial: [FactorArray], _ keep: (RunState, [Model.Scalar]) -> Void
  ) {
    guard let last else { return }
    fingerprints.append(FactorArray.digest(factors(like: initial)))
    keep(
      RunState(
        moment: last.moment, below: below, rule: rule.memory, records: recorder.memory,
        fingerprints: fingerprints), model.weights)
  }

  private func factors(like initial: [FactorArray]) -> [FactorArray] {
    FactorArray.cut(
      model.weights, initial.map { FactorShape(rows: $0.rows, columns: $0.columns) })
  }

  private mutating func resume(_ state: RunState) {
    iteration = state.moment.iteration
    flowTime = state.moment.flowTime
    below = state.below
    fingerprints = state.fingerprints
    current.moment = state.moment
    current.keepEnd(of: &model, for: plan.needs, after: nil)
    last = current
    current = Snapshot(problem)
  }
}

/// What the rest of a replicate depends on beside its weights, right after a record.
struct RunState: Hashable {
  var moment: Moment
  /// How many records in a row were below the tolerance.
  var below: Int
  var rule: StepRule.Memory
  var records: RecorderMemory
  var fingerprints: [Digest]
}
