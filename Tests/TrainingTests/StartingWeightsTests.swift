// Initializations: products, balance, scales, signs, and shared draws.

import Kernels
import LinearAlgebra
import Records
import Testing
import Training

@Suite struct StartingWeightsTests {
  private func factors(
    _ scheme: Initialization.Scheme, depth: Int = 3, sign: Initialization.Sign? = nil,
    replicate: Int = 1, task: Records.Task = Sample.base
  ) throws -> [Matrix] {
    let experiment = Sample.balanced(depth: depth, iterations: 1, every: 1).with {
      $0.initialization = Initialization(scheme, determinant: sign)
      $0.replicates.first = replicate
      $0.task = task
      $0.recording.columns = []
    }
    return try experiment.run().weights[0].initial.map { factor in
      guard case .float64(let values) = factor.elements else { return .zero(rows: 0, columns: 0) }
      return Matrix(rows: factor.rows, columns: factor.columns, values)
    }
  }

  private func product(_ factors: [Matrix]) -> Matrix {
    factors.dropFirst().reduce(factors[0]) { $0.product($1) }
  }

  @Test(arguments: [2, 3, 4]) func balancedFactorsMultiplyToTheDraw(depth: Int) throws {
    let stream = RandomStream("tests/sample/replicate 1/draw 1/product")
    for task in [Sample.base, Sample.lowRank] {
      let factors = try factors(.balanced(productStd: 1e-6), depth: depth, task: task)
      let product = product(factors)
      for index in product.elements.indices {
        #expect(abs(product.elements[index] - 1e-6 * stream.normal(index)) < 1e-20)
      }
      for (left, right) in zip(factors, factors.dropFirst()) {
        let inner = left.transposed.product(left)
        let outer = right.product(right.transposed)
        for (a, b) in zip(inner.elements, outer.elements) { #expect(abs(a - b) < 1e-16) }
      }
    }
  }

  @Test func layerwiseFactorsHaveTheSheetsDeviation() throws {
    let cases = [
      (2, 1e-5, 2.6591e-3), (2, 1e-6, 8.4090e-4), (3, 1e-5, 1.70998e-2), (3, 1e-6, 7.9370e-3),
      (4, 1e-3, 0.137124), (4, 1e-4, 0.0771105),
    ]
    for (depth, std, alpha) in cases {
      let factors = try factors(.layerwise(productStd: std), depth: depth)
      for (l, factor) in factors.enumerated() {
        let stream = RandomStream("tests/sample/replicate 1/draw 1/factor \(l + 1)")
        for index in 0..<4 {
          #expect(abs(factor.elements[index] / stream.normal(index) / alpha - 1) < 3e-5)
        }
      }
    }
  }

  @Test func rectangularFactorsHaveTheSmallerWidthInside() throws {
    let factors = try factors(.gaussian(std: 1), depth: 4, task: Sample.lowRank)
    #expect(factors.map(\.rows) == [6, 4, 4, 4])
    #expect(factors.map(\.columns) == [4, 4, 4, 4])
  }

  @Test func theIdentityIsSplitEvenly() throws {
    let factors = try factors(.identity(scale: 0.125))
    for factor in factors {
      for (index, value) in factor.elements.enumerated() {
        #expect(abs(value - (index % 3 == 0 ? 0.5 : 0)) < 1e-15)
      }
    }
  }

  @Test(arguments: [Initialization.Sign.positive, .negative])
  func drawsAreRepeatedUntilTheSignIsRight(sign: Initialization.Sign) throws {
    for scheme in [Initialization.Scheme.balanced(productStd: 1e-6), .layerwise(productStd: 1e-6)] {
      var draws: Set<Int> = []
      for replicate in 1...12 {
        let experiment = Sample.balanced(iterations: 1, every: 1).with {
          $0.initialization = Initialization(scheme, determinant: sign)
          $0.replicates.first = replicate
        }
        let run = try experiment.run()
        let factors = try factors(scheme, sign: sign, replicate: replicate)
        #expect((product(factors).determinant > 0) == (sign == .positive))
        draws.insert(run.record.replicates[0].draw)
      }
      #expect(draws.contains(1) && draws.count > 1)
    }
  }

  @Test func experimentsThatShareASeedShareDirections() throws {
    let large = try factors(.balanced(productStd: 1e-2), sign: .positive)
    let small = try factors(.balanced(productStd: 1e-6), sign: .positive)
    for (a, b) in zip(product(large).elements, product(small).elements) {
      #expect(abs(a / b / 1e4 - 1) < 1e-9)
    }
    let wide = try factors(.gaussian(std: 1), sign: .negative)
    let narrow = try factors(.layerwise(productStd: 1e-4), sign: .negative)
    let ratio = wide[0].elements[0] / narrow[0].elements[0]
    for (a, b) in zip(wide.flatMap(\.elements), narrow.flatMap(\.elements)) {
      #expect(abs(a / b / ratio - 1) < 1e-12)
    }
  }
}
