// Pathfinder as a task, and what the distance of the two markers alone tells of the label (locality sheet
// 3.6).

import Kernels
import Records

extension PathfinderGeometry {
  /// The task's inputs. Images of the two sets come from the stream's children "train" and "test": being
  /// independent, they need no random split.
  func data(train: Int, test: Int, stream: String, workers: Workers) throws -> LongRangeData {
    let names = RandomStream(stream)
    let trained = try images(count: train, stream: names.child("train"), workers: workers)
    let held = try images(count: test, stream: names.child("test"), workers: workers)
    let (mean, deviation) = trained.images.moments
    let side = canvas / 2
    let whole = PixelRectangle(row: 0, column: 0, height: side, width: side)
    let sets = [trained, held].map { drawn in
      LongRangeInputs(
        height: side, width: side, labels: drawn.images.labels.map(Float.init),
        patches: .anywhere(side: 2, height: side, width: side),
        source: SourceImages(
          images: drawn.images, pooling: 1, mean: mean, deviation: deviation),
        places: [whole], images: Array(0..<drawn.images.count))
    }
    let rule = MarkerDistanceRule(fittedTo: trained.scenes)
    return LongRangeData(
      train: sets[0], test: sets[1],
      baselines: ["markerDistanceAccuracy": rule.accuracy(on: held.scenes)])
  }
}

/// Calls the markers joined where their distance lies in an interval.
public struct MarkerDistanceRule: Hashable, Sendable {
  /// The interval of squared distances, in pixels of the canvas; `nil` where the rule says no always.
  public let squaredDistances: ClosedRange<Int>?

  /// The interval that is right most often, the first and shortest of equals.
  public init(fittedTo scenes: [PathfinderImages.Scene]) {
    var gains: [Int: Int] = [:]
    for scene in scenes { gains[scene.squaredDistance, default: 0] += scene.isJoined ? 1 : -1 }
    var (best, sum, start): (Int, Int, Int?) = (0, 0, nil)
    var interval: ClosedRange<Int>?
    // The run of ascending distances with the largest sum of gains.
    for (distance, gain) in gains.sorted(by: { $0.key < $1.key }) {
      if sum <= 0 { (sum, start) = (0, distance) }
      sum += gain
      if let start, sum > best { (best, interval) = (sum, start...distance) }
    }
    squaredDistances = interval
  }

  /// The share of images for which the rule is right.
  public func accuracy(on scenes: [PathfinderImages.Scene]) -> Double {
    let right = scenes.count { scene in
      (squaredDistances?.contains(scene.squaredDistance) ?? false) == scene.isJoined
    }
    return Double(right) / Double(scenes.count)
  }
}
