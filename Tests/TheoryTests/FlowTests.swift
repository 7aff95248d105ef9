// Gradient flow: the lemmas against a finite difference of a balanced factorization, and
// Proposition 4's equations.

import LinearAlgebra
import Testing
import Theory

@Suite struct FlowTests {
  /// A square product, its gradient, and its balanced factors in product order.
  private func balanced(depth: Int) -> (Matrix, Matrix, [Matrix]) {
    let product = Matrix(rows: 3, columns: 3, [0.9, 0.2, -0.1, 0.3, 0.5, 0.2, -0.2, 0.1, 0.3])
    let gradient = Matrix(rows: 3, columns: 3, [0, -1, 0.5, 0.3, 0, 0.2, -0.4, 0.6, 0.1])
    let svd = product.svd()
    let root = svd.values.map { depth == 2 ? $0.squareRoot() : $0.squareRoot().squareRoot() }
    let middle = [Matrix](repeating: .diagonal(root), count: depth - 2)
    let first = svd.u.product(.diagonal(root))
    let last = Matrix.diagonal(root).product(svd.v.transposed)
    return (product, gradient, [first] + middle + [last])
  }

  private func product(_ factors: [Matrix]) -> Matrix {
    factors.dropFirst().reduce(factors[0]) { $0.product($1) }
  }

  /// The product after a step of gradient descent on the factors.
  private func moved(_ factors: [Matrix], _ gradient: Matrix, step: Double) -> Matrix {
    product(
      factors.indices.map { l in
        var change = gradient
        for left in factors[..<l] { change = left.transposed.product(change) }
        for right in factors[(l + 1)...].reversed() { change = change.product(right.transposed) }
        let factor = factors[l]
        return Matrix(rows: 3, columns: 3) { factor[$0, $1] - step * change[$0, $1] }
      })
  }

  @Test(arguments: [2, 4]) func lemmaFourIsTheVelocityOfABalancedProduct(depth: Int) {
    let (product, gradient, factors) = balanced(depth: depth)
    let velocity = GradientFlow.velocity(of: product.svd(), gradient: gradient, depth: depth)
    let step = 1e-6
    let ahead = moved(factors, gradient, step: step)
    let behind = moved(factors, gradient, step: -step)
    for index in 0..<9 {
      let difference = (ahead.elements[index] - behind.elements[index]) / (2 * step)
      #expect(abs(difference - velocity.elements[index]) < 1e-8)
    }
  }

  @Test(arguments: [2, 4]) func lemmaFiveIsTheVelocityOfItsSingularValues(depth: Int) {
    let (product, gradient, factors) = balanced(depth: depth)
    let velocities = GradientFlow.singularValueVelocities(
      of: product.svd(), gradient: gradient, depth: depth)
    let step = 1e-6
    let ahead = moved(factors, gradient, step: step).singularValues()
    let behind = moved(factors, gradient, step: -step).singularValues()
    for r in 0..<3 {
      #expect(abs((ahead[r] - behind[r]) / (2 * step) - velocities[r]) < 1e-8)
    }
  }

  @Test func growthFollowsThePowerLaw() {
    #expect(GradientFlow.growth(size: 3, order: 1, drive: 2) == 2)
    #expect(GradientFlow.growth(size: 3, order: 2, drive: 0.5) == 3)
    #expect(abs(GradientFlow.growth(size: 8, order: 3, drive: 1) - 48) < 1e-12)
    #expect(GradientFlow.growth(size: 0, order: 3, drive: 1) == 0)
  }

  @Test func theFlowFromTheIdentityFollowsTheUniversalCurve() {
    var state = IdentityFlow(scale: 1)
    var time = 0.0
    while state.loss >= 1e-3 {
      state = state.advanced(by: 0.01)
      time += 0.01
    }
    #expect(abs(state.p - 22.3) < 0.05)
    #expect(abs(time - 1910) < 25)
    #expect(abs(state.p / UniversalCurve.entry(loss: state.loss) - 1) < 2e-3)
    #expect(abs(IdentityFlow.entry(scale: 1, time: time) - state.p) < 1e-9)
  }

  @Test func aRungeKuttaStepIsOfFourthOrder() {
    func end(steps: Int) -> Double {
      var state = IdentityFlow(scale: 0.5)
      for _ in 0..<steps { state = state.advanced(by: 2.0 / Double(steps)) }
      return state.p
    }
    let fine = end(steps: 640)
    let ratio = abs(end(steps: 20) - fine) / abs(end(steps: 40) - fine)
    #expect(ratio > 12 && ratio < 20)
  }
}
