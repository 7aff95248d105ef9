// The exponent of the growth law: a component of size s grows at rate K·s^(2-2/K)·γ, so log(rate/γ) is
// linear in log s with slope 2-2/K and intercept log K (hierarchical 2022; sheet 6.2).

private import Kernels

/// A least-squares fit of a power law to one component's growth.
public struct GrowthFit: Hashable, Sendable {
  /// The exponent: 2 - 2/K in theory.
  public var exponent: Double
  /// The coefficient: K in theory.
  public var coefficient: Double
  /// How many points entered.
  public var points: Int

  /// One point of a component's growth.
  public struct Point: Hashable, Sendable {
    /// The component's size.
    public var size: Double
    /// Its speed over γ.
    public var rate: Double
  }

  /// The points of a run that enter a fit: rates above zero, sizes inside a window, steps that
  /// change the size by more than 2e-4 of itself.
  ///
  /// - Parameters:
  ///   - size: the component's size at each record.
  ///   - speed: the change of the size over the step that follows, by the step's length.
  ///   - gamma: the alignment γ of the component with the negative gradient.
  ///   - step: the step's length.
  ///   - window: the sizes that enter.
  public static func points(
    size: [Double], speed: [Double], gamma: [Double], step: [Double], window: ClosedRange<Double>
  ) -> [Point] {
    size.indices.compactMap { index in
      let rate = speed[index] / gamma[index]
      let change = abs(speed[index] * step[index] / size[index])
      guard window.contains(size[index]), rate > 0, rate.isFinite, change > 2e-4 else { return nil }
      return Point(size: size[index], rate: rate)
    }
  }

  /// Fits points in log-log coordinates; `nil` for fewer than ten points.
  public init?(_ points: [Point]) {
    guard points.count >= 10 else { return nil }
    let x = points.map { Elementary.log($0.size) }
    let y = points.map { Elementary.log($0.rate) }
    let count = Double(points.count)
    let meanX = x.reduce(0, +) / count
    let meanY = y.reduce(0, +) / count
    let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let variance = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    exponent = covariance / variance
    coefficient = Elementary.exp(meanY - exponent * meanX)
    self.points = points.count
  }
}
