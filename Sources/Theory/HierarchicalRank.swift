// Hierarchical tensor rank: what a factorization's widths bound, and what its local components
// contribute (hierarchical 2022, sheet 6.1).

import Kernels
public import LinearAlgebra

extension Tensor {
  /// The hierarchical tensor rank with respect to a mode tree: for each node but the root, in the
  /// tree's order, the rank of the matricization whose rows are the node's modes.
  ///
  /// - Parameter tolerance: singular values up to this share of the largest count as zero.
  public func hierarchicalRank(_ tree: ModeTree, tolerance: Double) -> [Int] {
    precondition(tree.order == shape.count, "a tree over the tensor's modes is needed")
    return tree.nodes.dropLast().map { node in
      let values = matricization(rows: node.modes).singularValues()
      return Spectrum.numericalRank(values, tolerance: tolerance)
    }
  }
}

extension FactorLayout {
  /// What the ranks of ``LinearAlgebra/Tensor/hierarchicalRank(_:tolerance:)`` never exceed for an end tensor
  /// of this layout: the extents of each node's weight matrix, min(D_n, R_p) at the leaf of mode n
  /// and min(R_v, R_p) at an inner node, p the parent.
  public var rankBounds: [Int] {
    blocks.prefix(tree.root).map { min($0.rows, $0.columns) }
  }

  /// For each local component of `node`, the most by which the end tensor changes in Frobenius norm when
  /// that component is dropped: its norm times the norms of the weight matrices of all nodes but this one
  /// and its children.
  public func dropBounds(at node: Int, weights: [Double]) -> [Double] {
    let near = tree.nodes[node].children + [node]
    let rest = blocks.indices.filter { !near.contains($0) }.reduce(1.0) { product, other in
      let squares = weights[blocks[other].range].withUnsafeBufferPointer { sumOfSquares($0) }
      return product * squares.squareRoot()
    }
    return LocalComponents(at: node, of: self, weights: weights).norms.map { $0 * rest }
  }

  /// Weights without local component `r` of `node`: its vectors in the children's matrices are zero.
  public func dropping(_ r: Int, at node: Int, from weights: [Double]) -> [Double] {
    var rest = weights
    for child in tree.nodes[node].children {
      let block = blocks[child]
      for i in 0..<block.rows { rest[block.offset + i * block.columns + r] = 0 }
    }
    return rest
  }
}
