// How fast the components of tensor factorizations grow under gradient flow (tensor sheet 7, hierarchical
// sheet 6.1). Components of CP are the local components of its only interior node.

import Kernels
public import LinearAlgebra

/// The growth of the norms σ_r of the local components of one node, K vectors each, under their drives
/// γ_r = ⟨−∇L, component r with its vectors scaled to unit length⟩.
///
/// Speeds are per unit of gradient-flow time, one for each component; 0 where σ_r is 0.
public struct ComponentGrowth: Sendable {
  /// The components.
  public let components: LocalComponents
  /// γ_r.
  public let gammas: [Double]

  /// The growth of these components under these drives.
  public init(_ components: LocalComponents, gammas: [Double]) {
    precondition(components.squaredNorms.rows == gammas.count, "each component needs a drive")
    self.components = components
    self.gammas = gammas
  }

  /// dσ/dt = γ·σ²·Σ 1/‖w‖² over the vectors of a component: exact, however unbalanced they are.
  public var speeds: [Double] {
    let sums = components.inverseSquareSums
    return sizes { r, size in gammas[r] * size * size * sums[r] }
  }

  /// K·σ^{2−2/K}·γ: the speed of a component whose vectors have equal length.
  public var balancedSpeeds: [Double] {
    sizes { r, size in GradientFlow.growth(size: size, order: order, drive: gammas[r]) }
  }

  // region: sandwich
  /// What the speeds lie between where no two squared lengths in a component differ by more than ε:
  /// K·γ·σ²/(σ^{2/K} + ε) and K·γ·(σ^{2/K} + ε)^{K−1}, in this order for γ ≥ 0.
  public func bounds(unbalancedness epsilon: Double) -> [ClosedRange<Double>] {
    precondition(epsilon >= 0, "a magnitude is negative")
    let k = Double(order)
    return zip(components.norms, gammas).map { size, gamma in
      guard size > 0 else { return 0...0 }
      let square = Elementary.pow(size, 2 / k) + epsilon
      let slow = k * gamma * size * size / square
      let fast = k * gamma * Elementary.pow(square, k - 1)
      return min(slow, fast)...max(slow, fast)
    }
  }
  // endregion

  /// K: the order of CP, the number of children and one for an inner node.
  private var order: Int { components.squaredNorms.columns }

  private func sizes(_ speed: (_ r: Int, _ size: Double) -> Double) -> [Double] {
    components.norms.enumerated().map { r, size in size == 0 ? 0 : speed(r, size) }
  }
}

extension LocalComponents {
  /// The unbalancedness magnitude: the largest difference between squared norms of two vectors of one
  /// component. Gradient flow conserves every such difference.
  public var unbalancedness: Double {
    (0..<squaredNorms.rows).reduce(0) { largest, r in
      let row = (0..<squaredNorms.columns).map { squaredNorms[r, $0] }
      return max(largest, row.reduce(row[0], max) - row.reduce(row[0], min))
    }
  }
}
