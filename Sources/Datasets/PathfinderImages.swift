// Pathfinder images: two dashed paths among distractors, and two dots that one path joins or not (locality
// sheet 3).

public import Kernels
public import Records

/// Labelled Pathfinder images, and what tests and baselines need to know of them.
public struct PathfinderImages: Sendable {
  /// Grey images, half as wide as the canvas; label 1 where one path joins the two markers.
  public let images: LabelledImages
  /// What each of them shows.
  public let scenes: [Scene]

  /// What an image shows.
  public struct Scene: Hashable, Sendable {
    /// Whether one path joins the two markers.
    public var isJoined: Bool
    /// The squared distance of the two markers, in pixels of the canvas.
    public var squaredDistance: Int
    /// The number of dashes.
    public var dashes: Int

    /// A scene; see the members for their meaning.
    public init(isJoined: Bool, squaredDistance: Int, dashes: Int) {
      self.isJoined = isJoined
      self.squaredDistance = squaredDistance
      self.dashes = dashes
    }
  }
}

extension PathfinderGeometry {
  /// Draws images; image i from the stream's child "image i" alone.
  ///
  /// - Throws: `Failure` naming the field of the geometry with which no image can be drawn.
  public func images(
    count: Int, stream: RandomStream, workers: Workers = .alone
  ) throws(Failure) -> PathfinderImages {
    try check()
    let (side, room) = (canvas / 2, PathfinderRoom(self))
    var scenes = [PathfinderImages.Scene?](repeating: nil, count: count)
    var pixels = [UInt8](repeating: 0, count: count * side * side)
    scenes.withUnsafeMutableBufferPointer { scenes in
      pixels.withUnsafeMutableBufferPointer { pixels in
        workers.divide(count) { _, range in
          for index in range {
            var random = RandomSequence(stream.child("image \(index)"))
            guard let drawing = PathfinderDrawing(self, in: room, &random) else { continue }
            let target = pixels[index * side * side..<(index + 1) * side * side]
            drawing.painted(side: canvas).halve(into: UnsafeMutableBufferPointer(rebasing: target))
            scenes[index] = drawing.scene
          }
        }
      }
    }
    let drawn = scenes.compactMap { $0 }
    guard drawn.count == count else {
      throw Failure(
        "spec", field: "task.pathfinder.geometry",
        "leaves no room for two paths of \(pathLength) dashes; widen the canvas or shorten the paths"
      )
    }
    let images = LabelledImages(
      width: side, height: side, channels: 1, pixels: pixels,
      labels: drawn.map { $0.isJoined ? 1 : 0 })
    return PathfinderImages(images: images, scenes: drawn)
  }

  /// How far from the canvas's edge the first path begins: so that the second does not leave it.
  var startingBand: Int { Int(2 * PathfinderScale.start) }

  private func check() throws(Failure) {
    let field = "task.pathfinder.geometry"
    guard (128...4096).contains(canvas), canvas % 2 == 0 else {
      throw Failure(
        "spec", field: "\(field).canvas", "is \(canvas), expected an even number from 128 to 4096")
    }
    guard (20...canvas / 4).contains(border) else {
      throw Failure(
        "spec", field: "\(field).border", "is \(border), expected 20 to \(canvas / 4) pixels")
    }
    guard (2...64).contains(pathLength) else {
      throw Failure("spec", field: "\(field).pathLength", "is \(pathLength), expected 2 to 64")
    }
    guard (1...64).contains(distractorLength) else {
      throw Failure(
        "spec", field: "\(field).distractorLength", "is \(distractorLength), expected 1 to 64")
    }
    guard (0...10_000).contains(distractors) else {
      throw Failure(
        "spec", field: "\(field).distractors", "is \(distractors), expected 0 to 10000")
    }
  }
}

/// The strokes of one image.
private struct PathfinderDrawing {
  private var paths: [PathfinderPath]
  private var markers: [CanvasPoint]
  private(set) var scene: PathfinderImages.Scene

  /// Draws paths, distractors and markers, in this order; `nil` where the two paths find no room.
  init?(
    _ geometry: PathfinderGeometry, in empty: PathfinderRoom, _ random: inout RandomSequence
  ) {
    var room = empty
    var found: [PathfinderPath]?
    for _ in 0..<1000 where found == nil {
      room = empty
      found = Self.twoPaths(geometry, in: &room, &random)
    }
    guard let targets = found else { return nil }
    let distractors = (0..<geometry.distractors).compactMap { _ in
      Self.distractor(geometry, in: &room, &random)
    }
    let isJoined = random.integer(below: 2) == 1
    let first = random.integer(below: 2)
    markers = [targets[first].tail, targets[isJoined ? first : 1 - first].tip]
    paths = targets + distractors
    scene = PathfinderImages.Scene(
      isJoined: isJoined, squaredDistance: markers[0].squaredDistance(to: markers[1]),
      dashes: paths.map(\.dashes.count).reduce(0, +))
  }

  /// The canvas with all strokes.
  func painted(side: Int) -> Raster {
    var raster = Raster(side: side)
    for path in paths {
      for (dash, point) in path.dashes { raster.paint(dash.paint, at: point) }
    }
    for marker in markers { raster.paint(.marker, at: marker) }
    return raster
  }

  /// The two paths that matter, growing by turns; `nil` where one of them gets stuck.
  private static func twoPaths(
    _ geometry: PathfinderGeometry, in room: inout PathfinderRoom, _ random: inout RandomSequence
  ) -> [PathfinderPath]? {
    guard var one = PathfinderPath.begun(in: room, band: geometry.startingBand, &random) else {
      return nil
    }
    var other = PathfinderPath.begun(beside: one, &random)
    for _ in 1..<geometry.pathLength {
      guard one.extend(in: &room, &random), other.extend(in: &room, &random) else { return nil }
    }
    // As in the authors' code the first path's last dash takes no room from distractors.
    room.takeLast(of: other)
    return [one, other]
  }

  /// One path more; `nil` where five attempts find no room.
  private static func distractor(
    _ geometry: PathfinderGeometry, in room: inout PathfinderRoom, _ random: inout RandomSequence
  ) -> PathfinderPath? {
    for _ in 0..<5 {
      var attempt = room
      guard var path = PathfinderPath.begun(in: attempt, band: geometry.border, &random) else {
        continue
      }
      let isWhole = (1..<geometry.distractorLength).allSatisfy { _ in
        path.extend(in: &attempt, &random)
      }
      guard isWhole else { continue }
      attempt.takeLast(of: path)
      room = attempt
      return path
    }
    return nil
  }
}
