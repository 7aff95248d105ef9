// The talk's two small experiments against what is known about them without running them.

import Analysis
import Testing

@Suite struct RegressionTests {
  private static func regression(noise: Double) -> PolynomialRegression {
    PolynomialRegression(
      largestDegree: 20, draws: 3, trainCount: 40, testCount: 200, noise: noise, stream: "test")
  }

  @Test("Without noise degree 20 is the sine up to rounding, degree 0 is not.")
  func sine() {
    let errors = Self.regression(noise: 0).errorsByDegree()
    #expect(errors[20].train < 1e-24 && errors[20].test < 1e-20)
    // The mean of sin² is one half.
    #expect(abs(errors[0].test - 0.5) < 0.1)
  }

  @Test("A fit of all degrees leaves (n − 21)/n of the noise's variance on the points fitted.")
  func degreesOfFreedom() {
    let errors = PolynomialRegression(
      largestDegree: 20, draws: 200, trainCount: 40, testCount: 10, noise: 1, stream: "test"
    ).errorsByDegree()
    #expect(abs(errors[20].train - 19.0 / 40) < 0.03)
  }

  @Test("A vanishing penalty gives the least-squares fit, a huge one predicts nothing.")
  func penalties() {
    let regression = Self.regression(noise: 0.3)
    let free = regression.errorsByDegree()[20]
    let fits = regression.errors(penaltyExponents: [-16, 12])
    #expect(abs(fits[0].train - free.train) < 1e-9 * free.train)
    #expect(abs(fits[0].test - free.test) < 1e-6 * free.test)
    #expect(abs(fits[1].test - 0.59) < 0.1)
  }

  @Test("Descent keeps the part of its start that no example sees.")
  func descent() {
    let descent = InterpolatingDescent(examples: 5, weights: 12, stream: "test")
    let zero = descent.moments(from: .zero, tolerance: 1e-22, every: 1)
    let random = descent.moments(from: .random, tolerance: 1e-22, every: 1)
    // From zero the projection of the start is the solution of least norm.
    #expect(zero.allSatisfy { abs($0.toMinimalNorm - $0.toProjection) < 1e-12 })
    #expect(zip(zero, zero.dropFirst()).allSatisfy { $1.loss < $0.loss })
    // Pythagoras: least norm and the rest of the start are orthogonal.
    let end = random[random.count - 1]
    let rest = end.toMinimalNorm * end.toMinimalNorm
    #expect(abs(end.norm * end.norm - (1 + rest)) < 1e-8 * (1 + rest))
    #expect(end.toProjection < 1e-8)
  }
}
