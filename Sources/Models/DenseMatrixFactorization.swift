// Factorizations of matrices of any shape, held in memory.

public import Kernels

/// A product of matrices whose sizes are known at run time.
public final class DenseMatrixFactorization<Scalar: KernelScalar>: MatrixFactorization {
  @usableFromInline let rows: Int
  /// Columns of each factor, in product order; a factor has as many rows as the one before columns.
  @usableFromInline let widths: [Int]
  @usableFromInline let loss: CompletionLoss<Scalar>
  /// The factors, one after another.
  @usableFromInline let factors: UnsafeMutableBufferPointer<Scalar>
  /// Their gradients, arranged like them.
  @usableFromInline let changes: UnsafeMutableBufferPointer<Scalar>
  /// P₂ … P_L, one after another, each rows × width; P₁ is the first factor.
  @usableFromInline let prefixes: UnsafeMutableBufferPointer<Scalar>
  /// B_l and B_{l−1}, each rows × at most max(h, columns).
  @usableFromInline let back: UnsafeMutableBufferPointer<Scalar>
  @usableFromInline let workspace = ProductWorkspace()

  /// A factorization `depth` ≥ 2 factors deep.
  ///
  /// - Parameter weights: in product order, each factor row-major.
  public init(_ loss: CompletionLoss<Scalar>, depth: Int, weights: [Scalar]) {
    precondition(depth >= 2, "a factorization needs two factors")
    let hidden = min(loss.rows, loss.columns)
    rows = loss.rows
    widths = [Int](repeating: hidden, count: depth - 1) + [loss.columns]
    self.loss = loss
    let count = hidden * (loss.rows + hidden * (depth - 2) + loss.columns)
    precondition(weights.count == count, "expected \(count) weights")
    factors = .allocate(capacity: count)
    _ = factors.initialize(from: weights)
    changes = .allocate(capacity: count)
    changes.initialize(repeating: 0)
    prefixes = .allocate(capacity: loss.rows * widths.dropFirst().reduce(0, +))
    prefixes.initialize(repeating: 0)
    back = .allocate(capacity: 2 * loss.rows * max(hidden, loss.columns))
    back.initialize(repeating: 0)
    multiply()
  }

  deinit {
    factors.deallocate()
    changes.deallocate()
    prefixes.deallocate()
    back.deallocate()
  }

  /// The factors in product order, each row-major, one after another.
  public var weights: [Scalar] { Array(factors) }

  /// The gradients of the last ``backpropagate()``, arranged like the weights.
  public var gradients: [Scalar] { Array(changes) }

  /// Their sum of squares in Double, *lanes8 + tree* over all of them.
  @inlinable
  public var gradientSquareSum: Double { sumOfSquares(UnsafeBufferPointer(changes)) }

  /// Computes the product of the weights.
  @inlinable
  public func multiply() {
    for l in 1..<widths.count {
      matmul(
        prefix(l), prefix(l - 1), factor(factors, l), rows: rows, inner: widths[l - 1],
        columns: widths[l], workspace: workspace)
    }
  }

  /// Computes the product of the weights and the gradients of the loss.
  @inlinable
  public func backpropagate() {
    multiply()
    var (current, next) = (back.baseAddress!, back.baseAddress! + back.count / 2)
    fillGradient(current)
    for l in stride(from: widths.count - 1, to: 0, by: -1) {
      matmul(
        factor(changes, l), prefix(l - 1), current, rows: widths[l - 1], inner: rows,
        columns: widths[l], transposeA: true, workspace: workspace)
      let target = l == 1 ? changes.baseAddress! : next
      matmul(
        target, current, factor(factors, l), rows: rows, inner: widths[l],
        columns: widths[l - 1], transposeB: true, workspace: workspace)
      (current, next) = (next, current)
    }
  }

  /// Moves every weight by −`stepSize` times its gradient.
  @inlinable
  public func descend(_ stepSize: Scalar) {
    let (weights, gradients) = (factors.baseAddress!, changes.baseAddress!)
    for i in 0..<factors.count { weights[i] = weights[i].addingProduct(-stepSize, gradients[i]) }
  }

  /// Calls `body` with the last computed product, row-major.
  @inlinable
  public func withProduct<Result>(_ body: (UnsafeBufferPointer<Scalar>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: prefix(widths.count - 1), count: loss.target.count))
  }

  /// The gradient with respect to the product: rows × columns.
  @inlinable
  func fillGradient(_ gradient: UnsafeMutablePointer<Scalar>) {
    let product = prefix(widths.count - 1)
    loss.target.withUnsafeBufferPointer { target in
      loss.slope.withUnsafeBufferPointer { slope in
        for i in 0..<target.count { gradient[i] = slope[i] * (product[i] - target[i]) }
      }
    }
  }

  /// P_{l+1}, `l` counted from 0.
  @usableFromInline
  func prefix(_ l: Int) -> UnsafeMutablePointer<Scalar> {
    l == 0 ? factors.baseAddress! : prefixes.baseAddress! + rows * (l - 1) * widths[0]
  }

  /// The factor at `l`, counted from 0, in a buffer arranged like the weights.
  @usableFromInline
  func factor(
    _ buffer: UnsafeMutableBufferPointer<Scalar>, _ l: Int
  ) -> UnsafeMutablePointer<Scalar> {
    let hidden = widths[0]
    return buffer.baseAddress! + (l == 0 ? 0 : rows * hidden + (l - 1) * hidden * hidden)
  }
}
