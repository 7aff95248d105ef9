// Alternating least squares against sweeps written out, known decompositions and what fits cannot do.
import Kernels
import LinearAlgebra
import Testing

/// The sum of `rank` outer products of normal vectors, scaled to norm 1.
func unitCP(_ name: String, _ shape: [Int], rank: Int) -> Tensor {
  let layout = FactorLayout.cp(sizes: shape, width: rank)
  let stream = RandomStream(name)
  let tensor = Tensor(layout: layout, weights: (0..<layout.count).map { stream.normal($0) })
  let norm = tensor.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
  return Tensor(shape: shape, elements: tensor.elements.map { $0 / norm })
}

@Suite struct CPDecompositionTests {
  /// The tensor of a fit, by the definition.
  private func tensor(_ fit: CPFit) -> Tensor {
    let layout = FactorLayout.cp(sizes: fit.factors.map(\.rows), width: fit.factors[0].columns)
    return Tensor(layout: layout, weights: fit.factors.flatMap(\.elements))
  }

  private func distance(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.elements, b.elements).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  @Test(arguments: [([5, 4, 6], 3), ([4, 3, 4, 2], 2), ([7, 5], 4), ([3, 3, 3, 3, 3], 3)])
  func `a sum of outer products is recovered`(shape: [Int], rank: Int) {
    let truth = unitCP("recovery", shape, rank: rank)
    let fit = truth.alternatingLeastSquares(
      components: rank, tolerance: 1e-24, stream: RandomStream("recovery start"))
    #expect(fit.outcome == .reached && fit.sweeps < 1000)
    #expect(fit.relativeError < 1e-10 && distance(tensor(fit), truth) < 1e-10)
  }

  @Test func `each outer product is recovered, not just their sum`() {
    let shape = [6, 5, 4]
    let layout = FactorLayout.cp(sizes: shape, width: 3)
    let stream = RandomStream("components")
    let weights = (0..<layout.count).map { stream.normal($0) }
    let fit = Tensor(layout: layout, weights: weights).alternatingLeastSquares(
      components: 3, tolerance: 1e-26, stream: RandomStream("components start"))
    let norms = { (weights: [Double]) in
      LocalComponents(at: 3, of: layout, weights: weights).norms.sorted()
    }
    for (found, truth) in zip(norms(fit.factors.flatMap(\.elements)), norms(weights)) {
      #expect(abs(found / truth - 1) < 1e-8)
    }
  }

  /// T_(n)·K·V⁺ mode after mode, entry by entry and without any scaling of columns.
  private func sweptByDefinition(_ tensor: Tensor, _ start: [Matrix]) -> [Matrix] {
    var factors = start
    let components = start[0].columns
    for mode in factors.indices {
      let others = factors.indices.filter { $0 != mode }
      var khatriRao = [[Double]](repeating: [Double](repeating: 1, count: components), count: 1)
      for other in others {
        khatriRao = khatriRao.flatMap { row in
          (0..<factors[other].rows).map { i in
            row.indices.map { row[$0] * factors[other][i, $0] }
          }
        }
      }
      let k = Matrix(rows: khatriRao.count, columns: components, khatriRao.flatMap { $0 })
      let gram = k.transposed.product(k)
      factors[mode] = tensor.matricization(rows: [mode]).product(k)
        .product(gram.pseudoInverse(cutoff: 1e-15))
    }
    return factors
  }

  @Test(arguments: [[4, 5, 3], [3, 2, 4, 3]])
  func `sweeps are those of the definition`(shape: [Int]) {
    let target = unitCP("definition", shape, rank: 6)
    let stream = RandomStream("definition start")
    var factors = shape.enumerated().map { mode, size in
      let draws = stream.child("mode \(mode + 1)")
      return Matrix(rows: size, columns: 3) { draws.normal($0 * 3 + $1) }
    }
    for sweeps in 1...3 {
      factors = sweptByDefinition(target, factors)
      let fit = target.alternatingLeastSquares(
        components: 3, tolerance: 0, sweepLimit: sweeps, stream: stream)
      let layout = FactorLayout.cp(sizes: shape, width: 3)
      let expected = Tensor(layout: layout, weights: factors.flatMap(\.elements))
      #expect(fit.sweeps == sweeps && fit.outcome == .notReached)
      #expect(distance(tensor(fit), expected) < 1e-11)
      let error = distance(expected, target)
      #expect(abs(fit.relativeError - error) < 1e-12)
      let count = Double(target.elements.count)
      #expect(abs(fit.meanSquaredError * count - error * error) < 1e-12)
    }
  }

  @Test func `directions have unit length and no sweep makes the error larger`() {
    let target = unitCP("monotone", [4, 4, 4], rank: 9)
    var last = Double.infinity
    for sweeps in [1, 2, 5, 20, 100] {
      let fit = target.alternatingLeastSquares(
        components: 4, tolerance: 0, sweepLimit: sweeps, stream: RandomStream("monotone start"))
      #expect(fit.relativeError <= last + 1e-14)
      last = fit.relativeError
      for factor in fit.factors.dropLast() {
        let gram = factor.transposed.product(factor)
        for r in 0..<4 { #expect(abs(gram[r, r] - 1) < 1e-14) }
      }
    }
  }

  @Test func `more components than a tensor needs make singular equations, and no harm`() {
    let fit = unitCP("surplus", [6, 6, 6], rank: 1).alternatingLeastSquares(
      components: 30, tolerance: 1e-28, sweepLimit: 5, stream: RandomStream("surplus start"))
    #expect(fit.outcome == .reached)
  }

  @Test func `numbers that are not finite end a run as failed`() {
    for value in [Double.nan, .infinity, 1e200] {
      var target = unitCP("failing", [3, 3, 3], rank: 2)
      target.elements[5] = value
      let fit = target.alternatingLeastSquares(
        components: 2, tolerance: 1e-6, stream: RandomStream("failing start"))
      #expect(fit.outcome == .failed && fit.meanSquaredError == .infinity)
      #expect(fit.relativeError == .infinity && fit.sweeps == 1)
    }
  }
}
