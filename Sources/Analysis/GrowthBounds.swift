// Between what a component's growth keeps where its vectors are not balanced (tensor sheet 7), from the norms
// that a trace has.

private import Kernels
private import LinearAlgebra
private import Theory

/// The bounds of gradient flow on the components of a CP factorization.
public enum GrowthBounds {
  /// The bounds of the speed over γ of components of given norms, in their order.
  ///
  /// The theory's bounds depend on the vectors through their product alone, so components with vectors of
  /// equal length stand for those of the run.
  ///
  /// - Parameter unbalancedness: what no two squared norms of a component's vectors differ by more than.
  public static func rates(
    sizes: [Double], order: Int, unbalancedness: Double
  ) -> [ClosedRange<Double>] {
    let layout = FactorLayout.cp(sizes: [Int](repeating: 1, count: order), width: sizes.count)
    let lengths = sizes.map { Elementary.pow($0, 1 / Double(order)) }
    let components = LocalComponents(
      at: layout.tree.root, of: layout, weights: (0..<order).flatMap { _ in lengths })
    return ComponentGrowth(components, gammas: sizes.map { _ in 1 })
      .bounds(unbalancedness: unbalancedness)
  }
}
