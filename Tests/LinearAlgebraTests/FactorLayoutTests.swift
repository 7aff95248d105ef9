// Layouts, end tensors and local components on cases that can be written out.

import Kernels
import LinearAlgebra
import Testing

@Suite struct FactorLayoutTests {
  @Test func `blocks follow the nodes, the top vector last`() {
    let layout = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: [2, 3, 4, 5], widths: [6, 7, 8])
    #expect(layout.blocks.map(\.rows) == [2, 3, 4, 5, 6, 7, 8])
    #expect(layout.blocks.map(\.columns) == [6, 6, 7, 7, 8, 8, 1])
    #expect(layout.blocks.map(\.offset) == [0, 12, 30, 58, 93, 141, 197])
    #expect(layout.count == 205 && layout.degree == 7)
    #expect(layout.entryCount(of: 4) == 6 && layout.entryCount(of: 6) == 120)
    let published = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: [8, 8, 8, 8], widths: [512, 512, 512])
    #expect(published.count == 541_184)
    let cp = FactorLayout.cp(sizes: [16, 16, 16], width: 256)
    #expect(cp.count == 12_288 && cp.degree == 3 && cp.blocks.count == 3)
  }

  @Test func `the end tensor of CP is the sum of outer products`() {
    let layout = FactorLayout.cp(sizes: [2, 3, 2], width: 2)
    let weights = draws("layout/cp", layout.count)
    let tensor = Tensor(layout: layout, weights: weights)
    for i in 0..<2 {
      for j in 0..<3 {
        for k in 0..<2 {
          let entry = (0..<2).reduce(0) { sum, r in
            sum + weights[i * 2 + r] * weights[4 + j * 2 + r] * weights[10 + k * 2 + r]
          }
          #expect(abs(tensor.elements[(i * 3 + j) * 2 + k] - entry) < 1e-15)
        }
      }
    }
  }

  /// Modes {0, 2} and {1}: T[i,j,k] = Σ_s w_s·(Σ_r F0[i,r] F2[k,r] A[r,s])·(Σ_r F1[j,r] B[r,s]).
  @Test func `the end tensor of a tree puts its axes in the order of the modes`() throws {
    let layout = FactorLayout(
      tree: try ModeTree(order: 3, interior: [[0, 2], [1], [0, 1, 2]]), sizes: [2, 3, 4],
      widths: [2, 3, 2])
    let w = draws("layout/tree", layout.count)
    let blocks = layout.blocks
    func entry(_ node: Int, _ i: Int, _ j: Int) -> Double {
      w[blocks[node].offset + i * blocks[node].columns + j]
    }
    let tensor = Tensor(layout: layout, weights: w)
    #expect(tensor.shape == [2, 3, 4])
    for index in tensor.elements.indices {
      let (i, j, k) = (index / 12, index / 4 % 3, index % 4)
      var sum = 0.0
      for s in 0..<2 {
        let left = (0..<2).reduce(0) { $0 + entry(0, i, $1) * entry(2, k, $1) * entry(3, $1, s) }
        let right = (0..<3).reduce(0) { $0 + entry(1, j, $1) * entry(4, $1, s) }
        sum += entry(5, s, 0) * left * right
      }
      #expect(abs(tensor.elements[index] - sum) < 1e-14)
    }
  }

  @Test func `the end tensor is homogeneous of the layout's degree`() {
    let tree = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: [2, 2, 2, 2], widths: [3, 2, 2])
    for layout in [tree, .cp(sizes: [2, 3, 2, 2, 2], width: 4)] {
      let weights = draws("layout/degree", layout.count)
      let once = Tensor(layout: layout, weights: weights)
      let twice = Tensor(layout: layout, weights: weights.map { 2 * $0 })
      let factor = Double(1 << layout.degree)
      for (a, b) in zip(once.elements, twice.elements) { #expect(a * factor == b) }
    }
  }

  @Test func `local components of a tree by hand`() {
    let layout = FactorLayout(
      tree: .levels(order: 2, groupSize: 2), sizes: [2, 1], widths: [2])
    let weights: [Float] = [3, 1, 4, 0, 2, 5, -7, 1]
    let components = LocalComponents(at: 2, of: layout, weights: weights)
    #expect(components.squaredNorms == Matrix(rows: 2, columns: 3, [25, 4, 49, 1, 25, 1]))
    #expect(components.norms == [70, 5])
    let sums = components.inverseSquareSums
    #expect(abs(sums[0] - (0.04 + 0.25 + 1.0 / 49)) < 1e-15 && abs(sums[1] - 2.04) < 1e-15)
    let products = LocalComponents.innerProducts(
      at: 2, of: layout, weights: weights, gradients: [1, 1, 1, 1, 1, 1, 1, 1])
    #expect(products == Matrix(rows: 2, columns: 3, [7, 2, -7, 1, 5, 1]))
    #expect(components.gammas(products) == [-0.1, -0.2])
  }

  @Test func `components at an inner node take a row of its own matrix, at CP's root none`() {
    let tree = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: [1, 1, 1, 1], widths: [1, 1, 2])
    let weights: [Double] = [2, 3, 5, 7, 3, 4, 6, 8, 1, 0]
    let left = LocalComponents(at: 4, of: tree, weights: weights)
    #expect(left.squaredNorms == Matrix(rows: 1, columns: 3, [4, 9, 25]))
    let root = LocalComponents(at: 6, of: tree, weights: weights)
    #expect(root.squaredNorms == Matrix(rows: 2, columns: 3, [9, 36, 1, 16, 64, 0]))
    #expect(root.gammas(.zero(rows: 2, columns: 3)) == [0, 0])
    let cp = FactorLayout.cp(sizes: [1, 2], width: 1)
    let pair = LocalComponents(at: 2, of: cp, weights: [2.0, 3, 4])
    #expect(pair.squaredNorms == Matrix(rows: 1, columns: 2, [4, 25]) && pair.norms == [10])
  }

  private func draws(_ name: String, _ count: Int) -> [Double] {
    let stream = RandomStream(name)
    return (0..<count).map { stream.normal($0) }
  }
}
