// Predictors over bits, against products of the other factors in Double, finite differences and PyTorch's
// definition of Adam.

import Dispatch
import Kernels
import Models
import Testing

@Suite struct BinaryProductsTests {
  /// 784 pixels, of which pixel 0 is never on and pixel 1 never off.
  private static let problem = BinaryProblem(pixels: 784, components: 3, images: 40)

  @Test func gradientsAreThoseOfTheDefinition() {
    let double = Self.problem.gradientError(of: Double.self)
    let float = Self.problem.gradientError(of: Float.self)
    #expect(double < 1e-13)
    #expect(float < 1e-5)
  }

  @Test(arguments: [0.0, 1e-31, -1e-30, 1e-19, -1])
  func smallAndNegativeWeightsDivideNothingAway(weight: Double) {
    var problem = Self.problem
    // Both factors of a pixel, and two of one column: only images without either have a product.
    for index in [5 * 3, (784 + 5) * 3, 300 * 3 + 1, (784 + 400) * 3 + 1] {
      problem.weights[index] = weight
    }
    #expect(problem.gradientError(of: Double.self) < 1e-13)
    #expect(problem.gradientError(of: Float.self) < 1e-5)
  }

  @Test func gradientsAreSlopesOfTheLoss() {
    let problem = BinaryProblem(pixels: 40, components: 2, images: 30)
    let gradient = problem.trained(Double.self).gradient(of: 0)
    for index in stride(from: 0, to: gradient.count, by: 7) {
      func loss(_ shift: Double) -> Double {
        var shifted = problem
        shifted.weights[index] += shift
        return shifted.loss
      }
      #expect(abs((loss(1e-5) - loss(-1e-5)) / 2e-5 - gradient[index]) < 1e-8)
    }
  }

  @Test func whatNoImageShowsIsNotMoved() {
    let model = Self.problem.trained(Float.self)
    let gradient = model.gradient(of: 0)
    #expect(gradient[(784 + 0) * 3..<(784 + 1) * 3].allSatisfy { $0 == 0 })
    #expect(gradient[1 * 3..<2 * 3].allSatisfy { $0 == 0 })
    let before = model.state(of: 0).weights
    model.descend(.first(rate: 1e-3))
    let after = model.state(of: 0).weights
    #expect(before[3..<6] == after[3..<6])
    #expect(zip(before, after).filter { $0 != $1 }.count > 4600)
  }

  @Test func tooLargeProductsAreInfinite() {
    var problem = Self.problem
    for index in 0..<problem.weights.count { problem.weights[index] = 1.2 }
    let model = problem.trained(Float.self)
    #expect(model.outputs(of: 0, images: 40).allSatisfy { $0 == .infinity })
    #expect(problem.trained(Double.self).gradient(of: 0).allSatisfy { $0.isFinite })
  }

  @Test(arguments: [1, 2, 3, 7]) func aPredictorIsTheSameAloneAndInCompany(threads: Int) {
    let count = 12
    let starts = (0..<count).map { index in
      BinaryState(weights: Self.problem.drawnWeights(index).map { Float($0) })
    }
    let company = Self.problem.stepped(starts, threads: threads)
    for index in [0, 4, 5, 11] {
      #expect(Self.problem.stepped([starts[index]], first: index, threads: 1) == [company[index]])
    }
    #expect(Set(company.map(\.weights)).count == count)
  }

  @Test func adamIsTheUsualOne() {
    // Hardly any pixel of the second word is one: the others must not move.
    let problem = BinaryProblem(pixels: 33, components: 2, images: 20)
    let model = problem.trained(Double.self)
    var state = model.state(of: 0)
    for step in 1...5 {
      problem.withBits { bits, targets in
        (0..<20).map { targets(0, $0) }.withUnsafeBufferPointer {
          model.backpropagate(bits, targets: $0.baseAddress!)
        }
      }
      let gradient = model.gradient(of: 0)
      let powers = (Elementary.pow(0.9, Double(step)), Elementary.pow(0.999, Double(step)))
      for (index, g) in gradient.enumerated() {
        state.means[index] = 0.9 * state.means[index] + 0.1 * g
        state.squares[index] = 0.999 * state.squares[index] + 0.001 * g * g
        let (mean, square) = (
          state.means[index] / (1 - powers.0), state.squares[index] / (1 - powers.1)
        )
        state.weights[index] -= 1e-3 * mean / (square.squareRoot() + 1e-8)
      }
      model.descend(
        AdamStep(
          first: .init(decay: 0.9), second: .init(decay: 0.999), rate: 1e-3 / (1 - powers.0),
          root: (1 - powers.1).squareRoot(), epsilon: 1e-8))
      for (weight, expected) in zip(model.state(of: 0).weights, state.weights) {
        #expect(abs(weight - expected) < 1e-12)
      }
    }
  }
}

