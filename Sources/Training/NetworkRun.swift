// One replicate of a network from its starting weights to its end, epoch by epoch.

import Datasets
import Kernels
import Models
import Records

/// What one replicate leaves behind.
struct NetworkResult: Sendable {
  var outcome: RunRecord.Outcome
  var epochs: Int
  /// The trace: iteration and the other columns, a row an evaluation.
  var rows: [[Double]]
  /// What a replicate ends with beside its last row.
  var atEnd: [String: Double]
  /// The pieces of parameters and running statistics, at the start and at the end.
  var initial: [FactorArray]
  var final: [FactorArray]
  /// Digests of `final` along the way.
  var fingerprints: [Digest]
}

/// A replicate in training (locality sheet 6).
struct NetworkRun {
  private let experiment: NetworkExperiment
  private let data: LongRangeData
  private let batches: NetworkBatches
  private let model: NetworkModel<Float>
  private let evaluation: NetworkEvaluation
  private let checkpoints: Checkpoints.OfReplicate?
  private let initial: [FactorArray]
  private var progress = NetworkProgress()
  private var rows: [[Double]] = []
  /// Room for the inputs of a step.
  private let inputs: InputBuffer

  /// A replicate about to start, or to go on from its last checkpoint.
  init(
    _ experiment: NetworkExperiment, _ data: LongRangeData, replicate: Int, workers: Workers,
    checkpoints: Checkpoints.OfReplicate?
  ) {
    self.experiment = experiment
    self.data = data
    self.checkpoints = checkpoints
    let layout = experiment.layout
    let path = experiment.path(ofReplicate: replicate)
    model = NetworkModel(
      layout, batch: experiment.batch,
      isRegularized: experiment.isRegularized || experiment.separabilityInputs > 0,
      weights: layout.initialWeights(from: RandomStream("\(path)/weights")),
      statistics: layout.initialStatistics(), workers: workers)
    initial = model.arrays
    inputs = InputBuffer(experiment.batch, layout.input.count)
    batches = NetworkBatches(experiment, data.train, replicate: replicate)
    evaluation = NetworkEvaluation(experiment, data.test, batches)
    let columns = experiment.columnNames.count
    if let last: NetworkState = checkpoints?.last(where: { [model] state in
      state.rows.allSatisfy { $0.count == columns } && state.weights.count == model.weights.count
        && state.velocities.count == model.weights.count
        && state.statistics.count == model.statistics.count
    }) {
      resume(last)
    }
  }

  private mutating func resume(_ state: NetworkState) {
    (progress, rows) = (state.header, state.rows)
    model.weights = state.weights
    model.velocities = state.velocities
    model.statistics = state.statistics
  }

  /// Trains until the rule on accuracy, the last epoch or divergence ends it.
  ///
  /// The held-out inputs are looked at every so many epochs and at the end, and never decide anything.
  mutating func result() -> NetworkResult {
    var outcome = ending
    while outcome == nil {
      progress.epoch += 1
      guard let epoch = trainEpoch() else {
        outcome = .diverged
        break
      }
      progress.perfect = epoch.correct == data.train.count ? progress.perfect + 1 : 0
      outcome = ending
      if outcome != nil || progress.epoch % experiment.evaluateEvery == 0 {
        guard record(epoch) else {
          outcome = .diverged
          break
        }
      }
      takeFingerprint()
    }
    let vanishing = ["vanishingGradients": Double(progress.vanishing)]
    return NetworkResult(
      outcome: outcome ?? .capped, epochs: progress.epoch, rows: rows,
      atEnd: experiment.isRegularized ? vanishing : [:], initial: initial, final: model.arrays,
      fingerprints: progress.fingerprints)
  }

  /// Why the run is over after this epoch, if it is.
  private var ending: RunRecord.Outcome? {
    if progress.perfect >= experiment.stopping.perfectEpochs { return .converged }
    return progress.epoch >= experiment.stopping.epochs ? .capped : nil
  }

  /// Sums over the steps of an epoch, of passes during which the weights move.
  private struct EpochSums {
    var crossEntropy = 0.0
    var correct = 0
    var separability = 0.0
  }

  /// One pass over the training inputs.
  ///
  /// - Returns: `nil` where a loss is not finite.
  private mutating func trainEpoch() -> EpochSums? {
    var sums = EpochSums()
    let first = (progress.epoch - 1) * batches.count
    for (place, indices) in batches.order(ofEpoch: progress.epoch).enumerated() {
      let regularizer =
        experiment.isRegularized
        ? Regularizer(
          coefficient: experiment.regularization, patches: batches.patches(ofStep: first + place))
        : nil
      let step = model.backpropagate(
        inputs.filled(by: data.train, indices), labels: indices.map { data.train.labels[$0] },
        regularizer: regularizer)
      guard step.loss.isFinite else { return nil }
      model.descend(
        learningRate: Float(experiment.optimizer.learningRate),
        momentum: Float(experiment.optimizer.momentum))
      sums.crossEntropy += step.crossEntropy * Double(indices.count)
      sums.correct += step.correct
      sums.separability += (step.separability?.value ?? 0) * Double(indices.count)
      progress.vanishing += step.separability?.vanishing ?? 0
    }
    return sums
  }

  /// Adds a row to the trace.
  ///
  /// - Returns: whether everything in it is finite.
  private mutating func record(_ epoch: EpochSums) -> Bool {
    let count = Double(data.train.count)
    var row = [
      Double(progress.epoch), epoch.crossEntropy / count, Double(epoch.correct) / count,
    ]
    if experiment.isRegularized { row.append(epoch.separability / count) }
    guard let accuracy = evaluation.accuracy(of: model, inputs) else { return false }
    row.append(accuracy)
    if experiment.separabilityInputs > 0 {
      row.append(evaluation.separability(of: model, inputs))
    }
    guard row.allSatisfy(\.isFinite) else { return false }
    rows.append(row)
    return true
  }

  private mutating func takeFingerprint() {
    guard let every = experiment.fingerprintEvery, progress.epoch % every == 0 else { return }
    progress.fingerprints.append(FactorArray.digest(model.arrays))
    checkpoints?.keep(
      NetworkState(
        progress, rows: rows, weights: model.weights, velocities: model.velocities,
        statistics: model.statistics))
  }
}

extension NetworkModel<Float> {
  /// Parameters and then running statistics, piece by piece; a kernel has a row for each filter.
  fileprivate var arrays: [FactorArray] {
    FactorArray.cut(weights, layout.parameters.map(FactorShape.init))
      + FactorArray.cut(statistics, layout.statistics.map(FactorShape.init))
  }
}

extension FactorShape {
  fileprivate init(_ piece: NamedArray) {
    self.init(rows: piece.shape[0], columns: piece.count / max(piece.shape[0], 1))
  }
}
