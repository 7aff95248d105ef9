/// A scene is a resolved figure: plain data in integers of 1/256 device pixel.
/// Nothing is left to decide; a renderer only paints.

/// A length or coordinate in 1/256 device pixel, y downward.
public typealias DeviceUnit = Int

/// A resolved figure.
public struct Scene: Sendable, Equatable {
  /// A position in device units.
  public struct Point: Sendable, Equatable {
    /// Device units from the left and from the top.
    public let x: DeviceUnit, y: DeviceUnit
  }

  /// A rectangle in device units.
  public struct Box: Sendable, Equatable {
    /// Device units from the left and from the top.
    public let left: DeviceUnit, top: DeviceUnit, right: DeviceUnit, bottom: DeviceUnit
  }

  /// One step of the pen.
  public enum Step: Sendable, Equatable {
    /// Begin a new subpath.
    case move(Point)
    /// A straight line.
    case line(Point)
    /// A cubic Bezier curve.
    case cubic(Point, Point, Point)
    /// Back to the start of the subpath.
    case close
  }

  /// How an outline is stroked; lengths in device units.
  public struct Stroke: Sendable, Equatable {
    /// Colour with opacity.
    public let color: Color
    /// Width.
    public let width: DeviceUnit
    /// Alternating ink and gap; empty for solid.
    public let dash: [DeviceUnit]
    /// How lines end.
    public let cap: Plotting.Stroke.Cap
    /// How segments meet.
    public let join: Plotting.Stroke.Join
  }

  /// An outline, filled (nonzero rule) and then stroked.
  public struct Path: Sendable, Equatable {
    /// The outline.
    public let steps: [Step]
    /// Colour of the inside, if filled.
    public let fill: Color?
    /// Stroke, if any.
    public let stroke: Stroke?
  }

  /// A glyph of the font, defined once per scene.
  public struct Glyph: Sendable, Equatable {
    /// Face and code point, such as `sans.U+0041`.
    public let name: String
    /// TrueType outline in font units, y upward, `GlyphOutline.unitsPerEm` to the em.
    public let outline: GlyphOutline
  }

  /// One placed glyph of a label.
  public struct GlyphUse: Sendable, Equatable {
    /// Index into `Scene.glyphs`.
    public let glyph: Int
    /// Origin on the baseline.
    public let origin: Point
    /// Length of one em.
    public let em: DeviceUnit
  }

  /// Words: the glyphs to paint, and what they say.
  public struct Label: Sendable, Equatable {
    /// The words without styles.
    public let text: String
    /// The smallest box around the ink.
    public let box: Box
    /// Colour.
    public let color: Color
    /// Whether the text reads from bottom to top.
    public let turned: Bool
    /// The glyphs.
    public let glyphs: [GlyphUse]
  }

  /// Image cells: row by row from the top, edges on whole pixels.
  public struct Cells: Sendable, Equatable {
    /// The rectangle filled.
    public let box: Box
    /// Cells in a row.
    public let columns: Int
    /// Colours; shape rows x columns.
    public let colors: [Color]

    /// The pixels of one cell: edges rounded to whole pixels, so that cells tile the box.
    public func box(row: Int, column: Int, rows: Int) -> Box {
      func edge(_ start: DeviceUnit, _ end: DeviceUnit, _ index: Int, of count: Int) -> DeviceUnit {
        start + ((end - start) / 256 * index * 2 + count) / (2 * count) * 256
      }
      return Box(
        left: edge(box.left, box.right, column, of: columns),
        top: edge(box.top, box.bottom, row, of: rows),
        right: edge(box.left, box.right, column + 1, of: columns),
        bottom: edge(box.top, box.bottom, row + 1, of: rows))
    }
  }

  /// One thing to paint.
  public indirect enum Element: Sendable, Equatable {
    /// An outline.
    case path(Path)
    /// Words.
    case label(Label)
    /// An image.
    case cells(Cells)
    /// Elements visible only inside a box whose edges lie on whole pixels.
    case clip(Box, [Element])
  }

  /// The figure's name.
  public let id: String
  /// Canvas width in whole pixels.
  public let width: Int
  /// Canvas height in whole pixels.
  public let height: Int
  /// Device pixels per inch.
  public let dpi: Double
  /// The glyphs used, in order of first use.
  public let glyphs: [Glyph]
  /// What is painted on white, first to last.
  public let elements: [Element]

  /// Canvas size in points.
  public var size: Size {
    Size(width: Double(width) * 72 / dpi, height: Double(height) * 72 / dpi)
  }

  /// All labels in painting order, those inside clips included.
  public var labels: [Label] { Scene.labels(in: elements) }

  private static func labels(in elements: [Element]) -> [Label] {
    elements.flatMap { element -> [Label] in
      switch element {
      case .label(let label): [label]
      case .clip(_, let inner): labels(in: inner)
      case .path, .cells: []
      }
    }
  }
}
