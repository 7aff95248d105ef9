// Tensor factorizations against the recursive definition, finite differences, the theory's identities
// and the golden numbers of the norms sheet.

import Kernels
import LinearAlgebra
import Models
import Records
import Testing

@Suite struct TensorFactorizationTests {
  @Test(arguments: SampleLayout.all) func `outputs are the end tensor`(sample: SampleLayout) {
    expectEndTensor(sample.layout, Double.self, within: 1e-12)
    expectEndTensor(sample.layout, Float.self, within: 1e-5)
  }

  @Test func `outputs are the end tensor whatever the widths`() {
    for width in [1, 7, 8, 9, 15, 16, 17, 40, 64, 100, 129] {
      let tree = FactorLayout(
        tree: .levels(order: 4, groupSize: 2), sizes: [2, 3, 2, 2], widths: [width, 3, width + 1])
      for layout in [.cp(sizes: [3, 2, 4], width: width), tree] {
        expectEndTensor(layout, Double.self, within: 1e-12)
        expectEndTensor(layout, Float.self, within: 1e-5)
      }
    }
  }

  @Test(arguments: SampleLayout.all)
  func `rank-one measurements contract the end tensor`(sample: SampleLayout) {
    let layout = sample.layout
    let weights: [Double] = draws("weights", layout.count)
    let objective: Objective<Double> = layout.rankOneSensing(.meanOfSquares, measurements: 5)
    guard case .rankOne(let inputs) = objective.measurements else { return }
    let model = TensorFactorization(layout, objective: objective, weights: weights)
    let tensor = Tensor(layout: layout, weights: weights)
    for measurement in 0..<5 {
      var contracted = tensor.elements
      for (size, input) in zip(layout.sizes, inputs) {
        let vector = Matrix(
          rows: 1, columns: size, Array(input[measurement * size..<(measurement + 1) * size]))
        let unfolded = Matrix(rows: size, columns: contracted.count / size, contracted)
        contracted = vector.product(unfolded).elements
      }
      let output = model.withOutputs { $0[measurement] }
      #expect(abs(output - contracted[0]) < 1e-12 * max(1, scale(of: tensor.elements)))
    }
  }

  /// The vectors of one-hot measurements pick entries: sheet 9, check 1.
  @Test(arguments: SampleLayout.all)
  func `one-hot measurements and their gradients are those of entries`(sample: SampleLayout) {
    let layout = sample.layout
    let weights: [Double] = draws("weights", layout.count)
    let entries: Objective<Double> = layout.completion(.meanOfSquares)
    let observed = entries.slopes.indices.filter { entries.slopes[$0] != 0 }
    let inputs = layout.sizes.enumerated().map { mode, size in
      let stride = layout.sizes.dropFirst(mode + 1).reduce(1, *)
      return observed.flatMap { position in
        (0..<size).map { $0 == position / stride % size ? 1.0 : 0 }
      }
    }
    let picked = Objective<Double>.rankOne(
      .meanOfSquares, inputs: inputs, values: observed.map { entries.targets[$0] })
    let whole = TensorFactorization(layout, objective: entries, weights: weights)
    let single = TensorFactorization(layout, objective: picked, weights: weights)
    whole.backpropagate()
    single.backpropagate()
    let outputs = whole.withOutputs { all in observed.map { all[$0] } }
    expectClose(single.withOutputs { Array($0) }, outputs, within: 1e-12)
    expectClose(single.gradients, whole.gradients, within: 1e-12)
  }

  @Test(arguments: SampleLayout.all) func `gradients are those of the loss`(sample: SampleLayout) {
    let layout = sample.layout
    let weights: [Double] = draws("weights", layout.count)
    let entries = layout.sizes.reduce(1, *)
    for loss in allLosses {
      let objectives: [Objective<Double>] = [
        layout.completion(loss), layout.completion(loss, inFive: 2),
        sensing(loss, entries: entries, measurements: 9),
        layout.rankOneSensing(loss, measurements: 11),
      ]
      for objective in objectives {
        expectGradientsOfTheLoss(objective, weights: weights) {
          TensorFactorization(layout, objective: objective, weights: $0)
        }
      }
    }
  }

