// Objectives and the check of gradients that the factorizations' tests share.

import Kernels
import Models
import Records
import Testing

/// The threshold is such that random residuals are on both sides of it.
let allLosses: [Loss] = [
  .halfSumOfSquares, .meanOfSquares, .huber(threshold: 0.6), .meanAbsolute,
]

/// Normal draws of a named stream.
func draws<Scalar: KernelScalar>(_ name: String, _ count: Int) -> [Scalar] {
  let stream = RandomStream("tests/models/\(name)")
  return (0..<count).map { Scalar(stream.normal($0)) }
}

/// Sensing an array of some entries with dense measurements.
func sensing<Scalar: KernelScalar>(
  _ loss: Loss, entries: Int, measurements: Int
) -> Objective<Scalar> {
  .dense(
    loss, measurements: draws("arrays", measurements * entries),
    values: draws("values", measurements))
}

/// Expects the gradients to be the central differences of the loss, whose error is of the order of
/// 1e−10 times third derivatives.
func expectGradientsOfTheLoss<Model: Factorization<Double>>(
  _ objective: Objective<Double>, weights: [Double],
  at location: SourceLocation = #_sourceLocation, model: ([Double]) -> Model
) {
  var trained = model(weights)
  trained.backpropagate()
  let gradients = trained.gradients
  let scale = gradients.reduce(1) { max($0, abs($1)) }
  for index in weights.indices {
    func loss(_ shift: Double) -> Double {
      var shifted = weights
      shifted[index] += shift
      return model(shifted).withOutputs { objective.value(of: $0) }
    }
    let difference = (loss(1e-5) - loss(-1e-5)) / 2e-5
    #expect(abs(difference - gradients[index]) < 1e-8 * scale, sourceLocation: location)
  }
}
