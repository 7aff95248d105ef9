/// One axis with its limits settled: from data values to points along the axes box.

internal import Kernels

/// The settled limits of an axis and the map they define.
struct AxisMap {
  let axis: Axis
  /// Limits in data units.
  let low: Double
  let high: Double
  private let start: Double
  private let extent: Double
  /// Length of the axes box in points.
  let length: Double
  /// Whether larger values lie at smaller points (an upright y axis, an inverted x axis).
  private let isFlipped: Bool

  /// Settles the limits of an axis of `length` points from the values drawn along it.
  init(_ axis: Axis, values: [Double], length: Double, isVertical: Bool) {
    self.axis = axis
    self.length = length
    isFlipped = isVertical != axis.inverted
    (low, high) = AxisMap.limits(axis, values: values)
    precondition(low < high, "axis limits \(low)...\(high) are empty")
    start = axis.scale.transform(low)
    extent = axis.scale.transform(high) - start
  }

  /// Given ends as they are; others from the data with the margin (matplotlib's autoscaling).
  private static func limits(_ axis: Axis, values: [Double]) -> (Double, Double) {
    let scale = axis.scale
    for end in [axis.limits.low, axis.limits.high].compactMap(\.self) {
      precondition(scale.contains(end), "axis limit \(end) is outside the scale's domain")
    }
    let isLog = scale.kind == .log10
    let shown = values.filter(scale.contains)
    var a = axis.limits.low ?? shown.min() ?? (isLog ? 1 : 0)
    var b = axis.limits.high ?? shown.max() ?? (isLog ? 10 : 1)
    if a >= b {
      let lift = isLog ? 0 : max(abs(a) * 0.05, 0.05)
      if axis.limits.low == nil { a = isLog ? a / 3 : a - lift }
      if axis.limits.high == nil { b = isLog ? max(a, b) * 3 : max(a, b) + lift }
    }
    let margin = axis.limits.margin
    guard margin > 0 else { return (a, b) }
    if isLog {
      let ratio = scale.transform(b) - scale.transform(a)
      let factor = Elementary.exp(ratio * margin * 0x1.26bb1bbb55516p+1)
      return (axis.limits.low ?? a / factor, axis.limits.high ?? b * factor)
    }
    return (axis.limits.low ?? a - (b - a) * margin, axis.limits.high ?? b + (b - a) * margin)
  }

  /// Points from the left or top of the axes box; nil where the scale has no place for the value.
  func position(_ value: Double) -> Double? {
    guard axis.scale.contains(value) else { return nil }
    let t = (axis.scale.transform(value) - start) / extent
    return (isFlipped ? 1 - t : t) * length
  }

  /// As `position`, held within one axis length beyond the box: for bars that start far outside.
  func clamped(_ value: Double) -> Double? {
    position(value).map { min(max($0, -length), 2 * length) }
  }
}
