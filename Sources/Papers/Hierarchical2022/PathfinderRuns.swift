// Pathfinder at the size of each preset, and what the distance of the two dots alone tells of the published
// images (locality sheet 3 and 9.6).

import Analysis
import Records

extension LocalityStudy {
  /// The work's images, its 150 epochs and five seeds.
  static func pathfinder(_ network: LocalityNetwork) -> LocalityStudy {
    LocalityStudy(
      task: .pathfinder, network: network, ranges: PathfinderTasks.lengths,
      coefficients: [0, 3, 9], seeds: 5, batch: 64, stopping: .work, every: (5, 1),
      heldOut: 512, inputs: { PathfinderTasks.task(length: $0, train: 10_000, test: 10_000) },
      counts: (10_000, 10_000), work: network == .resNet34 ? 1.7485e9 : 0.8393e9)
  }

  /// The study of a preset.
  static func pathfinder(_ preset: Preset) -> LocalityStudy {
    switch preset {
    case .paper: pathfinder(.resNet18)
    case .standard: reducedPathfinder(epochs: 30, every: 5, train: 4000, test: 2000, heldOut: 512)
    case .quick: reducedPathfinder(epochs: 1, every: 1, train: 320, test: 200, heldOut: 64)
    }
  }

  /// Paths on a canvas of 64 × 64 pixels (locality sheet 9.6). The standard preset's 4000 images are few
  /// enough to be memorised; with the sheet's 10,000 the network needs no regularizer here.
  private static func reducedPathfinder(
    epochs: Int, every: Int, train: Int, test: Int, heldOut: Int
  ) -> LocalityStudy {
    LocalityStudy(
      task: .pathfinder, network: .small, ranges: [3, 5], coefficients: [0, 3], seeds: 1,
      batch: 64, stopping: AccuracyRule(epochs: epochs, perfectEpochs: 6), every: (every, nil),
      heldOut: heldOut,
      inputs: { PathfinderTasks.task(length: $0, canvas: 128, train: train, test: test) },
      counts: (train, test), work: 4.1e6)
  }
}

/// Images of the work's strokes, distances and density.
enum PathfinderTasks {
  /// Dashes of a path.
  static let lengths = [3, 5, 7, 9]

  // region: geometry
  /// Distractors are a third as long as the paths, and on the published canvas as many as make about thirty
  /// dashes, on a smaller one as many as give the same density inside the border.
  static func task(
    length: Int, canvas: Int = 300, train: Int, test: Int
  ) -> LongRangeTask {
    let border = 22
    let share = Double(canvas - 2 * border) / Double(300 - 2 * border)
    let distractors = Double((90 + length - 1) / length) * share * share
    return .pathfinder(
      geometry: PathfinderGeometry(
        canvas: canvas, border: border, pathLength: length, distractorLength: length / 3,
        distractors: Int(distractors.rounded())),
      train: train, test: test, stream: "hierarchical2022/pathfinder/length \(length)")
  }
  // endregion

  /// One image of each label, and with them the accuracy of the rule on distances.
  static func sheet(length: Int, _ preset: Preset) -> PlannedRun {
    let count = count(preset)
    return PlannedRun(
      SampleSheet(
        id: "hierarchical2022-pathfinder-\(length)-sample",
        sheet: .longRange(task: task(length: length, train: count, test: count)), perLabel: 1),
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

/// What the distance of the dots alone tells of images of the published geometry, by length of path: test
/// accuracies in percent.
struct MarkerDistance {
  let points: [(length: Int, accuracy: Double?)]

  static func runs(_ preset: Preset) -> [PlannedRun] {
    PathfinderTasks.lengths.map { PathfinderTasks.sheet(length: $0, preset) }
  }

  init(_ preset: Preset, in library: RunLibrary) {
    points = zip(PathfinderTasks.lengths, Self.runs(preset)).map { length, planned in
      let record = library[planned.spec.id].record
      return (length, record.replicates[0].final["markerDistanceAccuracy"].map { 100 * $0 })
    }
  }

  subscript(length: Int) -> Double? { points.first { $0.length == length }?.accuracy }
}
