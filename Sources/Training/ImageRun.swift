// Predictors of images, one for each positive class, trained side by side epoch by epoch: they look at the
// same images in the same order, so they share every look.

import Kernels
import LinearAlgebra
import Models
import Records

/// One replicate, from its start to its end.
struct ImageReplicate: Sendable {
  let number: Int
  let initial: [FactorArray]
  var state: ImageState
  /// Why it ended; `nil` while it goes on.
  var outcome: RunRecord.Outcome?
}

/// All replicates of a run in training (tensor 2021, sheet section 6).
struct ImageRun {
  private let experiment: ImageExperiment
  private let data: ImageData
  private let workers: Workers
  private let checkpoints: Checkpoints?
  private(set) var replicates: [ImageReplicate]

  /// Replicates about to start, or to go on from their last checkpoints.
  init(
    _ experiment: ImageExperiment, _ data: ImageData, workers: Workers, checkpoints: Checkpoints?
  ) {
    self.experiment = experiment
    self.data = data
    self.workers = workers
    self.checkpoints = checkpoints
    replicates = experiment.replicates.numbers.map { number in
      let weights = experiment.initialWeights(ofReplicate: number, pixels: data.train.pixels)
      let columns = ImageExperiment.columnNames.count
      let last: ImageState? = checkpoints?.ofReplicate(number).last { state in
        state.rows.allSatisfy { $0.count == columns } && state.predictor.fits(weights.count)
      }
      let state = last ?? ImageState(.init(), rows: [], BinaryState(weights: weights))
      return ImageReplicate(
        number: number, initial: experiment.factors(weights), state: state,
        outcome: experiment.ending(state.header))
    }
  }

  /// Trains until every replicate has ended.
  ///
  /// After an interruption some replicates may be behind others. They catch up first, by themselves: what
  /// becomes of a replicate does not depend on who is beside it.
  mutating func run() {
    while let epoch = replicates.filter({ $0.outcome == nil }).map(\.state.header.epoch).min() {
      let group = replicates.indices.filter {
        replicates[$0].outcome == nil && replicates[$0].state.header.epoch == epoch
      }
      let every = experiment.fingerprintEvery ?? experiment.stopping.epochs
      let end = min((epoch / every + 1) * every, experiment.stopping.epochs)
      train(group, through: epoch + 1...end)
    }
  }

  /// Trains some replicates for some epochs, or until one of them has ended.
  private mutating func train(_ group: [Int], through epochs: ClosedRange<Int>) {
    var session = ImageSession(
      experiment, data, states: group.map { replicates[$0].state.predictor },
      classes: group.map { replicates[$0].number - 1 }, after: epochs.lowerBound - 1,
      workers: workers)
    for epoch in epochs {
      let losses = session.trainEpoch(epoch)
      for (place, index) in group.enumerated() {
        replicates[index].advance(losses[place], experiment)
      }
      record(group, epoch, losses, session)
      if group.contains(where: { replicates[$0].outcome != nil }) || epoch == epochs.upperBound {
        break
      }
    }
    for (place, index) in group.enumerated() {
      replicates[index].state.predictor = session.state(of: place)
      takeFingerprint(index)
    }
  }

  /// Adds a row to the traces, at every so many epochs and where a replicate has come to its end.
  private mutating func record(
    _ group: [Int], _ epoch: Int, _ losses: [Double], _ session: ImageSession
  ) {
    let places = group.indices.filter { place in
      let outcome = replicates[group[place]].outcome
      return outcome != .diverged && (outcome != nil || epoch % experiment.recordEvery == 0)
    }
    guard !places.isEmpty else { return }
    let errors = session.testErrors()
    for place in places {
      replicates[group[place]].state.rows.append(
        [Double(epoch), losses[place], losses[place] / 4, errors[place]])
    }
  }

  private mutating func takeFingerprint(_ index: Int) {
    let state = replicates[index].state
    guard replicates[index].outcome != .diverged, let every = experiment.fingerprintEvery,
      state.header.epoch % every == 0
    else { return }
    let digest = FactorArray.digest(experiment.factors(state.predictor.weights))
    replicates[index].state.header.fingerprints.append(digest)
    checkpoints?.ofReplicate(replicates[index].number).keep(replicates[index].state)
  }
}

extension ImageReplicate {
  /// Takes note of an epoch's loss.
  fileprivate mutating func advance(_ loss: Double, _ experiment: ImageExperiment) {
    state.header.epoch += 1
    let isFitted = loss < experiment.stopping.tolerance
    state.header.below = isFitted ? state.header.below + 1 : 0
    outcome = loss.isFinite ? experiment.ending(state.header) : .diverged
  }
}

extension ImageExperiment {
  /// The trace's columns behind the replicate's number.
  static let columnNames = ["iteration", "loss", "trainError", "testError"]

  /// Why a run is over after an epoch, if it is.
  fileprivate func ending(_ progress: ImageProgress) -> RunRecord.Outcome? {
    if progress.below >= stopping.patience { return .converged }
    return progress.epoch >= stopping.epochs ? .capped : nil
  }

  /// Normal weights around the mean, from `<seed>/replicate n/draw 1/factor 1` for pixel value 0 and
  /// `factor 2` for 1.
  fileprivate func initialWeights(ofReplicate number: Int, pixels: Int) -> [Float] {
    let shape = FactorShape(rows: pixels, columns: components)
    let (mean, std) = (initialization.mean, initialization.std)
    return FactorShape.drawn([shape, shape], stream: "\(seed)/replicate \(number)/draw 1")
      .flatMap { $0.elements.map { Float(mean + std * $0) } }
  }

  /// The weights of each pixel value, pixels × components.
  func factors(_ weights: [Float]) -> [FactorArray] {
    let shape = FactorShape(rows: weights.count / 2 / components, columns: components)
    return FactorArray.cut(weights, [shape, shape])
  }
}

extension BinaryState {
  fileprivate func fits(_ count: Int) -> Bool {
    weights.count == count && means.count == count && squares.count == count
  }
}