  /// Dense measurements that are indicators of entries go through the other root.
  @Test(arguments: SampleLayout.all)
  func `observed pairs give the gradients of the whole product`(sample: SampleLayout) {
    let layout = sample.layout
    let weights: [Float] = draws("weights", layout.count)
    let entries: Objective<Float> = layout.completion(.huber(threshold: 0.6))
    let observed = entries.slopes.indices.filter { entries.slopes[$0] != 0 }
    let indicators = observed.flatMap { position in
      entries.slopes.indices.map { $0 == position ? Float(1) : 0 }
    }
    let dense = Objective<Float>.dense(
      .huber(threshold: 0.6), measurements: indicators,
      values: observed.map { entries.targets[$0].double })
    let pairs = TensorFactorization(layout, objective: entries, weights: weights)
    let whole = TensorFactorization(layout, objective: dense, weights: weights)
    pairs.backpropagate()
    whole.backpropagate()
    expectClose(pairs.gradients.map(\.double), whole.gradients.map(\.double), within: 1e-5)
    let (a, b) = (pairs.withOutputs { Array($0) }, whole.withOutputs { Array($0) })
    expectClose(observed.map { a[$0].double }, observed.map { b[$0].double }, within: 1e-5)
    for position in a.indices where !observed.contains(position) { #expect(a[position] == 0) }
  }

  @Test func `a top vector of ones makes the flat tree CP, bit for bit`() {
    let cp = FactorLayout.cp(sizes: [3, 4, 2], width: 21)
    let flat = FactorLayout(tree: .flat(order: 3), sizes: [3, 4, 2], widths: [21])
    let weights: [Float] = draws("weights", cp.count)
    let objective: Objective<Float> = cp.completion(.meanOfSquares)
    let ones = [Float](repeating: 1, count: 21)
    let a = TensorFactorization(cp, objective: objective, weights: weights)
    let b = TensorFactorization(flat, objective: objective, weights: weights + ones)
    #expect(a.withOutputs { Array($0) } == b.withOutputs { Array($0) })
    a.backpropagate()
    b.backpropagate()
    #expect(a.gradients == Array(b.gradients.prefix(cp.count)))
  }

  /// Euler's identity (claim TH1): the K vectors of a local component share their inner product.
  @Test(arguments: SampleLayout.all)
  func `inner products of weights and gradients agree within a component`(sample: SampleLayout) {
    let layout = sample.layout
    let weights: [Double] = draws("weights", layout.count)
    let model = TensorFactorization(
      layout, objective: layout.completion(.meanOfSquares), weights: weights)
    model.backpropagate()
    for node in layout.tree.interior {
      let products = LocalComponents.innerProducts(
        at: node, of: layout, weights: weights, gradients: model.gradients)
      let scale = scale(of: products.elements)
      for r in 0..<products.rows {
        for k in 1..<products.columns {
          #expect(abs(products[r, k] - products[r, 0]) < 1e-10 * scale)
        }
      }
    }
  }

  @Test(arguments: SampleLayout.all)
  func `outputs are homogeneous in the weights`(sample: SampleLayout) {
    let layout = sample.layout
    let weights: [Double] = draws("weights", layout.count)
    let objective: Objective<Double> = layout.completion(.meanOfSquares)
    let once = TensorFactorization(layout, objective: objective, weights: weights)
    let twice = TensorFactorization(layout, objective: objective, weights: weights.map { 2 * $0 })
    let factor = Double(1 << layout.degree)
    #expect(twice.withOutputs { Array($0) } == once.withOutputs { $0.map { factor * $0 } })
  }

  /// The split is the one with fewest operations: that of order 5 has 4·4 rows and 2·2·2 rows.
  @Test func `steps are those of the definition, bit for bit`() {
    let binary = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: [3, 2, 2, 4], widths: [37, 10, 70])
    let uneven = FactorLayout(
      tree: .levels(order: 5, groupSize: 2), sizes: [2, 3, 2, 2, 3], widths: [5, 4, 2, 3, 6, 20])
    compare(binary, Sides(left: [0], right: [1], topVector: .left))
    compare(uneven, Sides(left: [0], right: [1], topVector: .right))
    compare(.cp(sizes: [2, 3, 4], width: 77), Sides(left: [0, 1], right: [2]))
    compare(.cp(sizes: [3, 2, 2, 3], width: 16), Sides(left: [0, 1], right: [2, 3]))
    compare(.cp(sizes: [4, 4, 2, 2, 2], width: 129), Sides(left: [0, 1], right: [2, 3, 4]))
    compare(
      FactorLayout(tree: .flat(order: 3), sizes: [2, 3, 5], widths: [24]),
      Sides(left: [0, 1], right: [2], topVector: .left))
  }

