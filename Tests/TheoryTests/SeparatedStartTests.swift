// The start of the theorem on rank-one trajectories: balanced, separated, pulled at.

import LinearAlgebra
import Testing
import Theory

@Suite struct SeparatedStartTests {
  private let shape = [2, 3, 2, 2]
  private let gradient = (0..<24).map { Double(($0 * 7) % 11) - 4.5 }

  private func start(_ components: Int) -> SeparatedStart {
    SeparatedStart(gradient: gradient, shape: shape, components: components, stream: "start")
  }

  /// The local components of the weights of a start.
  private func components(_ start: SeparatedStart, _ count: Int, margin: Double) -> (
    LocalComponents, FactorLayout, [Double]
  ) {
    let layout = FactorLayout.cp(sizes: shape, width: count)
    let weights = start.weights(length: 0.5, margin: margin)
    return (LocalComponents(at: layout.tree.root, of: layout, weights: weights), layout, weights)
  }

  @Test func `vectors have the lengths that the theorem asks for`() {
    let start = start(4)
    let (components, _, _) = components(start, 4, margin: 1.5)
    for r in 0..<4 {
      let length = r == 0 ? 0.5 : 0.5 / (1.5 * start.separation)
      for mode in 0..<4 {
        #expect(abs(components.squaredNorms[r, mode] - length * length) < 1e-15)
      }
    }
  }

  @Test func `the loss pulls at the first component as the separation says`() {
    let start = start(1)
    let (_, layout, weights) = components(start, 1, margin: 2)
    let tensor = Tensor(layout: layout, weights: weights)
    let inner = zip(tensor.elements, gradient).reduce(0) { $0 - $1.0 * $1.1 }
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    // ⟨−∇L, ⊗w⟩ = length⁴·⟨−∇L, ⊗ŵ⟩, and separation² = ‖∇L‖ / ⟨−∇L, ⊗ŵ⟩ at order 4.
    #expect(inner > 0)
    #expect(abs(start.separation * start.separation * inner / 0.0625 - norm) < 1e-12 * norm)
  }

  @Test func `the first component is the same alone and among others`() {
    let alone = start(1)
    let among = start(3)
    let (single, several) = (
      alone.weights(length: 1, margin: 2), among.weights(length: 1, margin: 2)
    )
    #expect(single == stride(from: 0, to: several.count, by: 3).map { several[$0] })
    #expect(alone.separation == among.separation)
  }
}
