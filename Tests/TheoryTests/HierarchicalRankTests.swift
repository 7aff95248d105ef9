// Rank bounds and contributions of local components on small random factorizations.

import Kernels
import LinearAlgebra
import Testing
import Theory

@Suite struct HierarchicalRankTests {
  static let layouts: [FactorLayout] = [
    .cp(sizes: [4, 3, 5], width: 2),
    FactorLayout(tree: .levels(order: 4, groupSize: 2), sizes: [3, 4, 3, 4], widths: [2, 3, 2]),
    FactorLayout(tree: .levels(order: 4, groupSize: 2), sizes: [3, 2, 3, 4], widths: [5, 2, 4]),
    FactorLayout(
      tree: .levels(order: 4, groupSize: 2) { $0 == 4 ? [0, 2, 1, 3] : Array(0..<$0) },
      sizes: [3, 3, 2, 4], widths: [2, 2, 3]),
    FactorLayout(
      tree: .levels(order: 5, groupSize: 2), sizes: [2, 3, 2, 2, 3], widths: [2, 1, 2, 3, 2, 2]),
    FactorLayout(
      tree: .levels(order: 9, groupSize: 3), sizes: Array(repeating: 2, count: 9),
      widths: [2, 3, 1, 2]),
  ]

  private func weights(_ layout: FactorLayout) -> [Double] {
    let stream = RandomStream("hierarchical rank")
    return (0..<layout.count).map { stream.normal($0) }
  }

  @Test(arguments: layouts) func `ranks of matricizations stay within the widths`(
    layout: FactorLayout
  ) {
    let tensor = Tensor(layout: layout, weights: weights(layout))
    let ranks = tensor.hierarchicalRank(layout.tree, tolerance: 1e-5)
    #expect(ranks.count == layout.tree.root && layout.rankBounds.count == ranks.count)
    for (rank, bound) in zip(ranks, layout.rankBounds) { #expect(rank >= 1 && rank <= bound) }
  }

  /// Modes {0, 1} and {2, 3} on a target with the sheet's widths, where the bounds are attained.
  @Test func `generic ranks are the widths, and modes outside the tree have more`() {
    let layout = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: [8, 8, 8, 8], widths: [5, 5, 5])
    let tensor = Tensor(layout: layout, weights: weights(layout))
    #expect(layout.rankBounds == [5, 5, 5, 5, 5, 5])
    #expect(tensor.hierarchicalRank(layout.tree, tolerance: 1e-5) == [5, 5, 5, 5, 5, 5])
    let outside = tensor.matricization(rows: [0, 2]).singularValues()
    #expect(Spectrum.numericalRank(outside, tolerance: 1e-5) == 25)
  }

  @Test(arguments: layouts) func `dropping a local component changes no more than its bound`(
    layout: FactorLayout
  ) {
    let weights = weights(layout)
    let whole = Tensor(layout: layout, weights: weights)
    for node in layout.tree.interior {
      let bounds = layout.dropBounds(at: node, weights: weights)
      #expect(bounds.count == layout.width(of: node))
      for (r, bound) in bounds.enumerated() {
        let rest = Tensor(
          layout: layout, weights: layout.dropping(r, at: node, from: weights))
        let change = distance(whole, rest)
        #expect(change > 0 && change <= bound * (1 + 1e-12))
      }
    }
  }

  /// Where every width is 1 the only component of a node is the whole tensor.
  @Test func `the bound is attained by outer products`() {
    let layout = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: [2, 3, 4, 2], widths: [1, 1, 1])
    let weights = weights(layout)
    let whole = Tensor(layout: layout, weights: weights)
    for node in layout.tree.interior {
      let rest = Tensor(layout: layout, weights: layout.dropping(0, at: node, from: weights))
      #expect(rest.elements.allSatisfy { $0 == 0 })
      let bound = layout.dropBounds(at: node, weights: weights)[0]
      #expect(abs(distance(whole, rest) / bound - 1) < 1e-14)
    }
  }

  private func distance(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.elements, b.elements).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }
}
