// The strokes of Pathfinder: what a dash of any orientation paints and what room it takes (locality
// sheet 3.2).
//
// Bars and discs are drawn as smooth coverage, not by down-sampling a finer picture as the authors do; lengths
// and levels are chosen so that the pictures' statistics are theirs.

import Kernels

/// A pixel of the drawing canvas.
struct CanvasPoint: Hashable {
  var row: Int
  var column: Int

  /// The point `length` away in a direction, rounded up as in the authors' code.
  func moved(_ length: Double, along direction: Direction) -> CanvasPoint {
    CanvasPoint(
      row: Int((Double(row) + length * direction.row).rounded(.up)),
      column: Int((Double(column) + length * direction.column).rounded(.up)))
  }

  /// The squared distance of two points.
  func squaredDistance(to other: CanvasPoint) -> Int {
    let (rows, columns) = (row - other.row, column - other.column)
    return rows * rows + columns * columns
  }
}

/// An orientation: an angle, and the unit vector (sine, cosine) along rows and columns.
struct Direction {
  let angle: Double
  let row: Double
  let column: Double

  init(angle: Double) {
    self.angle = angle
    (row, column) = (Elementary.sin(angle), Elementary.cos(angle))
  }

  /// The direction of an offset that lies near an angle: a few steps of Newton's method.
  init(toward offset: CanvasPoint, near angle: Double) {
    var angle = angle
    let (y, x) = (Double(offset.row), Double(offset.column))
    for _ in 0..<6 {
      let (sine, cosine) = (Elementary.sin(angle), Elementary.cos(angle))
      angle += (y * cosine - x * sine) / (x * cosine + y * sine)
    }
    let length = (y * y + x * x).squareRoot()
    self.angle = angle
    (row, column) = (y / length, x / length)
  }

  /// The same line, walked the other way.
  var reversed: Direction { Direction(angle: angle, row: -row, column: -column) }

  private init(angle: Double, row: Double, column: Double) {
    self.angle = angle < 0 ? angle + .pi : angle - .pi
    (self.row, self.column) = (row, column)
  }
}

/// What a stroke paints around a point: a square of 21 × 21 pixels.
struct Stroke {
  /// Pixels on each side of the point.
  static let reach = 10
  /// Pixels of a row.
  static let side = 2 * reach + 1

  /// Levels 0…255.
  let levels: [UInt8]

  /// - Parameter level: the level, 0…1, at an offset from the point.
  init(_ level: (_ row: Double, _ column: Double) -> Double) {
    levels = (0..<Self.side * Self.side).map { position in
      let (row, column) = position.quotientAndRemainder(dividingBy: Self.side)
      let value = level(Double(row - Self.reach), Double(column - Self.reach))
      return UInt8((min(max(value, 0), 1) * 255).rounded())
    }
  }

  /// A marker: a disc.
  static let marker = Stroke { row, column in
    PathfinderScale.markerLevel
      * min(
        max(PathfinderScale.markerRadius + 0.5 - (row * row + column * column).squareRoot(), 0), 1)
  }
}

/// The lengths that all Pathfinder images share, in pixels of the canvas (locality sheet 3).
enum PathfinderScale {
  /// The length of a dash.
  static let dash = 5.0
  /// Its thickness.
  static let thickness = 1.7
  /// The clearance around a dash.
  static let margin = 3.0
  /// Between the starting points of the two paths.
  static let start = 27.0
  /// How strongly paths avoid turns.
  static let continuity = 1.8
  /// The radius of a marker.
  static let markerRadius = 3.3
  /// The level of a marker; dashes have 1 at their middle.
  static let markerLevel = 0.83
}

/// A dash of one orientation, seen from its starting point.
struct PathfinderDash {
  let paint: Stroke
  /// The dash and its clearance.
  let room: Stroke
  /// Where the dash is fully opaque.
  let core: [CanvasPoint]

  init(_ direction: Direction) {
    paint = Stroke { row, column in 0.5 - Self.distance(row, column, direction) / 1.5 }
    room = Stroke { row, column in
      0.5 + PathfinderScale.margin - Self.distance(row, column, direction)
    }
    core = paint.levels.indices.compactMap { [paint] position in
      let (row, column) = position.quotientAndRemainder(dividingBy: Stroke.side)
      return paint.levels[position] > 230
        ? CanvasPoint(row: row - Stroke.reach, column: column - Stroke.reach) : nil
    }
  }

  /// The distance of an offset from the edge of the bar, negative inside.
  private static func distance(_ row: Double, _ column: Double, _ direction: Direction) -> Double {
    let along = row * direction.row + column * direction.column
    let across = row * direction.column - column * direction.row
    let x = (along - PathfinderScale.dash / 2).magnitude - PathfinderScale.dash / 2
    let y = across.magnitude - PathfinderScale.thickness / 2
    let (outsideX, outsideY) = (max(x, 0), max(y, 0))
    return (outsideX * outsideX + outsideY * outsideY).squareRoot() + min(max(x, y), 0)
  }

  /// Dashes of the orientations −180°, −179°, …, 179°, with which paths begin.
  static let first: [(direction: Direction, dash: PathfinderDash)] = (-180..<180).map { degree in
    let direction = Direction(angle: Double(degree) * Double.pi / 180)
    return (direction, PathfinderDash(direction))
  }
}

/// A place where a path may go on: an offset from its pivot, and the dash from there back towards it.
struct PathfinderContinuation {
  let offset: CanvasPoint
  let direction: Direction
  let dash: PathfinderDash

  /// The circle of a dash's length and clearance, in steps of about one pixel, truncated to whole pixels.
  static let all: [PathfinderContinuation] = {
    let radius = PathfinderScale.dash + PathfinderScale.margin
    var seen: Set<CanvasPoint> = []
    return (0...Int(2 * Double.pi * radius)).compactMap { step in
      let angle = Double(step) / radius
      let offset = CanvasPoint(
        row: Int((radius * Elementary.sin(angle)).rounded(.down)),
        column: Int((radius * Elementary.cos(angle)).rounded(.down)))
      guard seen.insert(offset).inserted else { return nil }
      let direction = Direction(toward: offset, near: angle)
      return PathfinderContinuation(
        offset: offset, direction: direction, dash: PathfinderDash(direction.reversed))
    }
  }()
}
