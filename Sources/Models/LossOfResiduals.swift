// The losses of a spec as functions of residuals z = prediction − observed value; their definitions
// are in Records. Which predictions there are is in Objective.swift.

public import Kernels
public import Records

extension Loss {
  /// Whether the slope is a multiple of the residual.
  public var isQuadratic: Bool { self == .halfSumOfSquares || self == .meanOfSquares }

  /// The loss of these residuals, `count` of which are observed and the others 0; summed in Double,
  /// *lanes8 + tree*.
  public func value<Scalar: KernelScalar>(
    of residuals: UnsafeBufferPointer<Scalar>, count: Int
  ) -> Double {
    switch self {
    case .halfSumOfSquares: 0.5 * sumOfSquares(residuals)
    case .meanOfSquares: sumOfSquares(residuals) / Double(count)
    case .huber(let threshold):
      mean(of: residuals, count) { size in
        size < threshold ? size * size / (2 * threshold) : size - threshold / 2
      }
    case .meanAbsolute: mean(of: residuals, count) { $0 }
    }
  }

  /// What the derivative in a residual is a multiple of: of the residual itself where the loss is
  /// quadratic, else of a number in [−1, 1].
  func scale(count: Int) -> Double {
    switch self {
    case .halfSumOfSquares: 1
    case .meanOfSquares: 2 / Double(count)
    case .huber, .meanAbsolute: 1 / Double(count)
    }
  }

  private func mean<Scalar: KernelScalar>(
    of residuals: UnsafeBufferPointer<Scalar>, _ count: Int, _ value: (_ size: Double) -> Double
  ) -> Double {
    let values = residuals.map { value($0.double.magnitude) }
    return values.withUnsafeBufferPointer { sumInLanes($0) } / Double(count)
  }
}
