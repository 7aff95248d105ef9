// Pathfinder: the work's runs, and in every preset its images and what the distance of the two dots alone
// tells of them (locality sheet 3).

import Analysis
import Records

extension LocalityStudy {
  /// The work's images, its 150 epochs and five seeds.
  static func pathfinder(_ network: LocalityNetwork) -> LocalityStudy {
    LocalityStudy(
      task: .pathfinder, network: network, ranges: PathfinderImagesOfWork.lengths,
      coefficients: [0, 3, 9], seeds: 5, batch: 64, stopping: .work, every: (5, 1),
      heldOut: 512, inputs: { PathfinderImagesOfWork.task(length: $0, count: 10_000) },
      counts: (10_000, 10_000), work: network == .resNet34 ? 1.7485e9 : 0.8393e9)
  }

  /// The study of a preset, where it has one: a reduced version was tried, and what it learns is not to
  /// find paths.
  static func pathfinder(_ preset: Preset) -> LocalityStudy? {
    preset == .paper ? pathfinder(.resNet18) : nil
  }
}

/// Images of the work's geometry.
enum PathfinderImagesOfWork {
  /// Dashes of a path.
  static let lengths = [3, 5, 7, 9]

  // region: geometry
  /// Distractors are a third as long as the paths, and as many as make about thirty dashes.
  static func task(length: Int, count: Int) -> LongRangeTask {
    let distractor = length / 3
    let distractors = (90 + length - 1) / length
    return .pathfinder(
      geometry: PathfinderGeometry(
        canvas: 300, border: 22, pathLength: length, distractorLength: distractor,
        distractors: distractors),
      train: count, test: count, stream: "hierarchical2022/pathfinder/length \(length)")
  }
  // endregion

  /// One image of each label, and with them the accuracy of the rule on distances.
  static func sheet(length: Int, _ preset: Preset) -> PlannedRun {
    let count = count(preset)
    return PlannedRun(
      SampleSheet(
        id: "hierarchical2022-pathfinder-\(length)-sample",
        sheet: .longRange(task: task(length: length, count: count)), perLabel: 1),
      seconds: 0.1 + Double(count) * 6e-4)
  }

  /// How many images the rule is fitted to, and how many it is tried on.
  static func count(_ preset: Preset) -> Int {
    switch preset {
    case .paper: 10_000
    case .standard: 4000
    case .quick: 1000
    }
  }
}

/// What the distance of the dots alone tells, by length of path: test accuracies in percent.
struct MarkerDistance {
  let points: [(length: Int, accuracy: Double?)]

  static func runs(_ preset: Preset) -> [PlannedRun] {
    PathfinderImagesOfWork.lengths.map { PathfinderImagesOfWork.sheet(length: $0, preset) }
  }

  init(_ preset: Preset, in library: RunLibrary) {
    points = zip(PathfinderImagesOfWork.lengths, Self.runs(preset)).map { length, planned in
      let record = library[planned.spec.id].record
      return (length, record.replicates[0].final["markerDistanceAccuracy"].map { 100 * $0 })
    }
  }

  subscript(length: Int) -> Double? { points.first { $0.length == length }?.accuracy }
}
