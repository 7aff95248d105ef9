/// Points, sizes, rectangles and vector paths in points (1/72 inch), y downward.
/// Device pixels appear only in `Scene`.

/// A position in points, y downward.
public struct Point: Sendable, Equatable {
  /// Distance from the left edge, in points.
  public var x: Double
  /// Distance from the top edge, in points.
  public var y: Double

  /// The position (`x`, `y`).
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A width and a height in points.
public struct Size: Sendable, Equatable {
  /// Width in points.
  public var width: Double
  /// Height in points.
  public var height: Double

  /// A size given in points.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// A size given in inches, as the papers state theirs.
  public static func inches(_ width: Double, _ height: Double) -> Size {
    Size(width: width * 72, height: height * 72)
  }
}

/// An axis-aligned rectangle in points; `top <= bottom` because y points downward.
public struct Rect: Sendable, Equatable {
  /// Smallest x.
  public var left: Double
  /// Smallest y.
  public var top: Double
  /// Largest x.
  public var right: Double
  /// Largest y.
  public var bottom: Double

  /// The rectangle between two vertical and two horizontal lines.
  public init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  /// The rectangle with its upper left corner at (`x`, `y`).
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.init(left: x, top: y, right: x + width, bottom: y + height)
  }

  /// Right minus left.
  public var width: Double { right - left }
  /// Bottom minus top.
  public var height: Double { bottom - top }
  /// The middle.
  public var center: Point { Point((left + right) / 2, (top + bottom) / 2) }

  /// The smallest rectangle containing both.
  public func union(_ other: Rect) -> Rect {
    Rect(
      left: min(left, other.left), top: min(top, other.top),
      right: max(right, other.right), bottom: max(bottom, other.bottom))
  }

  /// The rectangle grown by `amount` on every side.
  public func expanded(by amount: Double) -> Rect {
    Rect(left: left - amount, top: top - amount, right: right + amount, bottom: bottom + amount)
  }

  /// The rectangle moved by (`dx`, `dy`).
  public func moved(_ dx: Double, _ dy: Double) -> Rect {
    Rect(left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy)
  }
}

/// A vector outline in points: straight lines and cubic curves.
public struct Path: Sendable, Equatable {
  /// One step of the pen.
  public enum Step: Sendable, Equatable {
    /// Begin a new subpath.
    case move(Point)
    /// A straight line from the current point.
    case line(Point)
    /// A cubic Bezier curve: two control points and the end.
    case cubic(Point, Point, Point)
    /// Back to the start of the subpath.
    case close
  }

  /// The steps in order; the first is a `move`.
  public var steps: [Step]

  /// A path of the given steps.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// Straight lines through `points`; nothing if there are none.
  public static func polyline(_ points: [Point], closed: Bool = false) -> Path {
    guard let first = points.first else { return Path() }
    let lines = points.dropFirst().map(Step.line)
    return Path([.move(first)] + lines + (closed ? [.close] : []))
  }

  /// The outline of a rectangle.
  public static func rectangle(_ r: Rect) -> Path {
    .polyline(
      [
        Point(r.left, r.top), Point(r.right, r.top),
        Point(r.right, r.bottom), Point(r.left, r.bottom),
      ], closed: true)
  }

  /// A rectangle whose corners are quarter circles of `radius` points.
  public static func roundedRectangle(_ r: Rect, radius: Double) -> Path {
    let q = min(radius, r.width / 2, r.height / 2)
    let c = q * (1 - quarterCircle)
    return Path([
      .move(Point(r.left + q, r.top)), .line(Point(r.right - q, r.top)),
      .cubic(
        Point(r.right - c, r.top), Point(r.right, r.top + c), Point(r.right, r.top + q)),
      .line(Point(r.right, r.bottom - q)),
      .cubic(
        Point(r.right, r.bottom - c), Point(r.right - c, r.bottom), Point(r.right - q, r.bottom)),
      .line(Point(r.left + q, r.bottom)),
      .cubic(
        Point(r.left + c, r.bottom), Point(r.left, r.bottom - c), Point(r.left, r.bottom - q)),
      .line(Point(r.left, r.top + q)),
      .cubic(Point(r.left, r.top + c), Point(r.left + c, r.top), Point(r.left + q, r.top)),
      .close,
    ])
  }

  /// A circle: four cubic quarter arcs.
  public static func circle(center: Point, radius: Double) -> Path {
    roundedRectangle(
      Rect(
        left: center.x - radius, top: center.y - radius,
        right: center.x + radius, bottom: center.y + radius), radius: radius)
  }

  /// Control-point distance of the cubic that approximates a quarter circle of radius 1.
  static let quarterCircle = 0.5522847498

  /// The path moved by (`dx`, `dy`).
  public func moved(_ dx: Double, _ dy: Double) -> Path {
    mapped { Point($0.x + dx, $0.y + dy) }
  }

  /// The path with every point, control points included, replaced.
  public func mapped(_ transform: (Point) -> Point) -> Path {
    Path(
      steps.map { step in
        switch step {
        case .move(let p): .move(transform(p))
        case .line(let p): .line(transform(p))
        case .cubic(let a, let b, let p): .cubic(transform(a), transform(b), transform(p))
        case .close: .close
        }
      })
  }

  /// The smallest rectangle around all points and control points; nil if the path is empty.
  public var bounds: Rect? {
    var result: Rect?
    func include(_ p: Point) {
      let r = Rect(left: p.x, top: p.y, right: p.x, bottom: p.y)
      result = result?.union(r) ?? r
    }
    for step in steps {
      switch step {
      case .move(let p), .line(let p): include(p)
      case .cubic(let a, let b, let p):
        include(a)
        include(b)
        include(p)
      case .close: break
      }
    }
    return result
  }
}
