// How a path of dashes begins and goes on in the room that is left (locality sheet 3.3, 3.4).

import Kernels
import Records

/// A path in the making: its dashes, and where it goes on.
struct PathfinderPath {
  /// The starting point.
  let tail: CanvasPoint
  /// The end of the last dash that is not the path's first.
  private(set) var tip: CanvasPoint
  /// The centre of the last dash's circle of candidates.
  private var pivot: CanvasPoint
  private var direction: Direction
  /// The dashes and their starting points.
  private(set) var dashes: [(dash: PathfinderDash, point: CanvasPoint)]

  /// The path's first dash at a place.
  private init(tail: CanvasPoint, _ first: (direction: Direction, dash: PathfinderDash)) {
    let head = tail.moved(PathfinderScale.dash, along: first.direction)
    let back = -(PathfinderScale.dash + PathfinderScale.margin)
    self.tail = tail
    tip = head
    pivot = head.moved(back, along: first.direction)
    direction = first.direction
    dashes = [(first.dash, tail)]
  }

  /// A path that begins anywhere, `band` pixels from the canvas's edge, where there is room; `nil` where
  /// none is found.
  ///
  /// Places are drawn until one has room: so it is uniform over those that have.
  static func begun(
    in room: PathfinderRoom, band: Int, _ random: inout RandomSequence
  ) -> PathfinderPath? {
    let first = PathfinderDash.first[random.integer(below: PathfinderDash.first.count)]
    let places = room.side - 2 * band
    for _ in 0..<1000 {
      let tail = CanvasPoint(
        row: band + random.integer(below: places), column: band + random.integer(below: places))
      if room.isFree(for: first.dash, at: tail) { return PathfinderPath(tail: tail, first) }
    }
    return nil
  }

  /// A path that begins at the fixed distance from another's start, whether there is room or not.
  static func begun(
    beside other: PathfinderPath, _ random: inout RandomSequence
  ) -> PathfinderPath {
    let first = PathfinderDash.first[random.integer(below: PathfinderDash.first.count)]
    let away = Direction(angle: Double(random.integer(below: 360)) * Double.pi / 180)
    let tail = CanvasPoint(
      row: Int(
        (Double(other.tail.row) + PathfinderScale.start * away.row).rounded(.toNearestOrEven)),
      column: Int(
        (Double(other.tail.column) + PathfinderScale.start * away.column).rounded(.toNearestOrEven))
    )
    return PathfinderPath(tail: tail, first)
  }

  /// Adds a dash where there is room for it, and takes the room of the one before; false where there is
  /// none.
  mutating func extend(in room: inout PathfinderRoom, _ random: inout RandomSequence) -> Bool {
    let step = PathfinderScale.dash + 2 * PathfinderScale.margin
    let center = pivot.moved(step, along: direction)
    let weights = room.weights(around: center, after: direction)
    let total = weights.reduce(0, +)
    guard total >= 1e-4 else { return false }
    for _ in 0..<3 {
      let chosen = Self.index(at: random.uniform() * total, in: weights)
      let candidate = PathfinderContinuation.all[chosen]
      let point = CanvasPoint(
        row: center.row + candidate.offset.row, column: center.column + candidate.offset.column)
      guard room.admits(candidate.dash, at: point) else { continue }
      room.takeLast(of: self)
      (tip, pivot, direction) = (point, center, candidate.direction)
      dashes.append((candidate.dash, point))
      return true
    }
    return false
  }

  /// The first index at which the weights up to it exceed a value.
  private static func index(at value: Double, in weights: [Double]) -> Int {
    var sum = 0.0
    for (index, weight) in weights.enumerated() {
      sum += weight
      if value < sum { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}

/// What is occupied: dashes with their clearance, and the border.
struct PathfinderRoom {
  private var taken: Raster

  /// Nothing but the border.
  init(_ geometry: PathfinderGeometry) {
    taken = Raster(side: geometry.canvas)
    let inside = geometry.border..<geometry.canvas - geometry.border
    for position in taken.levels.indices
    where !inside.contains(position / side) || !inside.contains(position % side) {
      taken.levels[position] = 255
    }
  }

  /// The canvas's width and height.
  var side: Int { taken.side }

  /// Whether a path may begin with a dash here.
  func isFree(for dash: PathfinderDash, at point: CanvasPoint) -> Bool {
    Double(taken.maximum(at: dash.core, from: point)) <= 0.3 * 255
  }

  /// Whether a path may go on with a dash here.
  func admits(_ dash: PathfinderDash, at point: CanvasPoint) -> Bool {
    Double(taken.maximumSum(with: dash.room, at: point)) < 1.8 * 255
  }

  /// Takes the room of a path's last dash.
  mutating func takeLast(of path: PathfinderPath) {
    let last = path.dashes[path.dashes.count - 1]
    taken.paint(last.dash.room, at: last.point)
  }

  /// How likely a path goes on at each place around its pivot: the less it turns and the more room there
  /// is.
  func weights(around pivot: CanvasPoint, after last: Direction) -> [Double] {
    PathfinderContinuation.all.map { candidate in
      let turn = (candidate.direction.angle - last.angle).magnitude
      let angle = PathfinderScale.continuity * min(turn, (2 * Double.pi - turn).magnitude)
      let point = CanvasPoint(
        row: pivot.row + candidate.offset.row, column: pivot.column + candidate.offset.column)
      guard angle < Double.pi / 2, isInside(point) else { return 0 }
      let free = 1 - Double(taken.maximum(at: Self.clearance, from: point)) / 255
      let straightness = Elementary.cos(angle)
      return free * straightness * straightness
    }
  }

  /// Whether strokes at a point lie inside the canvas. A point where they do not is in the border.
  private func isInside(_ point: CanvasPoint) -> Bool {
    let inside = Stroke.reach..<side - Stroke.reach
    return inside.contains(point.row) && inside.contains(point.column)
  }

  /// The offsets of a disc with the clearance as radius.
  private static let clearance: [CanvasPoint] = {
    let radius = Int(PathfinderScale.margin)
    return (-radius...radius).flatMap { row in
      (-radius...radius).compactMap { column in
        row * row + column * column <= radius * radius
          ? CanvasPoint(row: row, column: column) : nil
      }
    }
  }()
}
