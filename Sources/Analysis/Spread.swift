// What the works draw of several seeds or classes: a point for the mean, a bar for the deviation.

/// The mean of a sample, and how far its values lie apart.
public struct Spread: Hashable, Sendable {
  /// The mean.
  public let mean: Double
  /// The population deviation, the root of the mean squared distance to the mean: what the published
  /// bars are (tensor sheet 6, locality sheet 6).
  public let deviation: Double
  /// The smallest value.
  public let least: Double
  /// The largest value.
  public let greatest: Double

  /// The spread of a sample.
  ///
  /// - Precondition: the sample is not empty.
  public init(_ values: [Double]) {
    guard let least = values.min(), let greatest = values.max() else {
      preconditionFailure("a spread needs a sample")
    }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.map { ($0 - mean) * ($0 - mean) }
    self.mean = mean
    deviation = (squares.reduce(0, +) / count).squareRoot()
    (self.least, self.greatest) = (least, greatest)
  }
}
