// Where the weights of a tensor factorization lie in one flat vector (hierarchical 2022, section
// 2.3; tensor 2021, section 2). The tensor they stand for is in TensorLayout.swift.

/// A mode tree with mode sizes and widths: the weight matrices of a hierarchical tensor
/// factorization, one after another.
///
/// The matrix of the leaf of mode n is D_n × R_p, p its parent; that of an interior node v is
/// R_v × R_p; that of the root, the top vector, is R_root × 1. The flat vector holds the matrices in
/// the order of the nodes, each row-major: leaves, interior nodes, the top vector. A CP factorization is
/// the flat tree without a learned top vector.
public struct FactorLayout: Hashable, Sendable {
  /// One weight matrix in the flat vector.
  public struct Block: Hashable, Sendable {
    /// Its rows.
    public let rows: Int
    /// Its columns.
    public let columns: Int
    /// The index of its first entry.
    public let offset: Int

    /// The indices of its entries.
    public var range: Range<Int> { offset..<offset + rows * columns }
  }

  /// The tree.
  public let tree: ModeTree
  /// D_n, the length of each mode.
  public let sizes: [Int]
  /// R_v, the number of local components of each interior node, in the tree's order.
  public let widths: [Int]
  /// Whether the root has learned weights; where it has none they are ones.
  public let hasTopVector: Bool
  /// The weight matrix of each node; the root, which is last, has one only if there is a top vector.
  public let blocks: [Block]

  /// A layout; sizes and widths must be at least 1.
  public init(tree: ModeTree, sizes: [Int], widths: [Int], hasTopVector: Bool = true) {
    precondition(sizes.count == tree.order, "a size for each mode is needed")
    precondition(widths.count == tree.interior.count, "a width for each interior node is needed")
    precondition((sizes + widths).allSatisfy { $0 >= 1 }, "sizes and widths are at least 1")
    self.tree = tree
    self.sizes = sizes
    self.widths = widths
    self.hasTopVector = hasTopVector
    var blocks: [Block] = []
    for (v, node) in tree.nodes.enumerated() where hasTopVector || v != tree.root {
      blocks.append(
        Block(
          rows: v < tree.order ? sizes[v] : widths[v - tree.order],
          columns: node.parent.map { widths[$0 - tree.order] } ?? 1,
          offset: blocks.last?.range.upperBound ?? 0))
    }
    self.blocks = blocks
  }

  /// The layout of a CP factorization with `width` components.
  public static func cp(sizes: [Int], width: Int) -> FactorLayout {
    FactorLayout(
      tree: .flat(order: sizes.count), sizes: sizes, widths: [width], hasTopVector: false)
  }

  /// The number of weights.
  public var count: Int { blocks[blocks.count - 1].range.upperBound }

  /// The degree in which the end tensor is homogeneous in all weights: the number of matrices.
  public var degree: Int { blocks.count }

  /// R_v, the number of local components of an interior node.
  public func width(of node: Int) -> Int { widths[node - tree.order] }

  /// The number of entries of a tensor over the modes of a node: the product of their sizes.
  public func entryCount(of node: Int) -> Int {
    tree.nodes[node].modes.reduce(1) { $0 * sizes[$1] }
  }
}
