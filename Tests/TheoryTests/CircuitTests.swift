// Circuits against tensors: entries, contractions with templates, degrees.

import Kernels
import LinearAlgebra
import Testing
import Theory

@Suite struct CircuitTests {
  /// Mode trees of different kinds, with uneven sizes and widths.
  static let layouts: [(String, FactorLayout)] = [
    ("CP", .cp(sizes: [3, 4, 2, 5], width: 6)),
    ("CP of order 1", .cp(sizes: [4], width: 3)),
    (
      "binary",
      FactorLayout(
        tree: .levels(order: 4, groupSize: 2), sizes: [3, 2, 4, 3], widths: [5, 4, 3])
    ),
    (
      "binary of order 8",
      FactorLayout(
        tree: .levels(order: 8, groupSize: 2), sizes: [2, 2, 2, 2, 2, 2, 2, 2],
        widths: [3, 4, 3, 2, 4, 3, 5])
    ),
    (
      "ternary of order 9",
      FactorLayout(
        tree: .levels(order: 9, groupSize: 3), sizes: [2, 2, 2, 2, 2, 2, 2, 2, 2],
        widths: [3, 4, 5, 6])
    ),
    (
      "incomplete groups",
      FactorLayout(
        tree: .levels(order: 5, groupSize: 2), sizes: [2, 3, 2, 3, 2], widths: [2, 3, 4, 3, 2, 5])
    ),
    (
      "half permuted",
      FactorLayout(
        tree: .levels(order: 4, groupSize: 2) { $0 == 4 ? [0, 2, 1, 3] : Array(0..<$0) },
        sizes: [2, 3, 4, 2], widths: [3, 5, 4])
    ),
    (
      "no top vector",
      FactorLayout(
        tree: .levels(order: 4, groupSize: 2), sizes: [2, 3, 2, 3], widths: [3, 3, 4],
        hasTopVector: false)
    ),
  ]

  private func circuit(_ layout: FactorLayout, scale: Double = 1) -> ArithmeticCircuit {
    let stream = RandomStream("circuit weights")
    return ArithmeticCircuit(
      layout: layout, weights: (0..<layout.count).map { scale * stream.normal($0) })
  }

  private func templates(_ sizes: [Int]) -> [[Double]] {
    let stream = RandomStream("circuit templates")
    return sizes.enumerated().map { mode, size in
      (0..<size).map { stream.child("mode \(mode)").normal($0) }
    }
  }

  @Test(arguments: layouts) func `outputs for one-hot inputs are the tensor's entries`(
    name: String, layout: FactorLayout
  ) {
    let circuit = circuit(layout)
    #expect(circuit.outputs.shape == layout.sizes)
    #expect(circuit.outputs.elements.contains { $0 != 0 })
    #expect(circuit.deviationFromTensor < 1e-12)
  }

  @Test(arguments: layouts) func `outputs for templates are contractions of the tensor`(
    name: String, layout: FactorLayout
  ) {
    let circuit = circuit(layout)
    let inputs = templates(layout.sizes)
    var contracted = Tensor(layout: layout, weights: circuit.weights).elements
    for input in inputs.reversed() {
      contracted = stride(from: 0, to: contracted.count, by: input.count).map { start in
        input.indices.reduce(0) { $0 + contracted[start + $1] * input[$1] }
      }
    }
    let output = circuit.output(inputs)
    #expect(abs(output / contracted[0] - 1) < 1e-11)
  }

  @Test(arguments: layouts) func `the output is linear in each input`(
    name: String, layout: FactorLayout
  ) {
    let circuit = circuit(layout)
    let inputs = templates(layout.sizes)
    let output = circuit.output(inputs)
    for mode in inputs.indices {
      var (scaled, other, sum) = (inputs, inputs, inputs)
      scaled[mode] = inputs[mode].map { -3 * $0 }
      other[mode] = inputs[mode].indices.map { Double($0) - 0.7 }
      sum[mode] = zip(inputs[mode], other[mode]).map { $0 + $1 }
      #expect(abs(circuit.output(scaled) / (-3 * output) - 1) < 1e-12)
      let expected = output + circuit.output(other)
      let scale = abs(output) + abs(circuit.output(other))
      #expect(abs(circuit.output(sum) - expected) < 1e-12 * scale)
    }
  }

  @Test(arguments: layouts) func `the output is homogeneous of the layout's degree in the weights`(
    name: String, layout: FactorLayout
  ) {
    let inputs = templates(layout.sizes)
    let ratio = circuit(layout, scale: 2).output(inputs) / circuit(layout).output(inputs)
    #expect(ratio == Double(1 << layout.degree))
  }

  @Test func `degrees are the sheet's: 7 for the binary tree of order 4, 3 for CP of order 3`() {
    #expect(FactorLayout.cp(sizes: [2, 2, 2], width: 5).degree == 3)
    #expect(Self.layouts[2].1.degree == 7)
  }

  @Test func `a flat tree with a top vector of ones is CP`() {
    let cp = circuit(.cp(sizes: [3, 4, 2], width: 5))
    let flat = FactorLayout(tree: .flat(order: 3), sizes: [3, 4, 2], widths: [5])
    let circuit = ArithmeticCircuit(
      layout: flat, weights: cp.weights + [Double](repeating: 1, count: 5))
    #expect(circuit.outputs == cp.outputs)
  }

  /// With its tree on other modes the same weights make another tensor, so the identity is not empty.
  @Test func `other trees make other tensors`() {
    let sizes = [3, 3, 3, 3]
    let straight = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: sizes, widths: [3, 3, 3])
    let crossed = FactorLayout(
      tree: .levels(order: 4, groupSize: 2) { $0 == 4 ? [0, 2, 1, 3] : Array(0..<$0) },
      sizes: sizes, widths: [3, 3, 3])
    let (a, b) = (circuit(straight).outputs, circuit(crossed).outputs)
    #expect(zip(a.elements, b.elements).contains { abs($0 - $1) > 0.1 })
  }

  @Test func `a linear network is the product of its matrices`() {
    let stream = RandomStream("linear network")
    let extents = [5, 4, 6, 3]
    let factors = (0..<3).map { l in
      Matrix(rows: extents[l], columns: extents[l + 1]) { i, j in
        stream.child("factor \(l)").normal(i * extents[l + 1] + j)
      }
    }
    let network = LinearNetwork(factors: factors)
    #expect(network.deviationFromProduct < 1e-12)
    let product = factors[0].product(factors[1]).product(factors[2])
    let output = network.output([0.5, -2, 3])
    for i in 0..<5 {
      let expected = 0.5 * product[i, 0] - 2 * product[i, 1] + 3 * product[i, 2]
      #expect(abs(output[i] - expected) < 1e-12)
    }
  }
}
