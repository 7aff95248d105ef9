/// A figure is a value: rows of panels and a title. `scene()` resolves it to what is drawn.

/// A grid of panels that becomes one picture.
public struct Figure: Sendable {
  /// One row of panels with an optional title spanning them.
  public struct Row: Sendable {
    /// Words above the row, centred over its axes boxes.
    public var title: RichText?
    /// The panels, left to right.
    public var panels: [Panel]

    /// A row of panels.
    public init(_ panels: [Panel], title: RichText? = nil) {
      self.panels = panels
      self.title = title
    }
  }

  /// The name under which the figure is catalogued.
  public var id: String
  /// Words above everything, centred over the axes boxes; nil for none.
  public var title: RichText?
  /// The rows, top to bottom.
  public var rows: [Row]
  /// Font size of the figure title, in points.
  public var titleSize: Double
  /// Font size of row titles, in points.
  public var rowTitleSize: Double
  /// Least distance between neighbouring axes boxes, in points; grows where labels need more.
  public var columnGap: Double
  /// Least distance between axes boxes of neighbouring rows, in points; grows where labels need more.
  public var rowGap: Double
  /// White border around everything drawn, in points.
  public var padding: Double
  /// Device pixels per inch.
  public var dpi: Double

  /// A figure of several rows.
  public init(
    id: String, title: RichText? = nil, rows: [Row], titleSize: Double = 14,
    rowTitleSize: Double = 13, columnGap: Double = 0, rowGap: Double = 0, padding: Double = 4,
    dpi: Double = 250
  ) {
    self.id = id
    self.title = title
    self.rows = rows
    self.titleSize = titleSize
    self.rowTitleSize = rowTitleSize
    self.columnGap = columnGap
    self.rowGap = rowGap
    self.padding = padding
    self.dpi = dpi
  }

  /// A figure of one row.
  public init(
    id: String, title: RichText? = nil, panels: [Panel], titleSize: Double = 14,
    columnGap: Double = 0, padding: Double = 4, dpi: Double = 250
  ) {
    self.init(
      id: id, title: title, rows: [Row(panels)], titleSize: titleSize, columnGap: columnGap,
      padding: padding, dpi: dpi)
  }

  /// Everything measured, placed and rounded to device units. The canvas contains all of it.
  public func scene() -> Scene { FigureLayout(self).scene() }
}
