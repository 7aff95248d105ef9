/// The key to a panel's curves, and the bar that explains a colour map.

/// A framed list of samples and words.
public struct Legend: Sendable {
  /// Where the frame goes.
  public enum Position: Sendable, Equatable {
    /// Inside the axes box, at a corner, an edge's middle, or the centre.
    case upperLeft, upperRight, lowerLeft, lowerRight
    /// Inside, at the middle of an edge or of the box.
    case centerLeft, centerRight, upperCenter, lowerCenter, center
    /// Outside, to the right of the axes box, vertically centred.
    case outsideRight
    /// Outside, below the axis label, horizontally centred.
    case below
  }

  /// One line of the legend: any of line, marker, vertical bar and patch, then the words.
  public struct Entry: Sendable {
    /// The words.
    public var label: RichText
    /// A horizontal line sample.
    public var line: LineStyle?
    /// A marker sample in the middle of the line.
    public var marker: MarkerStyle?
    /// A vertical error-bar sample.
    public var bar: LineStyle?
    /// A filled patch sample.
    public var patch: Color?

    /// An entry.
    public init(
      _ label: RichText, line: LineStyle? = nil, marker: MarkerStyle? = nil,
      bar: LineStyle? = nil, patch: Color? = nil
    ) {
      self.label = label
      self.line = line
      self.marker = marker
      self.bar = bar
      self.patch = patch
    }
  }

  /// Where the frame goes.
  public var position: Position
  /// The lines, top to bottom, then the next column.
  public var entries: [Entry]
  /// Number of columns.
  public var columns: Int
  /// Length of the sample, in font sizes.
  public var handleLength: Double
  /// Space between sample and words, in font sizes.
  public var handleTextPad: Double
  /// Whether the rounded grey frame is drawn.
  public var framed: Bool

  /// A legend; the defaults are matplotlib's. The font size is the panel style's.
  public init(
    _ position: Position, _ entries: [Entry], columns: Int = 1, handleLength: Double = 2,
    handleTextPad: Double = 0.8, framed: Bool = true
  ) {
    self.position = position
    self.entries = entries
    self.columns = columns
    self.handleLength = handleLength
    self.handleTextPad = handleTextPad
    self.framed = framed
  }
}

/// A horizontal bar below the panel that shows a colour map and its values.
public struct ColorBar: Sendable {
  /// The words below the tick labels.
  public var label: RichText
  /// The colours.
  public var map: ColorMap
  /// Value at the left end.
  public var low: Double
  /// Value at the right end.
  public var high: Double
  /// Tick values and labels.
  public var ticks: [Ticks.Tick]
  /// Thickness in points.
  public var thickness: Double
  /// Space above the bar, in points.
  public var gap: Double

  /// A colour bar with given ticks.
  public init(
    _ label: RichText, map: ColorMap, low: Double, high: Double, ticks: [Ticks.Tick],
    thickness: Double = 8, gap: Double = 2
  ) {
    self.label = label
    self.map = map
    self.low = low
    self.high = high
    self.ticks = ticks
    self.thickness = thickness
    self.gap = gap
  }

  /// A colour bar with `count` evenly spaced ticks, labels truncated like `3.3e6`
  /// (norms 2020, Figure 1).
  public init(
    _ label: RichText, map: ColorMap, low: Double, high: Double, evenTicks count: Int
  ) {
    precondition(count >= 2, "evenly spaced ticks include both ends")
    let ticks = (0..<count).map { i -> Ticks.Tick in
      let value = low + (high - low) * Double(i) / Double(count - 1)
      return Ticks.Tick(value, NumberForm.truncated.label(value))
    }
    self.init(label, map: map, low: low, high: high, ticks: ticks)
  }
}
