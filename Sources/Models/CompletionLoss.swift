// The loss over the observed entries of a matrix, and its gradient with respect to the entries.

public import Kernels
public import Records

/// A completion loss with its constants in the precision of the weights.
///
/// The residual of an entry is `product − target` where it is observed and 0 elsewhere. The gradient
/// is the residual times ``slope``; the loss is a multiple of the sum of squared residuals, which is
/// taken in Double over all entries in row-major order, *lanes8 + tree*.
public struct CompletionLoss<Scalar: KernelScalar>: Sendable {
  /// Rows of the matrix.
  public let rows: Int
  /// Columns of the matrix.
  public let columns: Int
  /// rows × columns: the target's entries.
  public let target: [Scalar]
  /// rows × columns: the gradient's slope in each residual at observed entries, 0 elsewhere.
  public let slope: [Scalar]
  /// What is minimised.
  public let kind: Loss
  /// How many entries are observed.
  public let observedCount: Int

  /// The loss of a target (row-major) over some of its positions.
  public init(
    _ kind: Loss, rows: Int, columns: Int, target: [Double], observed: [Int]
  ) {
    precondition(target.count == rows * columns, "a target needs rows·columns entries")
    self.rows = rows
    self.columns = columns
    self.target = target.map { Scalar($0) }
    self.kind = kind
    observedCount = observed.count
    var slope = [Scalar](repeating: 0, count: rows * columns)
    let factor: Double = kind == .halfSumOfSquares ? 1 : 2 / Double(observed.count)
    for position in observed { slope[position] = Scalar(factor) }
    self.slope = slope
  }

  /// The loss whose residuals have this sum of squares.
  public func value(sumOfSquares sum: Double) -> Double {
    switch kind {
    case .halfSumOfSquares: 0.5 * sum
    case .meanOfSquares: sum / Double(observedCount)
    }
  }

  /// The loss of a product's entries, row-major.
  @inlinable
  public func value(of product: UnsafeBufferPointer<Scalar>) -> Double {
    precondition(product.count == target.count, "a product needs rows·columns entries")
    return withUnsafeTemporaryAllocation(of: Scalar.self, capacity: product.count) { residual in
      for i in 0..<product.count {
        residual[i] = slope[i] == 0 ? 0 : product[i] - target[i]
      }
      return value(sumOfSquares: sumOfSquares(UnsafeBufferPointer(residual)))
    }
  }
}
