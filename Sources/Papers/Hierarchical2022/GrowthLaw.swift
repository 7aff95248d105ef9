// The growth law as a curve to draw: K·s^(2-2/K) over a window of sizes.

import Plotting
import Theory

enum GrowthLaw {
  /// Points of the law of order K, equally spaced in log size.
  static func points(order: Int, over window: ClosedRange<Double>) -> [DataPoint] {
    var points: [DataPoint] = []
    var size = window.lowerBound
    while size <= window.upperBound {
      points.append(DataPoint(size, GradientFlow.growth(size: size, order: order, drive: 1)))
      size *= 1.0625
    }
    return points
  }
}