extension AdamStep {
  /// The first step with the usual decays.
  fileprivate static func first(rate: Scalar) -> AdamStep {
    AdamStep(
      first: .init(decay: 0.9), second: .init(decay: 0.999), rate: rate / 0.1,
      root: Scalar(0.001).squareRoot(), epsilon: 1e-8)
  }
}

/// Images with unequal bits, and one predictor's weights.
private struct BinaryProblem {
  let pixels: Int
  let components: Int
  let images: Int
  var weights: [Double]

  init(pixels: Int, components: Int, images: Int) {
    (self.pixels, self.components, self.images) = (pixels, components, images)
    weights = []
    weights = drawnWeights(0)
  }

  func drawnWeights(_ index: Int) -> [Double] {
    let stream = RandomStream("tests/binary weights \(index)")
    return (0..<2 * pixels * components).map {
      // A few are negative; floats, so that both precisions start from the same.
      Double(Float((1 + 0.05 * stream.normal($0)) * ($0 % 97 == 0 ? -1 : 1)))
    }
  }

  func pixel(_ image: Int, _ pixel: Int) -> Int {
    if pixel < 2 { return pixel }
    return RandomStream("tests/binary images").uniform(image * pixels + pixel) < 0.3 ? 1 : 0
  }

  func target(_ predictor: Int, _ image: Int) -> Double {
    (image + predictor) % 10 == 3 ? 2 : 0
  }

  func withBits<Result>(
    _ body: (BitRows, (_ predictor: Int, _ image: Int) -> Double) -> Result
  ) -> Result {
    let width = (pixels + 31) / 32
    var words = [UInt32](repeating: 0, count: width * images)
    for image in 0..<images {
      for a in 0..<pixels { words[a / 32 * images + image] |= UInt32(pixel(image, a)) << (a % 32) }
    }
    return words.withUnsafeBufferPointer {
      body(BitRows($0.baseAddress!, rows: images, width: width), target)
    }
  }

  /// A model of these weights with its gradient.
  func trained<Scalar: KernelScalar>(_ scalar: Scalar.Type) -> BinaryProducts<Scalar> {
    let model = BinaryProducts<Scalar>(
      pixels: pixels, components: components, capacity: images,
      states: [BinaryState(weights: weights.map { Scalar($0) })])
    withBits { bits, target in
      (0..<images).map { Scalar(target(0, $0)) }.withUnsafeBufferPointer {
        model.backpropagate(bits, targets: $0.baseAddress!)
      }
    }
    return model
  }

  /// States after three steps.
  func stepped(
    _ states: [BinaryState<Float>], first: Int = 0, threads: Int
  ) -> [BinaryState<Float>] {
    let workers = Workers(count: threads) { slices, body in
      withoutActuallyEscaping(body) { body in
        nonisolated(unsafe) let body = body
        DispatchQueue.concurrentPerform(iterations: slices) { body($0) }
      }
    }
    let model = BinaryProducts<Float>(
      pixels: pixels, components: components, capacity: images + 5, states: states,
      workers: workers)
    var targets = [Float](repeating: 0, count: states.count * (images + 5))
    withBits { bits, target in
      for index in states.indices {
        for image in 0..<images {
          targets[index * (images + 5) + image] = Float(target(first + index, image))
        }
      }
      for _ in 0..<3 {
        model.backpropagate(bits, targets: targets)
        model.descend(.first(rate: 1e-3))
      }
    }
    return states.indices.map { model.state(of: $0) }
  }

  // MARK: The definition

  private func factor(_ image: Int, _ a: Int, _ r: Int) -> Double {
    weights[(pixel(image, a) * pixels + a) * components + r]
  }

  func residual(_ image: Int) -> Double {
    (0..<components).reduce(-target(0, image)) { sum, r in
      sum + (0..<pixels).reduce(1) { $0 * factor(image, $1, r) }
    }
  }

  var loss: Double {
    (0..<images).reduce(0) { $0 + residual($1) * residual($1) } / Double(images)
  }

  /// The gradient by products of the factors before and after each.
  var gradient: [Double] {
    var gradient = [Double](repeating: 0, count: weights.count)
    for image in 0..<images {
      let slope = 2 / Double(images) * residual(image)
      for r in 0..<components {
        let factors = (0..<pixels).map { factor(image, $0, r) }
        var after = [1.0]
        for a in (1..<pixels).reversed() { after.append(after.last! * factors[a]) }
        var before = slope
        for a in 0..<pixels {
          let index = (pixel(image, a) * pixels + a) * components + r
          gradient[index] += before * after[pixels - 1 - a]
          before *= factors[a]
        }
      }
    }
    return gradient
  }

  /// The largest error of a gradient relative to the largest gradient.
  func gradientError<Scalar: KernelScalar>(of scalar: Scalar.Type) -> Double {
    let expected = gradient
    let found = trained(scalar).gradient(of: 0)
    let scale = expected.reduce(0) { max($0, abs($1)) }
    return zip(found, expected).reduce(0) { max($0, abs($1.0.double - $1.1)) } / scale
  }
}
