// The weights that a spec's tensor factorization has.

import Datasets
import LinearAlgebra
import Records

extension Model {
  /// The layout of a CP or hierarchical factorization of tensors of a shape.
  ///
  /// - Throws: `Failure` naming the field that does not fit the target.
  func layout(of shape: [Int]) throws(Failure) -> FactorLayout {
    guard shape.count >= 2 else {
      throw Failure(
        "spec", field: "task.target", "has one mode; a tensor factorization needs two or more")
    }
    switch self {
    case .cp(let components): return .cp(sizes: shape, width: components)
    case .hierarchical(let interior, let widths):
      return try FactorLayout(
        sizes: shape, interior: interior, widths: widths, field: "model.hierarchical")
    case .matrixFactorization: preconditionFailure("a matrix factorization has no mode tree")
    }
  }
}
