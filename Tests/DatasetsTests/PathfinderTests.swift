// Pathfinder images have the statistics of the authors' generator (locality sheet 3.6), each is a function
// of its stream alone, and the markers' distance tells as much as theirs.

import Datasets
import Kernels
import Records
import Testing

/// Mean and standard deviation.
private struct Moments {
  var mean = 0.0
  var deviation = 0.0

  init(_ values: some Collection<Double>) {
    let count = Double(values.count)
    mean = values.reduce(0, +) / count
    let center = mean
    deviation = (values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / count).squareRoot()
  }
}

/// What the sheet's table says of paths of one length.
private struct Published: Sendable {
  var length: Int
  var distractors: Int
  var pixelMean: Double
  var pixelDeviation: Double
  var joined: (mean: Double, deviation: Double)
  var apart: (mean: Double, deviation: Double)
  /// Test accuracy of the markers' distance (claim L22-10), in percent.
  var baseline: ClosedRange<Double>

  var geometry: PathfinderGeometry {
    PathfinderGeometry(
      canvas: 300, border: 22, pathLength: length, distractorLength: length / 3,
      distractors: distractors)
  }

  static let all = [
    Published(
      length: 3, distractors: 30, pixelMean: 0.0041, pixelDeviation: 0.039,
      joined: (26.2, 1.9), apart: (35.5, 14.8), baseline: 90...97),
    Published(
      length: 5, distractors: 18, pixelMean: 0.0034, pixelDeviation: 0.036,
      joined: (46.6, 3.4), apart: (53.2, 17.5), baseline: 83...92),
    Published(
      length: 7, distractors: 13, pixelMean: 0.0046, pixelDeviation: 0.041,
      joined: (66.6, 5.2), apart: (71.5, 18.7), baseline: 80...90),
    Published(
      length: 9, distractors: 10, pixelMean: 0.0054, pixelDeviation: 0.045,
      joined: (85.3, 7.8), apart: (90.1, 19.7), baseline: 74...86),
  ]
}

@Suite struct PathfinderTests {
  /// 4000 images: the standard error of a mean distance is 0.45 pixels, of an accuracy 1 %.
  @Test(arguments: Published.all)
  private func statisticsAreThoseOfTheAuthorsGenerator(published: Published) throws {
    let drawn = try published.geometry.images(
      count: 4000, stream: RandomStream("tests/pathfinder \(published.length)"))
    let pixels = Moments(drawn.images.pixels.lazy.map { Double($0) / 255 })
    #expect(abs(pixels.mean / published.pixelMean - 1) < 0.05)
    #expect(abs(pixels.deviation / published.pixelDeviation - 1) < 0.05)
    for (isJoined, expected, share) in [
      (true, published.joined, 0.03), (false, published.apart, 0.05),
    ] {
      let distances = Moments(
        drawn.scenes.filter { $0.isJoined == isJoined }
          .map { Double($0.squaredDistance).squareRoot() })
      #expect(abs(distances.mean / expected.mean - 1) < share)
      #expect(abs(distances.deviation / expected.deviation - 1) < 0.2)
    }
    let dashes = 2 * published.length + published.length / 3 * published.distractors
    let sparse = drawn.scenes.count { abs($0.dashes - dashes) > 2 }
    #expect(sparse < 40)
    let rule = MarkerDistanceRule(fittedTo: Array(drawn.scenes[..<2000]))
    #expect(published.baseline.contains(100 * rule.accuracy(on: Array(drawn.scenes[2000...]))))
    // Half of the images are positive, within four standard errors.
    #expect(abs(drawn.scenes.count(where: \.isJoined) - 2000) < 127)
  }
}

@Suite struct PathfinderTaskTests {
  private let geometry = PathfinderGeometry(
    canvas: 128, border: 22, pathLength: 3, distractorLength: 1, distractors: 3)
  private let stream = RandomStream("tests/pathfinder")

  @Test func anImageIsTheSameAloneAndAmongOthersAndOnThreads() throws {
    let many = try geometry.images(count: 12, stream: stream)
    let few = try geometry.images(count: 3, stream: stream)
    #expect(few.scenes == Array(many.scenes[..<3]))
    #expect(few.images.pixels == Array(many.images.pixels[..<(3 * 64 * 64)]))
    let backward = Workers(count: 5) { slices, body in
      for slice in (0..<slices).reversed() { body(slice) }
    }
    let shared = try geometry.images(count: 12, stream: stream, workers: backward)
    #expect(shared.images == many.images && shared.scenes == many.scenes)
    #expect(try geometry.images(count: 3, stream: stream.child("other")).images != few.images)
  }

