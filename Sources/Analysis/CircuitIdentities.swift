// Factorizations as networks, and their ranks, on small random ones: what holds for any weights
// (hierarchical sheet 6.1 and 9).

private import Kernels
private import LinearAlgebra
private import Theory

/// What was found of one random hierarchical or CP factorization.
public struct CircuitIdentities: Hashable, Sendable {
  /// The tree, in words.
  public var name: String
  /// The largest difference between the network's outputs on one-hot inputs and the entries of the end
  /// tensor, over the largest entry.
  public var entries: Double
  /// The same for random inputs and the contractions of the end tensor with them.
  public var contractions: Double
  /// By how much the rank of a matricization at a node exceeds its bound, at most; negative where all
  /// ranks are below their bounds.
  public var rankExcess: Int

  /// Several trees, with standard normal weights.
  public static func evaluate() -> [CircuitIdentities] {
    let pairs = layout([[0, 1], [2, 3], [0, 1, 2, 3]], sizes: [4, 3, 4, 5], widths: [3, 4, 3])
    let chain = layout(
      [[0, 1], [0, 1, 2], [0, 1, 2, 3]], sizes: [4, 5, 3, 6], widths: [4, 3, 2])
    let triples = layout(
      [[0, 1, 2], [3, 4, 5], Array(0..<6)], sizes: [3, 2, 3, 2, 3, 3], widths: [4, 3, 2])
    return [
      CircuitIdentities("CP, order 3", .cp(sizes: [4, 5, 6], width: 3)),
      CircuitIdentities("binary tree, order 4", pairs),
      CircuitIdentities("chain, order 4", chain),
      CircuitIdentities("ternary tree, order 6", triples),
    ]
  }

  private static func layout(
    _ interior: [[Int]], sizes: [Int], widths: [Int]
  ) -> FactorLayout {
    guard let tree = try? ModeTree(order: sizes.count, interior: interior) else {
      preconditionFailure("\(interior) is no tree")
    }
    return FactorLayout(tree: tree, sizes: sizes, widths: widths)
  }

  private init(_ name: String, _ layout: FactorLayout) {
    let stream = RandomStream("hierarchical2022/identities/\(name)")
    let weights = (0..<layout.count).map { stream.child("weights").normal($0) }
    let circuit = ArithmeticCircuit(layout: layout, weights: weights)
    let tensor = Tensor(layout: layout, weights: weights)
    self.name = name
    entries = circuit.deviationFromTensor
    contractions = Self.deviation(circuit, tensor, stream.child("inputs"))
    let ranks = tensor.hierarchicalRank(layout.tree, tolerance: 1e-5)
    rankExcess = zip(ranks, layout.rankBounds).map { $0 - $1 }.max() ?? 0
  }

  /// Over twenty tuples of normal inputs.
  private static func deviation(
    _ circuit: ArithmeticCircuit, _ tensor: Tensor, _ stream: RandomStream
  ) -> Double {
    var (difference, largest) = (0.0, 0.0)
    for sample in 0..<20 {
      let inputs = tensor.shape.enumerated().map { mode, size in
        (0..<size).map { stream.child("mode \(mode + 1)").normal(sample * size + $0) }
      }
      let contraction = contraction(of: tensor, with: inputs)
      difference = max(difference, abs(circuit.output(inputs) - contraction))
      largest = max(largest, abs(contraction))
    }
    return difference / largest
  }

  /// The sum of all entries, each times its inputs' entries.
  private static func contraction(of tensor: Tensor, with inputs: [[Double]]) -> Double {
    inputs.reversed().reduce(tensor.elements) { entries, input in
      stride(from: 0, to: entries.count, by: input.count).map { start in
        input.indices.reduce(0) { $0 + entries[start + $1] * input[$1] }
      }
    }[0]
  }
}
