// Factorizations of small square matrices, held in registers through a whole training loop.

public import Kernels

/// A product of `depth` n×n matrices whose sizes are part of the type; its step is that of
/// ``DenseMatrixFactorization``, to the bit.
@frozen
public struct SmallMatrixFactorization<let n: Int, let depth: Int, Scalar: KernelScalar>:
  Factorization
{
  @usableFromInline var factors: InlineArray<depth, Square<n, Scalar>>
  @usableFromInline var changes: InlineArray<depth, Square<n, Scalar>>
  @usableFromInline var product: Square<n, Scalar>
  @usableFromInline let target: Square<n, Scalar>
  @usableFromInline let slope: Square<n, Scalar>

  /// A factorization of a square n×n target, at least two factors deep.
  ///
  /// - Parameters:
  ///   - objective: the completion of an n×n matrix with a quadratic loss.
  ///   - weights: depth × n × n, in product order.
  public init(_ objective: Objective<Scalar>, weights: [Scalar]) {
    guard case .entries = objective.measurements, objective.loss.isQuadratic,
      objective.targets.count == n * n
    else { preconditionFailure("not the completion of an n×n matrix with a quadratic loss") }
    precondition(depth >= 2 && weights.count == depth * n * n, "expected depth·n·n weights")
    target = Square { objective.targets[$0 * n + $1] }
    slope = Square { objective.slopes[$0 * n + $1] }
    factors = InlineArray { l in Square { weights[(l * n + $0) * n + $1] } }
    changes = InlineArray(repeating: .zero)
    product = .zero
    multiply()
  }

  /// The factors in product order, each row-major, one after another.
  public var weights: [Scalar] { Self.flattened(factors) }

  /// The gradients of the last ``backpropagate()``, arranged like the weights.
  public var gradients: [Scalar] { Self.flattened(changes) }

  /// Their sum of squares in Double, *lanes8 + tree* over all of them.
  @inlinable
  public var gradientSquareSum: Double {
    var lanes = SIMD8<Double>()
    for l in 0..<depth {
      for i in 0..<n {
        for j in 0..<n {
          let x = changes[l][i, j].double
          lanes[((l * n + i) * n + j) & 7] += x * x
        }
      }
    }
    let four = lanes.lowHalf + lanes.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }

  /// Computes the product of the weights.
  @inlinable @inline(__always)
  public mutating func multiply() {
    // A local on purpose: Swift 6.3.1 miscompiles a property assigned from a product of itself.
    var prefix = factors[0]
    for l in 1..<depth { prefix = .product(prefix, factors[l]) }
    product = prefix
  }

  // region: gradient
  /// Computes the product of the weights and the gradients of the loss.
  @inlinable @inline(__always)
  public mutating func backpropagate() {
    var prefixes = InlineArray<depth, Square<n, Scalar>>(repeating: .zero)
    prefixes[0] = factors[0]
    for l in 1..<depth { prefixes[l] = .product(prefixes[l - 1], factors[l]) }
    product = prefixes[depth - 1]
    var back = Square<n, Scalar> { slope[$0, $1] * (product[$0, $1] - target[$0, $1]) }
    for step in 1..<depth {
      let l = depth - step
      changes[l] = .transposedProduct(prefixes[l - 1], back)
      back = .productTransposed(back, factors[l])
    }
    changes[0] = back
  }
  // endregion

  /// Moves every weight by −`stepSize` times its gradient.
  @inlinable @inline(__always)
  public mutating func descend(_ stepSize: Scalar) {
    for l in 0..<depth { factors[l].subtract(changes[l], scaledBy: stepSize) }
  }

  /// Calls `body` with the last computed product, row-major.
  @inlinable
  public func withOutputs<Result>(_ body: (UnsafeBufferPointer<Scalar>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: n * n) { entries in
      for i in 0..<n {
        for j in 0..<n { entries[i * n + j] = product[i, j] }
      }
      return body(UnsafeBufferPointer(entries))
    }
  }

  private static func flattened(_ matrices: InlineArray<depth, Square<n, Scalar>>) -> [Scalar] {
    var entries: [Scalar] = []
    for l in 0..<depth {
      for i in 0..<n {
        for j in 0..<n { entries.append(matrices[l][i, j]) }
      }
    }
    return entries
  }
}
