// The extents of weight matrices that lie one after another in a list of weights.

import Kernels
import LinearAlgebra

/// The extents of one weight matrix.
struct FactorShape {
  let rows: Int
  let columns: Int

  var count: Int { rows * columns }

  /// Weights that lie one after another, as matrices.
  static func cut<Scalar: KernelScalar>(
    _ weights: [Scalar], _ shapes: [FactorShape]
  ) -> [Matrix] {
    var rest = weights[...]
    return shapes.map { shape in
      defer { rest = rest.dropFirst(shape.count) }
      return Matrix(
        rows: shape.rows, columns: shape.columns, rest.prefix(shape.count).map(\.double))
    }
  }

  /// Standard normal matrices, the k-th from the stream's "factor k", counted from 1.
  static func drawn(_ shapes: [FactorShape], stream: String) -> [Matrix] {
    shapes.enumerated().map { l, shape in shape.drawn("\(stream)/factor \(l + 1)") }
  }

  /// A standard normal matrix, row-major from the stream of that name.
  func drawn(_ name: String) -> Matrix {
    let stream = RandomStream(name)
    return Matrix(rows: rows, columns: columns) { stream.normal($0 * columns + $1) }
  }
}
