// Both implementations against a naive transcription of the definition, finite differences, and the
// golden numbers of the norms sheet.

import Kernels
import Models
import Records
import Testing

@Suite struct MatrixFactorizationTests {
  @Test(arguments: [2, 3, 4]) func denseProductsEqualTheDefinitionBitForBit(depth: Int) {
    for (rows, columns) in [(2, 2), (3, 5), (5, 3), (7, 7), (1, 4), (17, 33)] {
      compareDense(rows, columns, depth, Float.self)
      compareDense(rows, columns, depth, Double.self)
    }
  }

  @Test func smallProductsEqualTheDefinitionBitForBit() {
    compareSmall(SmallMatrixFactorization<2, 2, Float>.self, n: 2, depth: 2)
    compareSmall(SmallMatrixFactorization<2, 3, Double>.self, n: 2, depth: 3)
    compareSmall(SmallMatrixFactorization<2, 4, Double>.self, n: 2, depth: 4)
    compareSmall(SmallMatrixFactorization<3, 3, Float>.self, n: 3, depth: 3)
    compareSmall(SmallMatrixFactorization<4, 2, Double>.self, n: 4, depth: 2)
    compareSmall(SmallMatrixFactorization<5, 3, Double>.self, n: 5, depth: 3)
    compareSmall(SmallMatrixFactorization<5, 4, Float>.self, n: 5, depth: 4)
  }

  @Test(arguments: [2, 3, 4]) func gradientsAreThoseOfTheLoss(depth: Int) {
    for loss in allLosses {
      var problem = Problem<Double>(rows: 3, columns: 4, depth: depth, loss)
      expectGradientsOfTheLoss(problem.objective, weights: problem.weights, model: problem.model)
      problem.objective = sensing(loss, entries: 12, measurements: 7)
      expectGradientsOfTheLoss(problem.objective, weights: problem.weights, model: problem.model)
    }
  }

  /// Golden numbers of the norms sheet, 7.8 (claim T5).
  @Test func goldenNumbersOfTheSheet() {
    let a = [0.3, 0.1, -0.2, 0.4]
    let c = [0.5, -0.1, 0.2, 0.3]
    let d = [0.4, 0.2, 0.1, 0.6]
    let scaled = [0.1, 0, 0, 0.1]
    var two = base(SmallMatrixFactorization<2, 2, Double>.init, a + c)
    expect(&two, steps: 0, [0.17, 0, -0.02, 0.14], loss: 1.03)
    expect(&two, steps: 1, [0.169837, 0.010091, 0.004818, 0.1378575], loss: 0.994655865856)
    expect(&two, steps: 9, [0.230187876101, 0.099593488856, 0.212240399392, 0.176834476645])
    expect(&two, steps: 90, [1.844220299160, 0.874548499287, 0.876603978368, 0.300514664933])
    var three = base(SmallMatrixFactorization<2, 3, Double>.init, a + c + d)
    expect(&three, steps: 0, [0.068, 0.034, 0.006, 0.08], loss: 0.963796)
    expect(&three, steps: 1, [0.069964268359, 0.039729654512, 0.010720816908, 0.081960104717])
    expect(&three, steps: 9, [0.108851228052, 0.111545297402, 0.060409245310, 0.122508657717])
    expect(
      &three, steps: 90, [2.244434432117, 0.888479886447, 0.876915311506, 0.354421844544],
      loss: 0.076600710079)
    expect(&three, steps: 900, [8.520286536351, 0.988393280392, 0.988391533353, 0.102253098768])
    var identity = base(SmallMatrixFactorization<2, 2, Double>.init, scaled + scaled)
    expect(&identity, steps: 1, [0.010025, 0.00099975, 0.00099975, 0.0100150025])
    expect(&identity, steps: 99, [1.464693419885, 0.792619482544, 0.792619482544, 0.428930185760])
    expect(&identity, steps: 900, [5.965961365212, 0.974604409385, 0.974604409385, 0.159212186712])
  }

  private func base<Model>(
    _ make: (Objective<Double>, [Double]) -> Model, _ weights: [Double]
  ) -> Model { make(Self.baseLoss, weights) }

  private static let baseLoss = Objective<Double>.entries(
    .halfSumOfSquares, target: [0, 1, 1, 0], observed: [1, 2, 3])

