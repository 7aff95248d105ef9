/// Shapes and words in points: the vocabulary of illustrations, and the form in which the layout
/// writes everything before it is rounded to device units.

/// How an outline is stroked.
public struct Stroke: Sendable, Equatable {
  /// How a line ends.
  public enum Cap: String, Sendable, Equatable {
    /// At the end point; half a width further, square; half a width further, round.
    case butt, square, round
  }
  /// How two segments meet.
  public enum Join: String, Sendable, Equatable {
    /// Sharp or rounded corners.
    case miter, round
  }

  /// Colour with opacity.
  public var color: Color
  /// Width in points.
  public var width: Double
  /// Alternating lengths of ink and gap in points; empty for a solid line.
  public var dash: [Double]
  /// How lines end.
  public var cap: Cap
  /// How segments meet.
  public var join: Join

  /// A stroke.
  public init(
    _ color: Color = .black, width: Double = 1, dash: [Double] = [], cap: Cap = .butt,
    join: Join = .miter
  ) {
    self.color = color
    self.width = width
    self.dash = dash
    self.cap = cap
    self.join = join
  }
}

/// A list of shapes and words in points, y downward, drawn first to last.
public struct Drawing: Sendable, Equatable {
  /// One thing drawn.
  public indirect enum Element: Sendable, Equatable {
    /// An outline, filled (nonzero rule) and then stroked.
    case path(Path, fill: Color?, stroke: Stroke?)
    /// Words; `turned` reads from bottom to top, and the anchor then refers to the turned text.
    case text(RichText, at: Point, anchor: Anchor, size: Double, color: Color, turned: Bool)
    /// Cells of an image filling a rectangle, row 0 at the top; shape rows x columns.
    case cells(Rect, columns: Int, [Color])
    /// Elements visible only inside a rectangle.
    case clipped(Rect, Drawing)
  }

  /// What is drawn, first to last.
  public var elements: [Element]

  /// A drawing.
  public init(_ elements: [Element] = []) { self.elements = elements }

  /// Adds an outline, filled and then stroked.
  public mutating func path(_ path: Path, fill: Color? = nil, stroke: Stroke? = nil) {
    elements.append(.path(path, fill: fill, stroke: stroke))
  }

  /// Adds words.
  public mutating func text(
    _ text: RichText, at point: Point, anchor: Anchor = .center, size: Double = 10,
    color: Color = .black, turned: Bool = false
  ) {
    elements.append(
      .text(text, at: point, anchor: anchor, size: size, color: color, turned: turned))
  }

  /// Adds another drawing, moved by (`dx`, `dy`).
  public mutating func add(_ other: Drawing, dx: Double = 0, dy: Double = 0) {
    elements += other.elements.map { $0.moved(dx, dy) }
  }
}
