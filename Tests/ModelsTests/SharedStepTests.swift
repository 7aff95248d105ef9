// Steps shared by several workers: the same bits as those of one.

import Dispatch
import Kernels
import LinearAlgebra
import Models
import Records
import Testing

@Suite struct SharedStepTests {
  @Test(arguments: [2, 3, 7]) func `tensor steps have the same bits`(count: Int) {
    let tree = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: [4, 3, 4, 3], widths: [130, 40, 200])
    for layout in [tree, .cp(sizes: [6, 5, 7], width: 150)] {
      let objectives: [Objective<Float>] = [
        layout.completion(.meanOfSquares), layout.completion(.huber(threshold: 0.1), inFive: 2),
        layout.rankOneSensing(.meanOfSquares, measurements: 40),
        sensing(.meanOfSquares, entries: layout.sizes.reduce(1, *), measurements: 30),
      ]
      let weights = (draws("weights", layout.count) as [Float]).map { $0 / 8 }
      for objective in objectives {
        compare(count) {
          TensorFactorization(layout, objective: objective, weights: weights, workers: $0)
        }
      }
    }
  }

  @Test(arguments: [2, 3, 7]) func `matrix steps have the same bits`(count: Int) {
    let objective: Objective<Double> = .entries(
      .meanOfSquares, target: draws("target", 70 * 65), observed: Array(0..<3000))
    let weights = (draws("weights", 65 * (70 + 65 + 65)) as [Double]).map { $0 / 8 }
    compare(count) {
      DenseMatrixFactorization(
        objective, rows: 70, columns: 65, depth: 3, weights: weights, workers: $0)
    }
  }

  private func compare<Model: Factorization>(_ count: Int, model: (Workers) -> Model) {
    var (alone, shared) = (model(.alone), model(.threads(count)))
    for _ in 0..<3 {
      alone.backpropagate()
      shared.backpropagate()
      #expect(alone.gradients == shared.gradients)
      #expect(alone.gradientSquareSum == shared.gradientSquareSum)
      alone.descend(0.01)
      shared.descend(0.01)
    }
    alone.multiply()
    shared.multiply()
    #expect(alone.withOutputs { Array($0) } == shared.withOutputs { Array($0) })
    #expect(alone.weights.allSatisfy(\.isFinite) && alone.weights == shared.weights)
  }
}

extension Workers {
  /// A thread of the system's pool for each slice.
  fileprivate static func threads(_ count: Int) -> Workers {
    Workers(count: count) { slices, body in
      withoutActuallyEscaping(body) { body in
        nonisolated(unsafe) let body = body
        DispatchQueue.concurrentPerform(iterations: slices) { body($0) }
      }
    }
  }
}