  private func compare(_ layout: FactorLayout, _ sides: Sides) {
    for loss in allLosses {
      for count in [1, 2] {
        compare(layout, sides, layout.completion(loss, inFive: count) as Objective<Float>)
        compare(layout, sides, layout.completion(loss, inFive: count) as Objective<Double>)
      }
    }
  }

  private func compare<Scalar: KernelScalar>(
    _ layout: FactorLayout, _ sides: Sides, _ objective: Objective<Scalar>
  ) {
    // Small, so that nothing diverges: a NaN equals nothing.
    let weights = (draws("weights", layout.count) as [Scalar]).map { $0 / 4 }
    let model = TensorFactorization(layout, objective: objective, weights: weights)
    var naive = NaiveTensorStep(layout, sides: sides, weights: weights)
    for _ in 0..<4 {
      model.backpropagate()
      #expect(naive.backpropagate(objective) == model.withOutputs { Array($0) })
      #expect(naive.gradients == model.gradients)
      let step = Scalar(0.01)
      model.descend(step)
      for i in naive.weights.indices {
        naive.weights[i] = naive.weights[i].addingProduct(-step, naive.gradients[i])
      }
      #expect(naive.weights == model.weights)
    }
  }

  /// Golden numbers of the norms sheet, 7.8: 2×2×2 CP, GroupRMSprop.
  @Test func `golden numbers of the sheet`() {
    let layout = FactorLayout.cp(sizes: [2, 2, 2], width: 2)
    let objective = Objective<Double>.entries(
      .meanOfSquares, target: (1...8).map { 0.1 * Double($0) }, observed: [0, 1, 2, 4, 7])
    let model = TensorFactorization(
      layout, objective: objective,
      weights: [0.5, -0.2, 0.1, 0.3, 0.4, 0.6, -0.3, 0.2, 0.7, 0.1, 0.2, -0.5])
    let expected = [
      0: (0.2166154, 0.094090858124), 1: (0.215560241370, 0.094762552081),
      2: (0.214527045542, 0.095414999311), 10: (0.206859970330, 0.099893967187),
    ]
    var (mean, power) = (0.0, 1.0)
    for step in 0..<50 {
      model.backpropagate()
      mean = 0.99 * mean + 0.01 * model.gradientSquareSum
      power *= 0.99
      let rate = 0.01 / ((mean / (1 - power)).squareRoot() + 1e-6)
      if let (loss, size) = expected[step] {
        #expect(abs(model.withOutputs { objective.value(of: $0) } - loss) < 1e-9)
        #expect(abs(rate - size) < 1e-9)
      }
      model.descend(rate)
    }
    model.multiply()
    model.withOutputs { outputs in
      #expect(abs(objective.value(of: outputs) - 0.167145462710) < 1e-9)
      #expect(abs(outputs[0] - 0.115440501259) < 1e-9)
      #expect(abs(outputs[7] - 0.008747308928) < 1e-9)
      #expect(abs(outputs[3] + 0.008749943600) < 1e-9)
    }
  }

  private func expectEndTensor<Scalar: KernelScalar>(
    _ layout: FactorLayout, _ scalar: Scalar.Type, within tolerance: Double
  ) {
    let weights: [Scalar] = draws("weights", layout.count)
    let model = TensorFactorization(
      layout, objective: layout.completion(.meanOfSquares), weights: weights)
    let tensor = Tensor(layout: layout, weights: weights.map(\.double))
    expectClose(
      model.withOutputs { $0.map(\.double) }, tensor.elements, within: tolerance)
  }
}

/// Expects equal values within a share of the largest magnitude.
func expectClose(_ a: [Double], _ b: [Double], within tolerance: Double) {
  #expect(a.count == b.count)
  let worst = zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  #expect(worst <= tolerance * scale(of: b))
}

private func scale(of values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }
