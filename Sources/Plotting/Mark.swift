/// What is drawn inside the axes box, in drawing order.

/// The pattern of a line.
public enum Dash: Sendable, Equatable {
  /// The four patterns of matplotlib; their lengths scale with the line width.
  case solid, dashed, dashDot, dotted
}

/// Colour, width in points and pattern of a line.
public struct LineStyle: Sendable, Equatable {
  /// Colour with opacity.
  public var color: Color
  /// Width in points.
  public var width: Double
  /// Pattern.
  public var dash: Dash

  /// A line style.
  public init(_ color: Color, width: Double = 1.5, dash: Dash = .solid) {
    self.color = color
    self.width = width
    self.dash = dash
  }
}

/// Shape, size and colours of a marker.
public struct MarkerStyle: Sendable, Equatable {
  /// The shapes, as matplotlib draws them.
  public enum Shape: Sendable, Equatable, CaseIterable {
    /// matplotlib's o, v, ^, D, d, s, x, *.
    case circle, triangleDown, triangleUp, diamond, thinDiamond, square, cross, star
  }

  /// Shape.
  public var shape: Shape
  /// Diameter or side in points, without the edge.
  public var size: Double
  /// Colour of the inside.
  public var fill: Color
  /// Colour of the outline; nil takes the fill colour.
  public var edge: Color?
  /// Width of the outline in points.
  public var edgeWidth: Double

  /// A marker style; size and edge default to matplotlib's.
  public init(
    _ shape: Shape, size: Double = 6, fill: Color, edge: Color? = nil, edgeWidth: Double = 1
  ) {
    self.shape = shape
    self.size = size
    self.fill = fill
    self.edge = edge
    self.edgeWidth = edgeWidth
  }
}

/// A point in data units.
public struct DataPoint: Sendable, Equatable {
  /// Value along the x axis.
  public var x: Double
  /// Value along the y axis.
  public var y: Double

  /// The point (`x`, `y`).
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// Pairs two equally long columns.
  public static func zip(_ xs: [Double], _ ys: [Double]) -> [DataPoint] {
    precondition(xs.count == ys.count, "\(xs.count) x values but \(ys.count) y values")
    return Swift.zip(xs, ys).map { DataPoint($0, $1) }
  }
}

/// A vertical interval at x, in data units.
public struct DataInterval: Sendable, Equatable {
  /// Value along the x axis.
  public var x: Double
  /// Lower end.
  public var low: Double
  /// Upper end.
  public var high: Double

  /// The interval from `low` to `high` at `x`.
  public init(_ x: Double, low: Double, high: Double) {
    self.x = x
    self.low = low
    self.high = high
  }
}

/// One thing drawn in a panel. Values the scale cannot show (NaN, zero on a log axis) leave a gap.
/// Everything but text and drawings is clipped to the axes box.
public enum Mark: Sendable {
  /// Straight lines through the points.
  case line([DataPoint], LineStyle)
  /// A line whose segment i has the colour of `parameters[i]` (0...1), one per point.
  case coloredLine([DataPoint], parameters: [Double], ColorMap, width: Double)
  /// A marker at each point.
  case markers([DataPoint], MarkerStyle)
  /// Vertical bars without caps.
  case errorBars([DataInterval], LineStyle)
  /// The area between low and high.
  case band([DataInterval], Color)
  /// A horizontal line across the axes box; does not influence the x limits.
  case horizontalRule(Double, LineStyle)
  /// A vertical line across the axes box; does not influence the y limits.
  case verticalRule(Double, LineStyle)
  /// Filled rectangles from low to high, `width` data units wide, centred at x.
  case bars([DataInterval], width: Double, fill: Color, edge: LineStyle?)
  /// Piecewise constant: the value of each point holds until the next one's x.
  case steps([DataPoint], LineStyle)
  /// Words at a place.
  case text(Annotation)
  /// Square or rectangular cells filling `frame` (data units), row 0 at the top.
  case image(CellImage)
  /// Free drawing in points, origin at the upper left corner of the axes box, y downward.
  case drawing(Drawing)
}

/// Words at a place of a panel.
public struct Annotation: Sendable, Equatable {
  /// Where the anchor of the text sits.
  public enum Place: Sendable, Equatable {
    /// A point in data units; does not influence the limits.
    case data(Double, Double)
    /// Fractions of the axes box; (0, 0) is its lower left corner.
    case fraction(Double, Double)
  }

  /// The words.
  public var text: RichText
  /// Where.
  public var place: Place
  /// Which point of the text is put there.
  public var anchor: Anchor
  /// Font size in points.
  public var size: Double
  /// Colour.
  public var color: Color

  /// An annotation.
  public init(
    _ text: RichText, at place: Place, anchor: Anchor = .center, size: Double = 10,
    color: Color = .black
  ) {
    self.text = text
    self.place = place
    self.anchor = anchor
    self.size = size
    self.color = color
  }
}

/// A point of a text's box: horizontally left, centre or right; vertically top, centre, baseline of the
/// first line, or bottom.
public struct Anchor: Sendable, Equatable {
  /// Horizontal part.
  public enum Horizontal: Sendable, Equatable {
    /// The left end, the middle, the right end.
    case left, center, right
  }
  /// Vertical part.
  public enum Vertical: Sendable, Equatable {
    /// Top of the line box, its middle, first baseline, bottom.
    case top, center, baseline, bottom
  }

  /// Horizontal part.
  public var horizontal: Horizontal
  /// Vertical part.
  public var vertical: Vertical

  /// An anchor from its two parts.
  public init(_ horizontal: Horizontal, _ vertical: Vertical) {
    self.horizontal = horizontal
    self.vertical = vertical
  }

  /// The middle of the text.
  public static let center = Anchor(.center, .center)
  /// Left end, vertically centred.
  public static let left = Anchor(.left, .center)
  /// Right end, vertically centred.
  public static let right = Anchor(.right, .center)
  /// Middle of the top edge.
  public static let top = Anchor(.center, .top)
  /// Middle of the bottom edge.
  public static let bottom = Anchor(.center, .bottom)
}

/// A grid of coloured cells: a sample image, a mask, a matrix shown as shades.
public struct CellImage: Sendable, Equatable {
  /// Number of cells in a row.
  public var columns: Int
  /// Colours, row by row from the top; shape rows x columns.
  public var cells: [Color]
  /// The rectangle to fill, in data units: x from `left` to `right`, y from `bottom` to `top`.
  public var left: Double, right: Double, bottom: Double, top: Double

  /// An image; without a frame it fills x 0...columns and y 0...rows.
  public init(columns: Int, cells: [Color]) {
    precondition(columns > 0 && cells.count % columns == 0, "cells do not fill whole rows")
    self.columns = columns
    self.cells = cells
    left = 0
    right = Double(columns)
    bottom = 0
    top = Double(cells.count / columns)
  }

  /// A grey image from levels in 0 (black)...1 (white); values outside are clamped.
  public init(columns: Int, gray: [Double]) {
    self.init(columns: columns, cells: gray.map { .gray(min(max($0, 0), 1)) })
  }

  /// Number of rows.
  public var rows: Int { cells.count / columns }
}
