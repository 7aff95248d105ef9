// Small networks that tests vary.

import Records
import Training

extension Sample {
  /// Two squares of 4 × 4 pixels, two columns apart; the last batch has 6 of 30 inputs.
  static func network(
    regularization: Double = 1, train: Int = 30, epochs: Int = 4, evaluateEvery: Int = 1
  ) -> NetworkExperiment {
    NetworkExperiment(
      id: "network", seed: "tests/network", replicates: .one,
      task: .sameClass(
        source: .gratings(train: 60, test: 40, stream: "tests/gratings"), pooling: 8, height: 4,
        width: 10, distance: 2, train: train, test: 20, stream: "tests/pairs"),
      network: ResidualNetwork(
        stem: .init(kernel: 3, stride: 1, width: 4, isPooled: false, isUniform: false),
        stages: [.init(width: 4, blocks: 1, stride: 1), .init(width: 6, blocks: 1, stride: 2)]),
      regularization: regularization, optimizer: Momentum(learningRate: 0.05, momentum: 0.9),
      batch: 8, stopping: AccuracyRule(epochs: epochs, perfectEpochs: 1000),
      evaluateEvery: evaluateEvery, separabilityInputs: 12, fingerprintEvery: 2)
  }
}

extension NetworkExperiment {
  /// A variation.
  func with(_ change: (inout NetworkExperiment) -> Void) -> NetworkExperiment {
    var copy = self
    change(&copy)
    return copy
  }

  /// The same over other data.
  func with(train: Int = 30, test: Int = 20, height: Int = 4) -> NetworkExperiment {
    with {
      $0.task = .sameClass(
        source: .gratings(train: 60, test: 40, stream: "tests/gratings"), pooling: 8,
        height: height, width: 10, distance: 2, train: train, test: test, stream: "tests/pairs")
    }
  }
}
