// Is Same Class at the size of each preset: the work's, or a quarter of its geometry with drawn images in
// place of CIFAR-10 (locality sheet 2 and 9.3).

import Records

extension LocalityStudy {
  /// The work's 224 × 224 pixels with CIFAR-10, its 150 epochs and five seeds.
  static func sameClass(_ network: LocalityNetwork) -> LocalityStudy {
    LocalityStudy(
      task: .sameClass, network: network, ranges: [0, 40, 80, 120, 160], coefficients: [0, 0.1, 1],
      seeds: 5, batch: 64, stopping: .work, every: (5, 1), heldOut: 512,
      inputs: { distance in
        .sameClass(
          source: .cifar10(batches: 5), pooling: 1, height: 224, width: 224, distance: distance,
          train: 5000, test: 10_000, stream: "hierarchical2022/same-class/cifar-10")
      },
      counts: (5000, 10_000), work: network == .resNet34 ? 3.6632e9 : 1.8136e9)
  }

  /// The study of a preset.
  static func sameClass(_ preset: Preset) -> LocalityStudy {
    switch preset {
    case .paper: sameClass(.resNet18)
    case .standard:
      reducedSameClass(
        ranges: [0, 20, 40, 60], coefficients: [0, 0.1, 1], seeds: 3, epochs: 40,
        every: 10)
    case .quick:
      reducedSameClass(
        ranges: [0, 60], coefficients: [0, 1], seeds: 1, epochs: 3, every: 1,
        pool: (1000, 500), test: 500, heldOut: 128)
    }
  }

  /// The control: images so far apart that they hardly meet in what a feature sees of the input.
  static let sameClassControl = {
    var study = reducedSameClass(
      ranges: [80], width: 96, coefficients: [0, 1], seeds: 1, epochs: 40, every: 10)
    study.variant = "-wide"
    return study
  }()

  /// Images averaged to 8 × 8 pixels on a canvas of their height.
  private static func reducedSameClass(
    ranges: [Int], width: Int = 80, coefficients: [Double], seeds: Int,
    epochs: Int, every: Int,
    pool: (train: Int, test: Int) = (6000, 2000), test: Int = 2000, heldOut: Int = 512
  ) -> LocalityStudy {
    LocalityStudy(
      task: .sameClass, network: .small, ranges: ranges, coefficients: coefficients, seeds: seeds,
      batch: 32, stopping: AccuracyRule(epochs: epochs, perfectEpochs: 6), every: (every, nil),
      heldOut: heldOut,
      inputs: { distance in
        .sameClass(
          source: .gratings(
            train: pool.train, test: pool.test, stream: "hierarchical2022/gratings"),
          pooling: 4, height: 8, width: width, distance: distance, train: 1000, test: test,
          stream: "hierarchical2022/same-class/gratings")
      },
      counts: (1000, test), work: 2.34e6)
  }
}