  private func expect(
    _ model: inout some Factorization<Double>, steps: Int, _ entries: [Double],
    loss: Double? = nil
  ) {
    for _ in 0..<steps {
      model.backpropagate()
      model.descend(0.05)
    }
    model.multiply()
    model.withOutputs { product in
      for (ours, expected) in zip(product, entries) { #expect(abs(ours - expected) < 1e-9) }
      if let loss { #expect(abs(Self.baseLoss.value(of: product) - loss) < 1e-9) }
    }
  }

  private func compareDense<Scalar: KernelScalar>(
    _ rows: Int, _ columns: Int, _ depth: Int, _ scalar: Scalar.Type
  ) {
    let problem = Problem<Scalar>(rows: rows, columns: columns, depth: depth, .meanOfSquares)
    compare(problem.model(problem.weights), problem)
  }

  private func compareSmall<let n: Int, let depth: Int, Scalar>(
    _ type: SmallMatrixFactorization<n, depth, Scalar>.Type, n size: Int, depth count: Int
  ) {
    for loss in [Loss.halfSumOfSquares, .meanOfSquares] {
      let problem = Problem<Scalar>(rows: size, columns: size, depth: count, loss)
      compare(type.init(problem.objective, weights: problem.weights), problem)
    }
  }

  private func compare<Scalar>(
    _ model: some Factorization<Scalar>, _ problem: Problem<Scalar>
  ) {
    var model = model
    var naive = problem
    for _ in 0..<3 {
      model.backpropagate()
      let (product, gradients) = naive.backpropagated()
      #expect(model.withOutputs { Array($0) } == product)
      #expect(model.gradients == gradients)
      let squares = gradients.withUnsafeBufferPointer { sumOfSquares($0) }
      #expect(model.gradientSquareSum == squares)
      model.descend(0.25)
      for i in gradients.indices {
        naive.weights[i] = naive.weights[i].addingProduct(-0.25, gradients[i])
      }
      #expect(model.weights == naive.weights)
    }
  }
}

/// A random problem and the definition of its gradients, loop by loop.
private struct Problem<Scalar: KernelScalar> {
  var objective: Objective<Scalar>
  var weights: [Scalar]
  /// Extents along the product: rows, hidden, …, columns.
  var extents: [Int]

  init(rows: Int, columns: Int, depth: Int, _ loss: Loss) {
    let target = RandomStream("tests/models/target")
    let draws = RandomStream("tests/models/weights")
    let hidden = min(rows, columns)
    extents = [rows] + [Int](repeating: hidden, count: depth - 1) + [columns]
    let count = zip(extents, extents.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    weights = (0..<count).map { Scalar(0.5 * draws.normal($0)) }
    objective = .entries(
      loss, target: (0..<rows * columns).map { target.normal($0) },
      observed: (0..<rows * columns).filter { $0 % 3 != 1 || $0 == 1 })
  }

  func model(_ weights: [Scalar]) -> DenseMatrixFactorization<Scalar> {
    DenseMatrixFactorization(
      objective, rows: extents[0], columns: extents[extents.count - 1],
      depth: extents.count - 1, weights: weights)
  }

  func backpropagated() -> (product: [Scalar], gradients: [Scalar]) {
    var factors: [[Scalar]] = []
    var start = 0
    for (rows, columns) in zip(extents, extents.dropFirst()) {
      factors.append(Array(weights[start..<start + rows * columns]))
      start += rows * columns
    }
    var prefixes = [factors[0]]
    for l in 1..<factors.count {
      prefixes.append(
        multiplied(prefixes[l - 1], factors[l], extents[0], extents[l], extents[l + 1]))
    }
    let product = prefixes[factors.count - 1]
    var back = product.indices.map { objective.slopes[$0] * (product[$0] - objective.targets[$0]) }
    var gradients: [Scalar] = []
    for l in factors.indices.dropFirst().reversed() {
      gradients =
        multiplied(
          prefixes[l - 1], back, extents[l], extents[0], extents[l + 1], transposeA: true)
        + gradients
      back = multiplied(back, factors[l], extents[0], extents[l + 1], extents[l], transposeB: true)
    }
    return (product, back + gradients)
  }

  private func multiplied(
    _ a: [Scalar], _ b: [Scalar], _ rows: Int, _ inner: Int, _ columns: Int,
    transposeA: Bool = false, transposeB: Bool = false
  ) -> [Scalar] {
    var c = [Scalar](repeating: 0, count: rows * columns)
    matmulNaive(
      &c, a, b, rows: rows, inner: inner, columns: columns, transposeA: transposeA,
      transposeB: transposeB)
    return c
  }
}
