// Tensor factorizations as networks: convolutional arithmetic circuits (hierarchical 2022, sheet 9; tensor
// 2021, sheet 5.2; norms 2020, Figure 3). Nothing here knows of the tensor until the two are compared.

public import LinearAlgebra

/// A network of linear maps and product pooling over a mode tree.
///
/// It reads one vector at each position. Level by level, a locally connected linear layer maps what is at
/// a node with the transpose of the node's weight matrix, each node with weights of its own; pooling then
/// multiplies the channels of a node's children. The output is one number: a linear map with the top
/// vector, or the sum of the channels where there is none. A flat tree makes the shallow circuit
/// of a CP factorization.
public struct ArithmeticCircuit: Sendable {
  /// The tree, the sizes of the inputs and the numbers of channels.
  public let layout: FactorLayout
  /// The weights, arranged by the layout.
  public let weights: [Double]

  /// The circuit of these weights.
  public init(layout: FactorLayout, weights: [Double]) {
    precondition(weights.count == layout.count, "expected \(layout.count) weights")
    self.layout = layout
    self.weights = weights
  }

  // region: circuit
  /// The output for one input vector at each position, of that mode's size.
  public func output(_ inputs: [[Double]]) -> Double {
    precondition(inputs.map(\.count) == layout.sizes, "expected a vector of its size for each mode")
    let tree = layout.tree
    // What enters the linear map of each node, then what leaves it.
    var channels = inputs
    for v in tree.nodes.indices {
      if v >= tree.order { channels.append(pooled(tree.nodes[v].children.map { channels[$0] })) }
      if v < layout.blocks.count { channels[v] = mapped(channels[v], by: layout.blocks[v]) }
    }
    return channels[tree.root].reduce(0, +)
  }

  /// Product pooling: channel r of the result is the product of all channels r.
  private func pooled(_ children: [[Double]]) -> [Double] {
    children.dropFirst().reduce(children[0]) { zip($0, $1).map { $0 * $1 } }
  }

  /// The linear layer: channel r of the result is the inner product with column r of the matrix.
  private func mapped(_ values: [Double], by block: FactorLayout.Block) -> [Double] {
    (0..<block.columns).map { r in
      values.indices.reduce(0) { $0 + values[$1] * weights[block.offset + $1 * block.columns + r] }
    }
  }
  // endregion

  /// The outputs for all tuples of one-hot inputs, arranged as a tensor.
  public var outputs: Tensor {
    let count = layout.sizes.reduce(1, *)
    return Tensor(
      shape: layout.sizes, elements: (0..<count).map { output(Self.oneHot($0, layout.sizes)) })
  }

  /// The largest difference between outputs for one-hot inputs and entries of the end tensor, which
  /// equal them in exact arithmetic, as a share of the largest entry; 0 where all are 0.
  public var deviationFromTensor: Double {
    Deviation.largest(
      outputs.elements, Tensor(layout: layout, weights: weights).elements)
  }

  /// The inputs that select the entry at a row-major position.
  private static func oneHot(_ position: Int, _ sizes: [Int]) -> [[Double]] {
    var rest = position
    return sizes.reversed().map { size in
      let index = rest % size
      rest /= size
      return (0..<size).map { $0 == index ? 1 : 0 }
    }.reversed()
  }
}

/// How far what should be equal is apart.
enum Deviation {
  /// The largest difference as a share of the largest entry of `exact`; 0 where all are 0.
  static func largest(_ values: [Double], _ exact: [Double]) -> Double {
    let difference = zip(values, exact).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    let scale = exact.reduce(0) { max($0, $1.magnitude) }
    return difference == 0 ? 0 : difference / scale
  }
}
