// Losses and their slopes on residuals whose values can be written out.

import Kernels
import Models
import Records
import Testing

@Suite struct ObjectiveTests {
  /// Residuals 4, −0.5, −2 and 0.25, the first of which is not observed.
  private let outputs: [Float] = [5, 0.5, -1, 0.25]

  private func completion(_ loss: Loss) -> Objective<Float> {
    .entries(loss, target: [1, 1, 1, 0], observed: [1, 2, 3])
  }

  private func value(_ objective: Objective<Float>) -> Double {
    outputs.withUnsafeBufferPointer { objective.value(of: $0) }
  }

  @Test func `values are those of the definitions`() {
    let sum = 0.25 + 4 + 0.0625
    #expect(value(completion(.halfSumOfSquares)) == 0.5 * sum)
    #expect(value(completion(.meanOfSquares)) == sum / 3)
    #expect(value(completion(.meanAbsolute)) == 2.75 / 3)
    // h(0.25) = 0.0625, h(0.5) = 0.5 − 0.25, h(2) = 2 − 0.25
    #expect(value(completion(.huber(threshold: 0.5))) == (0.0625 + 0.25 + 1.75) / 3)
    for loss in allLosses {
      let mean = outputs.withUnsafeBufferPointer { completion(loss).meanOfSquares(of: $0) }
      #expect(mean == sum / 3)
    }
  }

  @Test func `slopes vanish where nothing is observed and are clipped beyond delta`() {
    let third = Float(1.0 / 3)
    #expect(completion(.halfSumOfSquares).gradient(of: outputs) == [0, -0.5, -2, 0.25])
    let twoThirds = Float(2.0 / 3)
    #expect(
      completion(.meanOfSquares).gradient(of: outputs)
        == [0, -0.5 * twoThirds, -2 * twoThirds, 0.25 * twoThirds])
    #expect(completion(.meanAbsolute).gradient(of: outputs) == [0, -third, -third, third])
    #expect(
      completion(.huber(threshold: 0.5)).gradient(of: outputs) == [0, -third, -third, 0.5 * third])
    #expect(completion(.meanAbsolute).gradient(of: [1, 1, 1, 0]) == [0, 0, 0, 0])
  }

  @Test func `dense measurements are inner products`() {
    let objective = Objective<Float>.dense(
      .halfSumOfSquares, measurements: [1, 0, 0, 2, 0, 3, 1, 0], values: [5, 1])
    // Predictions 5.5 and 0.5, residuals 0.5 and −0.5.
    #expect(value(objective) == 0.25)
    #expect(objective.gradient(of: outputs) == [0.5, -1.5, -0.5, 1])
  }

  @Test func `a gradient that is not a number is not hidden`() {
    for loss in allLosses {
      #expect(completion(loss).gradient(of: [0, .nan, 0, 0])[1].isNaN)
    }
  }
}
