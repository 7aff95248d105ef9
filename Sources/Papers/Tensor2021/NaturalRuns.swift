// The runs of tensor 2021's experiment on natural data: sums of few products over binarised pixels, fitted
// to one-versus-all labels (sheet section 6), with drawn stand-ins where published images are not at hand.

import Records

/// A published set of images, as far as it is at hand.
struct NaturalSet: Hashable, Sendable {
  let name: PublishedImages
  /// Whether its files are at hand; if not, images are drawn in its place.
  let isPublished: Bool

  /// Both sets of the work, in the order of its panels.
  static func both(_ preset: Preset, _ images: PublishedSets) -> [NaturalSet] {
    PublishedImages.allCases.map {
      NaturalSet(name: $0, isPublished: preset == .paper || images.contains($0))
    }
  }

  /// What ids and streams call it.
  var key: String { isPublished ? name.title.lowercased() : name.objects }

  /// What replaces it where it is not at hand.
  private var standIn: DrawnImages { name == .mnist ? .digits : .garments }

  /// The first images of the set.
  func images(train: Int, test: Int) -> ImageSet {
    isPublished
      ? .published(name: name, train: train, test: test)
      : .drawn(kind: standIn, train: train, test: test, stream: "tensor2021/images/\(key)")
  }
}

/// How much of the experiment a preset runs.
struct NaturalStudy: Sendable {
  var sets: [NaturalSet]
  var ranks: [Int]
  /// The first of the ten classes.
  var classes = 10
  var train: Int
  var test: Int
  var batch: Int
  var epochs: Int
  /// Epochs between two records, and between two checkpoints.
  var every: (records: Int, checkpoints: Int)
  /// Whether each class is a run of its own, which can be scheduled alone.
  var isSplit = false

  /// The published size; all classes of a part of the images; or the least that shows the difference.
  init(_ preset: Preset, _ images: PublishedSets) {
    sets = NaturalSet.both(preset, images)
    switch preset {
    case .paper:
      ranks = Array(1...15)
      (train, test, batch) = (60_000, 10_000, 5000)
      epochs = 10_000
      every = (100, 2000)
      isSplit = true
    case .standard:
      ranks = [1, 2, 4, 8]
      // Twice the published steps in an epoch, 9600 in all: as many as 800 epochs have (sheet 9).
      (train, test, batch) = (10_000, 2000, 417)
      epochs = 400
      every = (40, 200)
    case .quick:
      ranks = [1, 4]
      classes = 3
      (train, test, batch) = (2400, 600, 200)
      epochs = 160
      every = (40, 160)
    }
  }

  /// All runs, set by set, variant by variant, rank by rank.
  var planned: [PlannedRun] {
    sets.flatMap { set in
      ImageVariant.allCases.flatMap { variant in
        ranks.flatMap { rank in runs(set, variant, rank) }
      }
    }
  }

  /// The runs that make one point of each of two curves.
  func runs(_ set: NaturalSet, _ variant: ImageVariant, _ rank: Int) -> [PlannedRun] {
    let groups = isSplit ? (1...classes).map { $0...$0 } : [1...classes]
    return groups.map { classes in
      PlannedRun(
        .images(experiment(set, variant, rank, classes)), seconds: seconds(rank, classes.count))
    }
  }

  // region: run
  private func experiment(
    _ set: NaturalSet, _ variant: ImageVariant, _ rank: Int, _ classes: ClosedRange<Int>
  ) -> ImageExperiment {
    ImageExperiment(
      id: "tensor2021-images-\(set.key)-\(variant.key)-rank\(rank)"
        + (isSplit ? "-class\(classes.lowerBound - 1)" : ""),
      seed: "tensor2021/images/\(set.key)/\(variant.key)/rank\(rank)",
      replicates: Replicates(first: classes.lowerBound, count: classes.count),
      images: set.images(train: train, test: test), variant: variant, components: rank,
      initialization: WeightsAroundMean(mean: 1, std: 1e-3), optimizer: Adam(learningRate: 5e-4),
      batch: batch, stopping: EpochRule(epochs: epochs, tolerance: 1e-8, patience: 11),
      recordEvery: every.records, fingerprintEvery: every.checkpoints)
  }
  // endregion

  /// The steps of a run.
  var steps: Int { epochs * ((train + batch - 1) / batch) }

  /// Columns of weights are worked on sixteen at a time, and each window looks at all images.
  private func seconds(_ rank: Int, _ classes: Int) -> Double {
    let windows = (rank * classes + 15) / 16
    return 0.3 + Double(steps * windows) * (1.2e-4 + 2.1e-7 * Double(batch))
  }
}

extension PublishedImages {
  /// Its name in print.
  var title: String { self == .mnist ? "MNIST" : "Fashion-MNIST" }
  /// What is to be seen.
  var objects: String { self == .mnist ? "digits" : "garments" }
}

extension PublishedSets {
  /// Whether a set is at hand.
  func contains(_ name: PublishedImages) -> Bool {
    contains(name.set)
  }
}

extension ImageVariant {
  /// What ids and streams call it.
  var key: String {
    switch self {
    case .original: "original"
    case .randomImages: "random-images"
    case .randomLabels: "random-labels"
    }
  }
}
