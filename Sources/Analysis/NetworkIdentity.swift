// Factorizations as networks, at several sizes: the identities that the works' illustrations draw (norms
// sheet 5.3, tensor sheet 5.2, hierarchical sheet 9).

private import Kernels
private import LinearAlgebra
private import Theory

/// A network with random weights beside the matrix or tensor that it computes entry by entry.
public struct NetworkIdentity: Hashable, Sendable {
  /// The factorization and its sizes, in words.
  public var name: String
  /// The largest difference between the network's outputs on one-hot inputs and the entries, over the
  /// largest entry.
  public var deviation: Double

  /// Linear networks beside products of matrices; the extents of each, in product order.
  public static func linear() -> [NetworkIdentity] {
    [[2, 2, 2], [4, 4, 4, 4], [5, 3, 4, 2, 6], [16, 16, 16, 16, 16]].map { extents in
      let name = "depth \(extents.count - 1) (\(extents[0])×\(extents[extents.count - 1]))"
      let stream = RandomStream("illustrations/linear/\(name)")
      let factors = (0..<extents.count - 1).map { l in
        Matrix(rows: extents[l], columns: extents[l + 1]) { i, j in
          stream.child("layer \(l + 1)").normal(i * extents[l + 1] + j)
        }
      }
      return NetworkIdentity(
        name: name, deviation: LinearNetwork(factors: factors).deviationFromProduct)
    }
  }

  /// Convolutional arithmetic circuits with one hidden layer beside sums of outer products; the sizes of
  /// the modes and the number of channels of each.
  public static func shallow() -> [NetworkIdentity] {
    [
      ([7, 9], 3), ([4, 5, 6], 3), ([10, 10, 10], 25), ([5, 4, 3, 6], 8),
      ([2, 2, 2, 2, 2, 2], 16),
    ].map { sizes, width in
      let extents = sizes.map(String.init).joined(separator: "×")
      let name = "order \(sizes.count) (\(extents)) with \(width) components"
      let layout = FactorLayout.cp(sizes: sizes, width: width)
      let stream = RandomStream("illustrations/shallow/\(name)")
      let circuit = ArithmeticCircuit(
        layout: layout, weights: (0..<layout.count).map { stream.normal($0) })
      return NetworkIdentity(name: name, deviation: circuit.deviationFromTensor)
    }
  }
}
