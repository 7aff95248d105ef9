/// A scale is a record of functions from data values to a line on which the axis is linear.

internal import Kernels

/// How data values map to an axis.
public struct Scale: Sendable {
  /// Which tick locator suits the scale.
  enum Kind: Sendable, Equatable {
    case linear, log10
    case categories([RichText])
  }

  /// From a data value in the domain to the axis line.
  public let transform: @Sendable (Double) -> Double
  /// Whether a value can be drawn; others leave a gap.
  public let contains: @Sendable (Double) -> Bool
  let kind: Kind

  /// Equal steps for equal differences; every finite value.
  public static let linear = Scale(
    transform: { $0 }, contains: { $0.isFinite }, kind: .linear)

  /// Equal steps for equal ratios; positive finite values.
  public static let log10 = Scale(
    transform: { Elementary.log10($0) }, contains: { $0.isFinite && $0 > 0 }, kind: .log10)

  /// Equally spaced named positions: category i sits at value i, and its name is its tick label.
  public static func categories(_ names: [RichText]) -> Scale {
    Scale(transform: { $0 }, contains: { $0.isFinite }, kind: .categories(names))
  }
}
