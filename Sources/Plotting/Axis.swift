/// One axis of a panel: label, scale, limits, ticks. Where things go is decided in the layout.

/// One axis of a panel.
public struct Axis: Sendable {
  /// The label beside the tick labels; nil for none.
  public var label: RichText?
  /// How values map to the axis.
  public var scale: Scale
  /// The interval shown.
  public var limits: Limits
  /// Whether values grow to the left (x) or downward (y).
  public var inverted: Bool
  /// The major ticks.
  public var ticks: Ticks
  /// Whether a logarithmic axis shows ticks at 2...9 times the powers of ten.
  public var minorTicks: Bool

  /// An axis; the defaults are matplotlib's.
  public init(
    _ label: RichText? = nil, scale: Scale = .linear, limits: Limits = .automatic,
    inverted: Bool = false, ticks: Ticks = .automatic, minorTicks: Bool = true
  ) {
    self.label = label
    self.scale = scale
    self.limits = limits
    self.inverted = inverted
    self.ticks = ticks
    self.minorTicks = minorTicks
  }

  /// No ticks, no label: for images and illustrations. Limits are tight to the data.
  public static let hidden = Axis(limits: .tight, ticks: .none)
}

/// The interval an axis shows: each end given, or taken from the data with a margin.
public struct Limits: Sendable, Equatable {
  /// The lower end in data units; nil takes the smallest value drawn, minus the margin.
  public var low: Double?
  /// The upper end in data units; nil takes the largest value drawn, plus the margin.
  public var high: Double?
  /// Margin as a fraction of the data's extent along the axis (after the scale's transform).
  public var margin: Double

  /// Limits with either end optionally fixed.
  public init(low: Double? = nil, high: Double? = nil, margin: Double = 0.05) {
    self.low = low
    self.high = high
    self.margin = margin
  }

  /// Data plus 5 % on both sides.
  public static let automatic = Limits()
  /// Exactly the data.
  public static let tight = Limits(margin: 0)
}

/// The major ticks of an axis.
public enum Ticks: Sendable {
  /// A value and what stands beside it.
  public struct Tick: Sendable, Equatable {
    /// Position in data units.
    public var value: Double
    /// The label.
    public var label: RichText

    /// A labelled tick.
    public init(_ value: Double, _ label: RichText) {
      self.value = value
      self.label = label
    }
  }

  /// Round values chosen as matplotlib's locators do; categories at their positions.
  case automatic
  /// The given values, labelled in the given form.
  case at([Double], NumberForm = .plain)
  /// Explicit positions and labels.
  case labelled([Tick])
  /// None.
  case none
}

/// How a number is written beside a tick.
public enum NumberForm: Sendable, Equatable {
  /// `0.25`, `1000`, with a true minus sign; all ticks of an axis get the same number of decimals.
  case plain
  /// A power of ten as base and superscript: 10 raised to -3. The value must be a power of ten.
  case power
  /// `3.3e6`: two significant digits, truncated towards zero; below 1000 a truncated integer.
  case truncated
}
