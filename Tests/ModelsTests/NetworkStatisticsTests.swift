// Running statistics and separability of residual networks, against formulas done by hand.

import Kernels
import Models
import Records
import Testing

@Suite struct NetworkStatisticsTests {
  /// A stem of one weight w on one channel, whose convolution is w·x.
  private let sample = NetworkSample(
    testDescription: "one weight", network: .init(stem: .small(1, stride: 1, 1), stages: []),
    input: .init(height: 3, width: 6, channels: 1))
  private let weights = [1.5, 0.8, -0.1, 2, 0.25]

  private var inputs: [Double] { sample.inputs() }

  /// Mean and unbiased variance of 1.5·x.
  private func moments(_ x: [Double]) -> (mean: Double, variance: Double) {
    let mean = 1.5 * x.reduce(0, +) / Double(x.count)
    let squares = x.reduce(0) { $0 + (1.5 * $1 - mean) * (1.5 * $1 - mean) }
    return (mean, squares / Double(x.count - 1))
  }

  /// The inputs with the exchanged patch of each taken from the next.
  private var exchanged: [Double] {
    let (inputs, patch, size) = (inputs, sample.patches.exchanged, sample.input.count)
    var exchanged = inputs
    for n in 0..<sample.images {
      for row in patch.row..<patch.row + patch.height {
        for column in patch.column..<patch.column + patch.width {
          let place = row * sample.input.width + column
          exchanged[n * size + place] = inputs[(n + 1) % sample.images * size + place]
        }
      }
    }
    return exchanged
  }

  private func expect(_ statistics: [Double], _ batches: [[Double]]) {
    var (mean, variance) = (0.0, 1.0)
    for batch in batches {
      let moments = moments(batch)
      mean = 0.9 * mean + 0.1 * moments.mean
      variance = 0.9 * variance + 0.1 * moments.variance
    }
    #expect(abs(statistics[0] - mean) < 1e-14)
    #expect(abs(statistics[1] - variance) < 1e-13)
  }

  @Test func `a batch moves the running statistics by a tenth`() {
    let model = sample.model(weights)
    _ = inputs.withUnsafeBufferPointer { model.backpropagate($0, labels: sample.labels) }
    expect(model.statistics, [inputs])
    _ = inputs.withUnsafeBufferPointer { model.backpropagate($0, labels: sample.labels) }
    expect(model.statistics, [inputs, inputs])
  }

  @Test func `with a regularizer the exchanged batch moves them too`() {
    let model = sample.model(weights)
    let regularizer = Regularizer(coefficient: 1, patches: sample.patches)
    _ = inputs.withUnsafeBufferPointer {
      model.backpropagate($0, labels: sample.labels, regularizer: regularizer)
    }
    expect(model.statistics, [inputs, exchanged])
  }

  @Test func `evaluation uses the running statistics and treats images alone`() {
    let model = sample.model(weights)
    model.statistics = [0.3, 2.5]
    let logits = inputs.withUnsafeBufferPointer { model.logits(of: $0) }
    let size = sample.input.count
    for n in 0..<sample.images {
      let own = Array(inputs[n * size..<(n + 1) * size])
      let outputs = own.map { x in
        max(0, 0.8 * (1.5 * x - 0.3) / (2.5 + 1e-5).squareRoot() - 0.1)
      }
      let expected = 2 * outputs.reduce(0, +) / Double(size) + 0.25
      #expect(abs(logits[n] - expected) < 1e-14)
      #expect(own.withUnsafeBufferPointer { model.logits(of: $0) } == [logits[n]])
    }
    #expect(model.statistics == [0.3, 2.5])
  }

  @Test(arguments: NetworkSample.all) func `separability alone changes nothing`(
    sample: NetworkSample
  ) {
    let model = sample.model(sample.weights() as [Double])
    let inputs: [Double] = sample.inputs()
    let statistics = model.statistics
    let alone = inputs.withUnsafeBufferPointer {
      model.separability(of: $0, patches: sample.patches)
    }
    #expect(model.statistics == statistics && model.gradients.allSatisfy { $0 == 0 })
    let outcome = inputs.withUnsafeBufferPointer {
      model.backpropagate(
        $0, labels: sample.labels,
        regularizer: Regularizer(coefficient: 2.5, patches: sample.patches))
    }
    #expect(outcome.separability == alone && model.statistics != statistics)
    #expect(outcome.loss == outcome.crossEntropy + 2.5 * alone.value)
    #expect(alone.value > 0 && alone.value < 1 && alone.vanishing == 0)
  }

  @Test func `separable functions have separability 1`() {
    // f = g(x_I)·h(x_J): the gradient in I is that of g, times a number that the exchange changes.
    let (input, patch) = (
      InputShape(height: 2, width: 4, channels: 3),
      PixelRectangle(row: 0, column: 0, height: 2, width: 2)
    )
    let stream = RandomStream("tests/networks/separable")
    let own = (0..<5 * input.count).map { stream.normal($0) }
    let factors = (0..<5).map { stream.normal(1000 + $0) }
    let exchanged = own.enumerated().map { $1 * factors[$0 / input.count] }
    let result = Separability(own, exchanged: exchanged, images: 5, of: input, in: patch)
    #expect(abs(result.value - 1) < 1e-11)
    #expect(result.vanishing == 0)
  }

  @Test func `bilinear functions compare the patches of neighbours`() {
    // f = ⟨x_I, x_J⟩: the gradient in I is x_J, and after the exchange that of the next image.
    let (input, patch) = (
      InputShape(height: 1, width: 2, channels: 3),
      PixelRectangle(row: 0, column: 0, height: 1, width: 1)
    )
    let vectors = [[1.0, 0, 0], [1, 1, 0], [0, 0, 2], [0, -3, 0]]
    let (own, next) = (vectors, Array(vectors[1...] + vectors[..<1]))
    // Outside the patch there is something else that must not matter.
    let result = Separability(
      own.flatMap { $0 + [5, 5, 5] }, exchanged: next.flatMap { $0 + [-7, 1, 0] }, images: 4,
      of: input, in: patch)
    #expect(abs(result.value - 0.5.squareRoot() / 4) < 1e-12)
    let nothing = [Double](repeating: 0, count: 24)
    let empty = Separability(
      nothing, exchanged: nothing, images: 4, of: input, in: patch)
    #expect(empty.value == 0 && empty.vanishing == 8)
  }
}
