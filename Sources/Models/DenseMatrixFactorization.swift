// Factorizations of matrices of any shape, held in memory.

public import Kernels

/// A product W = F₁F₂⋯F_L of matrices (norms 2020, equation 3) whose sizes are known at run time.
///
/// F₁ is rows × h, the middle factors h × h and F_L h × columns, with h = min(rows, columns).
///
/// A step: prefixes P_l = P_{l−1}·F_l from the left; the gradient B_L with respect to W; for l = L…2 the
/// gradients P_{l−1}ᵀ·B_l of F_l and B_{l−1} = B_l·F_lᵀ; B₁ is that of F₁.
public final class DenseMatrixFactorization<Scalar: KernelScalar>: Factorization {
  private let rows: Int
  /// Columns of each factor, in product order; a factor has as many rows as the one before columns.
  private let widths: [Int]
  private let objective: Objective<Scalar>
  /// The factors, one after another.
  private let factors: TrainedWeights<Scalar>
  /// P₂ … P_L, one after another, each rows × width; P₁ is the first factor.
  private let prefixes: UnsafeMutableBufferPointer<Scalar>
  /// B_l and B_{l−1}, each rows × at most max(h, columns).
  private let back: UnsafeMutableBufferPointer<Scalar>
  private let workspace = ProductWorkspace()
  private let workers: Workers

  /// A factorization `depth` ≥ 2 factors deep.
  ///
  /// - Parameters:
  ///   - objective: the completion or sensing, with dense measurements, of a rows × columns matrix.
  ///   - weights: in product order, each factor row-major.
  ///   - workers: who share a step; its bits do not depend on how many they are.
  public init(
    _ objective: Objective<Scalar>, rows: Int, columns: Int, depth: Int, weights: [Scalar],
    workers: Workers = .alone
  ) {
    precondition(depth >= 2, "a factorization needs two factors")
    let hidden = min(rows, columns)
    self.rows = rows
    widths = [Int](repeating: hidden, count: depth - 1) + [columns]
    self.objective = objective
    let count = hidden * (rows + hidden * (depth - 2) + columns)
    precondition(weights.count == count, "expected \(count) weights")
    factors = TrainedWeights(weights, workers)
    self.workers = workers
    prefixes = .allocate(capacity: rows * widths.dropFirst().reduce(0, +))
    prefixes.initialize(repeating: 0)
    back = .allocate(capacity: 2 * rows * max(hidden, columns))
    back.initialize(repeating: 0)
    multiply()
  }

  deinit {
    prefixes.deallocate()
    back.deallocate()
  }

  /// The factors in product order, each row-major, one after another.
  public var weights: [Scalar] { Array(factors.values) }

  /// The gradients of the last ``backpropagate()``, arranged like the weights.
  public var gradients: [Scalar] { Array(factors.gradients) }

  /// Their sum of squares in Double, *lanes8 + tree* over all of them.
  public var gradientSquareSum: Double {
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    get { factors.gradientSquareSum() }
  }

  /// Computes the product of the weights.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func multiply() {
    for l in 1..<widths.count {
      matmul(
        prefix(l), prefix(l - 1), factor(factors.values, l), rows: rows, inner: widths[l - 1],
        columns: widths[l], workspace: workspace, workers: workers)
    }
  }

  /// Computes the product of the weights and the gradients of the loss.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func backpropagate() {
    multiply()
    var (current, next) = (back.baseAddress!, back.baseAddress! + back.count / 2)
    objective.fillGradient(current, of: product, workspace, workers)
    for l in stride(from: widths.count - 1, to: 0, by: -1) {
      matmul(
        factor(factors.gradients, l), prefix(l - 1), current, rows: widths[l - 1], inner: rows,
        columns: widths[l], transposeA: true, workspace: workspace, workers: workers)
      matmul(
        l == 1 ? factors.gradients.baseAddress! : next, current, factor(factors.values, l),
        rows: rows, inner: widths[l], columns: widths[l - 1], transposeB: true,
        workspace: workspace, workers: workers)
      (current, next) = (next, current)
    }
  }

  /// Moves every weight by −`stepSize` times its gradient.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func descend(_ stepSize: Scalar) { factors.descend(stepSize) }

  /// Calls `body` with the last computed product, row-major.
  public func withOutputs<Result>(_ body: (UnsafeBufferPointer<Scalar>) -> Result) -> Result {
    body(product)
  }

  private var product: UnsafeBufferPointer<Scalar> {
    UnsafeBufferPointer(start: prefix(widths.count - 1), count: rows * widths[widths.count - 1])
  }

  /// P_{l+1}, `l` counted from 0.
  private func prefix(_ l: Int) -> UnsafeMutablePointer<Scalar> {
    l == 0 ? factors.values.baseAddress! : prefixes.baseAddress! + rows * (l - 1) * widths[0]
  }

  /// The factor at `l`, counted from 0, in a buffer arranged like the weights.
  private func factor(
    _ buffer: UnsafeMutableBufferPointer<Scalar>, _ l: Int
  ) -> UnsafeMutablePointer<Scalar> {
    let hidden = widths[0]
    return buffer.baseAddress! + (l == 0 ? 0 : rows * hidden + (l - 1) * hidden * hidden)
  }
}