  @Test func theBorderStaysBlackAndEveryImageHasStrokes() throws {
    let images = try geometry.images(count: 50, stream: stream).images
    for image in 0..<50 {
      let pixels = images.pixels[image * 64 * 64..<(image + 1) * 64 * 64]
      let inside = pixels.enumerated().filter { place, _ in
        (9..<55).contains(place / 64) && (9..<55).contains(place % 64)
      }
      #expect(inside.reduce(0) { $0 + Int($1.element) } == pixels.reduce(0) { $0 + Int($1) })
      // Nine dashes of some 9 pixels of the canvas, a quarter of that in the image, two markers.
      let ink = Double(inside.reduce(0) { $0 + Int($1.element) }) / 255
      #expect((20.0...50.0).contains(ink))
    }
  }

  @Test func inputsAreNormalisedByTheTrainingPixels() throws {
    let task = LongRangeTask.pathfinder(
      geometry: geometry, train: 40, test: 20, stream: "tests/pathfinder")
    let data = try task.data(datasets: nil)
    #expect(task.inputShape == (64, 64, 1))
    #expect(data.train.count == 40 && data.test.count == 20 && data.provenance == .drawn)
    var pixels = [Float](repeating: 0, count: 40 * 64 * 64)
    pixels.withUnsafeMutableBufferPointer { data.train.write(0..<40, into: $0) }
    let moments = Moments(pixels.lazy.map { Double($0) })
    #expect(abs(moments.mean) < 1e-6 && abs(moments.deviation - 1) < 1e-5)
    // Black is the same number in both sets.
    var held = [Float](repeating: 0, count: 64 * 64)
    held.withUnsafeMutableBufferPointer { data.test.write([7], into: $0) }
    #expect(held[0] == pixels[0])
    #expect(data.test.levels(of: 7)[0] == 0)
    let images = try geometry.images(
      count: 20, stream: RandomStream("tests/pathfinder").child("test"))
    #expect(data.test.levels(of: 7) == Array(images.images.pixels[7 * 4096..<8 * 4096]))
    #expect(data.test.labels == images.images.labels.map { Float($0) })
    #expect(try task.data(datasets: nil).digest == data.digest)
    let other = LongRangeTask.pathfinder(
      geometry: geometry, train: 40, test: 20, stream: "tests/other")
    #expect(try other.data(datasets: nil).digest != data.digest)
  }

  @Test func theMarkersRuleIsTheBestIntervalOfAll() {
    let random = RandomStream("tests/markers")
    let scenes = (0..<60).map { index in
      PathfinderImages.Scene(
        isJoined: random.integer(below: 2, at: index) == 1,
        squaredDistance: random.integer(below: 25, at: 100 + index), dashes: 0)
    }
    let rule = MarkerDistanceRule(fittedTo: scenes)
    var best = scenes.count { !$0.isJoined }
    for low in 0..<25 {
      for high in low..<25 {
        best = max(
          best, scenes.count { ($0.isJoined) == (low...high).contains($0.squaredDistance) })
      }
    }
    #expect(rule.accuracy(on: scenes) == Double(best) / 60)
    let apart = PathfinderImages.Scene(isJoined: false, squaredDistance: 4, dashes: 0)
    #expect(MarkerDistanceRule(fittedTo: [apart]).squaredDistances == nil)
    #expect(MarkerDistanceRule(fittedTo: [apart]).accuracy(on: [apart]) == 1)
  }

  @Test func geometriesWithoutRoomAreRefusedByName() throws {
    func field(_ change: (inout PathfinderGeometry) -> Void) throws -> String {
      var geometry = geometry
      change(&geometry)
      let task = LongRangeTask.pathfinder(geometry: geometry, train: 2, test: 2, stream: "tests")
      return try #require(throws: Failure.self) { try task.data(datasets: nil) }.field
    }
    #expect(try field { $0.canvas = 129 } == "task.pathfinder.geometry.canvas")
    #expect(try field { $0.border = 5 } == "task.pathfinder.geometry.border")
    #expect(try field { $0.pathLength = 1 } == "task.pathfinder.geometry.pathLength")
    #expect(try field { $0.distractorLength = 0 } == "task.pathfinder.geometry.distractorLength")
    #expect(try field { $0.distractors = -1 } == "task.pathfinder.geometry.distractors")
    #expect(try field { $0.pathLength = 60 } == "task.pathfinder.geometry")
  }
}
