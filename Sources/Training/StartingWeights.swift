// The weights a replicate starts from (norms sheet 3; hierarchical sheet 4). Draws are made in double
// precision and normalised; scale and precision come last, so that experiments sharing a seed
// share their directions.

import Kernels
import LinearAlgebra
import Records

/// The extents along a product of matrices: rows, hidden widths, columns.
struct FactorExtents {
  let rows: Int
  let columns: Int
  let depth: Int

  /// The hidden width, min(rows, columns), so that the rank is not limited.
  var hidden: Int { min(rows, columns) }

  /// The factors in product order.
  var factors: [FactorShape] {
    (0..<depth).map { l in
      FactorShape(rows: l == 0 ? rows : hidden, columns: l == depth - 1 ? columns : hidden)
    }
  }
}

/// The accepted draw of one replicate.
struct StartingWeights {
  /// Which draw was accepted, counted from 1.
  var draw = 1
  /// The weight matrices in the order of the weights.
  var factors: [Matrix]

  /// The weights of a tensor factorization.
  ///
  /// - Throws: `Failure` if the initialization is one of matrix factorizations.
  init(
    _ initialization: Initialization, layout: FactorLayout, seed: String, replicate: Int
  ) throws(Failure) {
    guard initialization.determinant == nil else {
      throw Failure("spec", field: "initialization.determinant", "a tensor has no determinant")
    }
    let shapes = layout.blocks.map { FactorShape(rows: $0.rows, columns: $0.columns) }
    switch initialization.scheme {
    case .gaussian(let std):
      let stream = "\(seed)/replicate \(replicate)/draw 1"
      factors = FactorShape.drawn(shapes, stream: stream).map { $0.scaled(by: std) }
    case .values(let values):
      try Self.check(values, shapes)
      factors = FactorShape.cut(values, shapes)
    case .layerwise, .balanced, .identity:
      throw Failure(
        "spec", field: "initialization.scheme",
        "is for products of matrices; a tensor factorization starts from gaussian or values")
    }
  }

  private static func check(_ values: [Double], _ shapes: [FactorShape]) throws(Failure) {
    let count = shapes.reduce(0) { $0 + $1.count }
    guard values.count == count else {
      throw Failure(
        "spec", field: "initialization.scheme.values.values",
        "has \(values.count) values, expected one for each of the model's \(count) weights")
    }
  }

  /// Draws until the product's determinant has the sign that is asked for.
  ///
  /// The sign is that of the normalised draw, whatever scale and precision make of it.
  ///
  /// - Throws: `Failure` if the product is not square where that matters, or no draw in 1000 has
  ///   the sign.
  init(
    _ initialization: Initialization, extents: FactorExtents, seed: String, replicate: Int
  ) throws(Failure) {
    var needsSquare = initialization.determinant != nil
    if case .identity = initialization.scheme { needsSquare = true }
    guard !needsSquare || extents.rows == extents.columns else {
      throw Failure(
        "spec", field: "initialization",
        "needs a square target, found \(extents.rows) × \(extents.columns)")
    }
    if case .values(let values) = initialization.scheme { try Self.check(values, extents.factors) }
    for draw in 1...1000 {
      let stream = "\(seed)/replicate \(replicate)/draw \(draw)"
      let drawn = NormalisedDraw(initialization.scheme, extents: extents, stream: stream)
      if let sign = initialization.determinant {
        guard drawn.determinant != 0, (drawn.determinant > 0) == (sign == .positive) else {
          continue
        }
      }
      self.draw = draw
      factors = drawn.scaled(initialization.scheme, extents: extents)
      return
    }
    throw Failure(
      "spec", field: "initialization.determinant",
      "none of 1000 draws had the sign asked for; about half of them should")
  }
}

/// Standard normal matrices: the product alone, or one per factor.
private struct NormalisedDraw {
  var matrices: [Matrix]

  init(_ scheme: Initialization.Scheme, extents: FactorExtents, stream: String) {
    switch scheme {
    case .gaussian, .layerwise: matrices = FactorShape.drawn(extents.factors, stream: stream)
    case .balanced:
      let product = FactorShape(rows: extents.rows, columns: extents.columns)
      matrices = [product.drawn("\(stream)/product")]
    case .identity: matrices = [.identity(extents.rows)]
    case .values(let values): matrices = FactorShape.cut(values, extents.factors)
    }
  }

  /// The determinant of the product, of square matrices only.
  var determinant: Double { matrices.reduce(1) { $0 * $1.determinant } }

  func scaled(_ scheme: Initialization.Scheme, extents: FactorExtents) -> [Matrix] {
    let depth = Double(extents.depth)
    switch scheme {
    case .gaussian(let std): return matrices.map { $0.scaled(by: std) }
    case .values: return matrices
    case .layerwise(let productStd):
      // α = (init / h^{(L−1)/2})^{1/L}: the product's entries have variance h^{L−1}·α^{2L}.
      let spread = Elementary.pow(Double(extents.hidden), (depth - 1) / 2)
      let alpha = Elementary.pow(productStd / spread, 1 / depth)
      return matrices.map { $0.scaled(by: alpha) }
    case .balanced(let productStd):
      return Self.balanced(matrices[0], std: productStd, depth: extents.depth)
    case .identity(let scale):
      let root = Elementary.pow(scale, 1 / depth)
      return [Matrix](repeating: matrices[0].scaled(by: root), count: extents.depth)
    }
  }

  /// U S^{1/L}, S^{1/L}, …, S^{1/L} Vᵀ for the decomposition U S Vᵀ of `std` times the matrix.
  private static func balanced(_ matrix: Matrix, std: Double, depth: Int) -> [Matrix] {
    let svd = matrix.svd()
    let roots = svd.values.map { Elementary.pow($0 * std, 1 / Double(depth)) }
    let first = Matrix(rows: svd.u.rows, columns: roots.count) { svd.u[$0, $1] * roots[$1] }
    let last = Matrix(rows: roots.count, columns: svd.v.rows) { roots[$0] * svd.v[$1, $0] }
    return [first] + [Matrix](repeating: .diagonal(roots), count: depth - 2) + [last]
  }
}

extension Matrix {
  fileprivate func scaled(by factor: Double) -> Matrix {
    Matrix(rows: rows, columns: columns, elements.map { $0 * factor })
  }
}
