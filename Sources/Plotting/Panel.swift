/// A panel is one axes box with its marks, title, legend and colour bar.

/// Font sizes and line widths of a panel, in points; the defaults are matplotlib's.
public struct PanelStyle: Sendable, Equatable {
  /// Font size of the panel title.
  public var titleSize: Double
  /// Space from the axes box to the title's baseline.
  public var titlePad: Double
  /// Font size of axis labels.
  public var labelSize: Double
  /// Font size of tick labels.
  public var tickSize: Double
  /// Font size of the colour bar's tick labels.
  public var colorBarTickSize: Double
  /// Font size of the colour bar's label.
  public var colorBarLabelSize: Double
  /// Font size of the legend.
  public var legendSize: Double
  /// Width of frame and major ticks.
  public var frameWidth: Double

  /// A style; the colour bar's sizes default to those of the axes.
  public init(
    titleSize: Double = 12, titlePad: Double = 6, labelSize: Double = 10, tickSize: Double = 10,
    colorBarTickSize: Double? = nil, colorBarLabelSize: Double? = nil, legendSize: Double = 10,
    frameWidth: Double = 0.8
  ) {
    self.titleSize = titleSize
    self.titlePad = titlePad
    self.labelSize = labelSize
    self.tickSize = tickSize
    self.colorBarTickSize = colorBarTickSize ?? tickSize
    self.colorBarLabelSize = colorBarLabelSize ?? labelSize
    self.legendSize = legendSize
    self.frameWidth = frameWidth
  }
}

/// One axes box and what belongs to it.
public struct Panel: Sendable {
  /// Size of the axes box; labels protrude from it.
  public var size: Size
  /// Words above the box; nil for none.
  public var title: RichText?
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// What is drawn, first to last.
  public var marks: [Mark]
  /// The legend, if any.
  public var legend: Legend?
  /// The colour bar below, if any.
  public var colorBar: ColorBar?
  /// Sizes and widths.
  public var style: PanelStyle
  /// Whether frame, ticks and labels are drawn.
  public var showsAxes: Bool

  /// A panel with axes.
  public init(
    size: Size, title: RichText? = nil, x: Axis = Axis(), y: Axis = Axis(), marks: [Mark],
    legend: Legend? = nil, colorBar: ColorBar? = nil, style: PanelStyle = PanelStyle()
  ) {
    self.size = size
    self.title = title
    self.x = x
    self.y = y
    self.marks = marks
    self.legend = legend
    self.colorBar = colorBar
    self.style = style
    showsAxes = true
  }

  /// A panel without axes: a drawing in points, origin at its upper left corner, y downward; or,
  /// with no drawing, an empty place (which may carry a legend).
  public init(
    size: Size, title: RichText? = nil, drawing: Drawing = Drawing(), legend: Legend? = nil,
    style: PanelStyle = PanelStyle()
  ) {
    self.init(
      size: size, title: title, x: .hidden, y: .hidden, marks: [.drawing(drawing)],
      legend: legend, style: style)
    showsAxes = false
  }
}
