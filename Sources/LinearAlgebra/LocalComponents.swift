// Local components of a tensor factorization: their norms, and what drives them (hierarchical 2022,
// sections 2.3 and 6.1; components of CP are those of the flat tree's root).

public import Kernels

/// The local components of one interior node.
///
/// Component r consists of K vectors: column r of each child's weight matrix, in the order of the
/// children, and row r of the node's own, if it has one. Sums run over a vector in ascending index, in
/// Double, as chains of fused multiply-adds.
public struct LocalComponents: Sendable {
  /// R_v × K: the squared norm of each vector of each component.
  public let squaredNorms: Matrix

  /// The components of interior node `node` for weights arranged by `layout`.
  @inlinable
  public init<Scalar: KernelScalar>(at node: Int, of layout: FactorLayout, weights: [Scalar]) {
    squaredNorms = Self.innerProducts(at: node, of: layout, weights, weights)
  }

  /// σ_r, the product of the norms of the K vectors of each component.
  public var norms: [Double] {
    rows.map { row in row.reduce(1) { $0 * $1.squareRoot() } }
  }

  /// Σ 1/‖w‖² over the K vectors of each component: under gradient flow dσ/dt = σ²·γ times this.
  public var inverseSquareSums: [Double] {
    rows.map { row in row.reduce(0) { $0 + 1 / $1 } }
  }

  /// γ_r = ⟨−∇L, component r with its vectors scaled to unit length⟩, which is −⟨w, ∂φ/∂w⟩/σ_r for any
  /// vector w of the component; 0 where σ_r is.
  ///
  /// - Parameter innerProducts: R_v × K, from the weights of these components and their gradients;
  ///   the first column is used.
  public func gammas(_ innerProducts: Matrix) -> [Double] {
    precondition(innerProducts.rows == squaredNorms.rows, "a row for each component is needed")
    return norms.enumerated().map { r, norm in norm == 0 ? 0 : -innerProducts[r, 0] / norm }
  }

  /// R_v × K: ⟨w, ∂φ/∂w⟩ for each vector w of each component. In exact arithmetic a row's entries
  /// are equal.
  @inlinable
  public static func innerProducts<Scalar: KernelScalar>(
    at node: Int, of layout: FactorLayout, weights: [Scalar], gradients: [Scalar]
  ) -> Matrix {
    innerProducts(at: node, of: layout, weights, gradients)
  }

  @inlinable
  static func innerProducts<Scalar: KernelScalar>(
    at node: Int, of layout: FactorLayout, _ x: [Scalar], _ y: [Scalar]
  ) -> Matrix {
    precondition(x.count == layout.count && y.count == layout.count, "not of this layout")
    let width = layout.width(of: node)
    var sums = layout.tree.nodes[node].children.map { columnSums(layout.blocks[$0], x, y) }
    if node < layout.blocks.count { sums.append(rowSums(layout.blocks[node], x, y)) }
    return Matrix(rows: width, columns: sums.count) { r, k in sums[k][r] }
  }

  @inlinable
  static func columnSums<Scalar: KernelScalar>(
    _ block: FactorLayout.Block, _ x: [Scalar], _ y: [Scalar]
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: block.columns)
    for i in 0..<block.rows {
      let row = block.offset + i * block.columns
      for r in 0..<block.columns { sums[r].addProduct(x[row + r].double, y[row + r].double) }
    }
    return sums
  }

  @inlinable
  static func rowSums<Scalar: KernelScalar>(
    _ block: FactorLayout.Block, _ x: [Scalar], _ y: [Scalar]
  ) -> [Double] {
    (0..<block.rows).map { r in
      let row = block.offset + r * block.columns
      var sum = 0.0
      for j in row..<row + block.columns { sum.addProduct(x[j].double, y[j].double) }
      return sum
    }
  }

  private var rows: [ArraySlice<Double>] {
    let count = squaredNorms.columns
    return (0..<squaredNorms.rows).map { squaredNorms.elements[$0 * count..<($0 + 1) * count] }
  }
}
