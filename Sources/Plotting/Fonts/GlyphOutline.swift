/// The outline of one glyph: TrueType contours in font units. Text becomes these, never system fonts.

/// The outline of a glyph in font units (2048 to the em), y upward, filled by the nonzero rule.
public struct GlyphOutline: Sendable, Equatable {
  /// Font units to the em.
  public static let unitsPerEm = 2048

  /// One step of the pen.
  public enum Step: Sendable, Equatable {
    /// Begin a contour; contours are closed.
    case move(x: Int, y: Int)
    /// A straight line.
    case line(x: Int, y: Int)
    /// A quadratic Bezier curve: control point and end.
    case quadratic(cx: Int, cy: Int, x: Int, y: Int)
  }

  /// The steps in order.
  public let steps: [Step]
}
