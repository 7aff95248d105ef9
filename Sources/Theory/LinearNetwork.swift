// Matrix factorizations as networks: linear ones (hierarchical 2022, sheet 9).

public import LinearAlgebra

/// A network of fully connected linear layers, which stands for the product W1·W2 ⋯ WL of its factors.
public struct LinearNetwork: Sendable {
  /// The factors in product order.
  public let factors: [Matrix]

  /// The network of factors whose extents fit.
  public init(factors: [Matrix]) {
    precondition(!factors.isEmpty, "a network needs a layer")
    precondition(
      zip(factors, factors.dropFirst()).allSatisfy { $0.columns == $1.rows },
      "factors need equal inner extents")
    self.factors = factors
  }

  /// The output vector for an input vector, as long as the product has columns: the last factor acts
  /// first.
  public func output(_ input: [Double]) -> [Double] {
    factors.reversed().reduce(input) { values, factor in
      precondition(values.count == factor.columns, "expected an input of \(factor.columns) numbers")
      return (0..<factor.rows).map { i in
        values.indices.reduce(0) { $0 + factor[i, $1] * values[$1] }
      }
    }
  }

  /// The largest difference between outputs for one-hot inputs and entries of the product, which
  /// equal them in exact arithmetic, as a share of the largest entry; 0 where all are 0.
  public var deviationFromProduct: Double {
    let product = factors.dropFirst().reduce(factors[0]) { $0.product($1) }
    let columns = (0..<product.columns).map { j in
      output((0..<product.columns).map { $0 == j ? 1 : 0 })
    }
    return Deviation.largest(columns.flatMap { $0 }, product.transposed.elements)
  }
}
