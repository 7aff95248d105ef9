// How gradient flow moves the product of a balanced factorization (norms sheet 7.5), and the growth
// of one component of any of the factorizations (hierarchical sheet 6.1). Right-hand sides only:
// integrating them is not done here.

import Kernels
public import LinearAlgebra

/// The velocity of the product W of `depth` balanced factors, given the gradient G of the loss with
/// respect to W.
public enum GradientFlow {
  /// dW/dt = −Σ_{l=1}^{L} (W Wᵀ)^{(l−1)/L} G (WᵀW)^{(L−l)/L} (Lemma 4).
  ///
  /// - Parameters:
  ///   - product: the decomposition of a square W.
  ///   - gradient: G, of W's shape.
  public static func velocity(
    of product: SingularValueDecomposition, gradient: Matrix, depth: Int
  ) -> Matrix {
    let n = product.values.count
    precondition(product.u.rows == n && product.v.rows == n, "the product must be square")
    let order = Double(depth)
    let powers = (0..<depth).map { l in
      product.values.map { Elementary.pow($0, 2 * Double(l) / order) }
    }
    // In the singular bases every term is diagonal on both sides.
    var inside = product.u.transposed.product(gradient).product(product.v)
    for i in 0..<n {
      for j in 0..<n {
        var weight = 0.0
        for l in 0..<depth { weight += powers[l][i] * powers[depth - 1 - l][j] }
        inside[i, j] *= -weight
      }
    }
    return product.u.product(inside).product(product.v.transposed)
  }

  /// dσ_r/dt = L·(σ_r²)^{1−1/L}·⟨−G, u_r v_rᵀ⟩ (Lemma 5), in the order of the singular values.
  public static func singularValueVelocities(
    of product: SingularValueDecomposition, gradient: Matrix, depth: Int
  ) -> [Double] {
    product.values.indices.map { r in
      growth(
        size: product.values[r], order: depth, drive: drive(of: r, in: product, gradient: gradient))
    }
  }

  /// γ_r = ⟨−G, u_r v_rᵀ⟩: how strongly the loss pulls at a singular value, `r` counted from 0.
  public static func drive(
    of r: Int, in product: SingularValueDecomposition, gradient: Matrix
  ) -> Double {
    var sum = 0.0
    for i in 0..<gradient.rows {
      var inner = 0.0
      for j in 0..<gradient.columns {
        inner = inner.addingProduct(gradient[i, j], product.v[j, r])
      }
      sum = sum.addingProduct(product.u[i, r], inner)
    }
    return -sum
  }

  // region: growth law
  /// K·σ^{2−2/K}·γ: the speed of a component of `size` σ and `order` K (depth, tensor order, or
  /// axes of a local factorization) under the drive γ.
  public static func growth(size: Double, order: Int, drive: Double) -> Double {
    let k = Double(order)
    return k * Elementary.pow(size, 2 - 2 / k) * drive
  }
  // endregion
}
