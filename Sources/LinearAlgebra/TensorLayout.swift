// The tensor that the weights of a factorization stand for, by its definition: the oracle of fast
// forms, and what set-up uses. Training computes it in Models.

extension Tensor {
  /// The end tensor of a tensor factorization, by the recursion over intermediate tensors
  /// (hierarchical 2022, section 2.3): at a leaf the columns of its matrix, at an interior node
  /// T^{v,r} = Σ_{r'} W^v[r', r]·⊗_c T^{c,r'}, axes in increasing mode order.
  ///
  /// Sums and products run in ascending index, nothing fused. Its time is that of the definition.
  public init(layout: FactorLayout, weights: [Double]) {
    precondition(weights.count == layout.count, "expected \(layout.count) weights")
    let tensors = Self.intermediate(layout.tree.root, layout, weights)
    self.init(shape: layout.sizes, elements: tensors[0])
  }

  /// The entries of T^{v,r} for each r, over the node's modes, the last of them fastest.
  private static func intermediate(
    _ v: Int, _ layout: FactorLayout, _ weights: [Double]
  ) -> [[Double]] {
    let node = layout.tree.nodes[v]
    if node.children.isEmpty {
      let block = layout.blocks[v]
      return (0..<block.columns).map { r in
        (0..<block.rows).map { weights[block.offset + $0 * block.columns + r] }
      }
    }
    let children = node.children.map { intermediate($0, layout, weights) }
    let places = node.children.map { placement(of: $0, under: v, layout) }
    let products = (0..<layout.width(of: v)).map { r in
      (0..<layout.entryCount(of: v)).map { entry in
        children.indices.reduce(1) { $0 * children[$1][r][places[$1][entry]] }
      }
    }
    let block = v < layout.blocks.count ? layout.blocks[v] : nil
    return (0..<(block?.columns ?? 1)).map { r in
      (0..<layout.entryCount(of: v)).map { entry in
        products.indices.reduce(0) { sum, source in
          let weight = block.map { weights[$0.offset + source * $0.columns + r] } ?? 1
          return sum + weight * products[source][entry]
        }
      }
    }
  }

  /// For each entry over the modes of `v`, the entry over the modes of its child that it contains.
  private static func placement(of child: Int, under v: Int, _ layout: FactorLayout) -> [Int] {
    let own = layout.tree.nodes[child].modes
    return layout.tree.nodes[v].modes.reduce([0]) { entries, mode in
      let size = layout.sizes[mode]
      return entries.flatMap { entry in
        (0..<size).map { own.contains(mode) ? entry * size + $0 : entry }
      }
    }
  }
}
