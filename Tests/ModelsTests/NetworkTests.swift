// Residual networks: their sizes, gradients, statistics and separability.

import Kernels
import Models
import Records
import Testing

@Suite struct NetworkTests {
  @Test(arguments: [
    ([2, 2, 2, 2], 3, 11_177_025, 1.8136), ([2, 2, 2, 2], 1, 11_170_753, 0.8393),
    ([3, 4, 6, 3], 3, 21_285_185, 3.6632), ([3, 4, 6, 3], 1, 21_278_913, 1.7485),
  ])
  func `published networks have the published sizes`(
    blocks: [Int], channels: Int, parameters: Int, billions: Double
  ) {
    let side = channels == 3 ? 224 : 150
    let layout = NetworkLayout(
      .standard(blocks: blocks), input: .init(height: side, width: side, channels: channels))
    #expect(layout.parameterCount == parameters)
    #expect(abs(layout.multiplyAccumulates / 1e9 - billions) < 1e-4)
    #expect(layout.parameters.map(\.count).reduce(0, +) == parameters)
    #expect(layout.parameters.first?.shape == [64, 7, 7, channels])
    let pieces = zip(layout.parameters, layout.parameters.dropFirst())
    #expect(pieces.allSatisfy { $0.range.upperBound == $1.start })
    #expect(Set(layout.parameters.map(\.name)).count == layout.parameters.count)
  }

  @Test func `the small preset's network has its size`() {
    let layout = NetworkLayout(.reduced, input: .init(height: 8, width: 80, channels: 3))
    #expect(layout.parameterCount == 155_665)
    #expect(abs(layout.multiplyAccumulates / 1e6 - 2.34) < 0.01)
  }

  @Test func `networks start as the sheet says`() {
    for isUniform in [false, true] {
      var network = ResidualNetwork.standard(blocks: [1, 1, 1, 1])
      network.stem.isUniform = isUniform
      let layout = NetworkLayout(network, input: .init(height: 20, width: 20, channels: 1))
      let weights: [Double] = layout.initialWeights(from: RandomStream("tests/networks"))
      for piece in layout.parameters {
        let own = weights[piece.range]
        let meanSquare = own.reduce(0) { $0 + $1 * $1 } / Double(own.count)
        let bound = own.reduce(0) { max($0, abs($1)) }
        if piece.name == "stem.convolution" && isUniform {
          #expect(bound <= 1 / 7.0 && abs(meanSquare * 3 * 49 - 1) < 0.1)
        } else if piece.shape.count == 4 {
          let expected = 2 / Double(piece.shape[0] * piece.shape[1] * piece.shape[2])
          #expect(abs(meanSquare / expected - 1) < 0.1)
          #expect(bound > 3 * expected.squareRoot())
        } else if piece.name.hasSuffix("scale") {
          #expect(own.allSatisfy { $0 == 1 })
        } else if piece.name.hasSuffix("shift") {
          #expect(own.allSatisfy { $0 == 0 })
        } else {
          #expect(bound <= 1 / 512.0.squareRoot() && bound > 0)
        }
      }
    }
  }

  @Test(arguments: NetworkSample.all) func `gradients are those of the loss`(
    sample: NetworkSample
  ) {
    for coefficient in [nil, 1.7] {
      let regularizer = coefficient.map { Regularizer(coefficient: $0, patches: sample.patches) }
      let (weights, inputs): ([Double], [Double]) = (sample.weights(), sample.inputs())
      func stepped(_ weights: [Double]) -> (loss: Double, gradients: [Double]) {
        let model = sample.model(weights)
        let outcome = inputs.withUnsafeBufferPointer {
          model.backpropagate($0, labels: sample.labels, regularizer: regularizer)
        }
        return (outcome.loss, model.gradients)
      }
      let gradients = stepped(weights).gradients
      let scale = gradients.reduce(0) { max($0, abs($1)) }
      #expect(scale > 1e-3)
      var worst = 0.0
      for i in weights.indices {
        var shifted = weights
        shifted[i] = weights[i] + 1e-6
        let above = stepped(shifted).loss
        shifted[i] = weights[i] - 1e-6
        worst = max(worst, abs((above - stepped(shifted).loss) / 2e-6 - gradients[i]))
      }
      #expect(worst < 1e-6 * scale)
    }
  }

  @Test func `single precision is double precision but for rounding`() {
    let sample = NetworkSample(
      testDescription: "small preset", network: .reduced,
      input: .init(height: 8, width: 80, channels: 3), images: 32)
    for regularizer in [nil, Regularizer(coefficient: 1, patches: sample.patches)] {
      let (floats, doubles): (Stepped<Float>, Stepped<Double>) = (
        Stepped(sample, regularizer), Stepped(sample, regularizer)
      )
      #expect(abs(floats.outcome.loss / doubles.outcome.loss - 1) < 1e-5)
      #expect(floats.outcome.correct == doubles.outcome.correct)
      let errors = zip(floats.gradients, doubles.gradients).map { Double($0) - $1 }
      let (error, size) = (norm(errors), norm(doubles.gradients))
      // An activation may be on the other side of zero.
      #expect(error < 1e-4 * size)
    }
  }

  private struct Stepped<Scalar: KernelScalar> {
    let outcome: BatchOutcome
    let gradients: [Scalar]

    init(_ sample: NetworkSample, _ regularizer: Regularizer?) {
      let weights: [Float] = sample.weights()
      let inputs: [Float] = sample.inputs()
      let model = sample.model(weights.map { Scalar($0) })
      outcome = inputs.map { Scalar($0) }.withUnsafeBufferPointer {
        model.backpropagate($0, labels: sample.labels, regularizer: regularizer)
      }
      gradients = model.gradients
    }
  }

  private func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  @Test(arguments: NetworkSample.all) func `threads change no bit`(sample: NetworkSample) {
    var sample = sample
    sample.images = 37
    let (weights, inputs): ([Float], [Float]) = (sample.weights(), sample.inputs())
    let alone = sample.model(weights)
    for count in [2, 3] {
      let shared = sample.model(weights, workers: .ofTheSystem(count))
      alone.weights = weights
      alone.velocities = [Float](repeating: 0, count: weights.count)
      alone.statistics = sample.layout.initialStatistics()
      for regularizer in [nil, Regularizer(coefficient: 1, patches: sample.patches)] {
        let outcomes = [alone, shared].map { model in
          inputs.withUnsafeBufferPointer {
            model.backpropagate($0, labels: sample.labels, regularizer: regularizer)
          }
        }
        #expect(outcomes[0] == outcomes[1])
        #expect(alone.gradients == shared.gradients && alone.statistics == shared.statistics)
        alone.descend(learningRate: 0.01, momentum: 0.9)
        shared.descend(learningRate: 0.01, momentum: 0.9)
        #expect(alone.weights == shared.weights)
      }
      #expect(alone.weights.allSatisfy(\.isFinite) && alone.weights != weights)
    }
  }

  @Test func `momentum keeps its share of the last direction`() {
    let sample = NetworkSample.all[3]
    let (weights, inputs): ([Double], [Double]) = (sample.weights(), sample.inputs())
    let model = sample.model(weights, isRegularized: false)
    var (expected, velocity) = (weights, [Double](repeating: 0, count: weights.count))
    for _ in 0..<3 {
      _ = inputs.withUnsafeBufferPointer { model.backpropagate($0, labels: sample.labels) }
      for (i, gradient) in model.gradients.enumerated() {
        velocity[i] = 0.9 * velocity[i] + gradient
        expected[i] -= 0.1 * velocity[i]
      }
      model.descend(learningRate: 0.1, momentum: 0.9)
    }
    for (x, y) in zip(model.weights, expected) { #expect(abs(x - y) < 1e-12) }
    #expect(model.velocities.contains { abs($0) > 1e-3 })
  }

  @Test func `smaller batches leave no trace`() {
    var sample = NetworkSample.all[4]
    let weights: [Float] = sample.weights()
    let large = sample.model(weights)
    let inputs: [Float] = sample.inputs()
    let regularizer = Regularizer(coefficient: 1, patches: sample.patches)
    _ = inputs.withUnsafeBufferPointer {
      large.backpropagate($0, labels: sample.labels, regularizer: regularizer)
    }
    large.statistics = sample.layout.initialStatistics()
    sample.images = 3
    let small = sample.model(weights)
    let outcomes = [large, small].map { model in
      (sample.inputs() as [Float]).withUnsafeBufferPointer {
        model.backpropagate($0, labels: sample.labels, regularizer: regularizer)
      }
    }
    #expect(outcomes[0] == outcomes[1] && large.gradients == small.gradients)
    #expect(large.statistics == small.statistics)
  }

  @Test func `memory is known beforehand`() {
    let layout = NetworkLayout(
      .standard(blocks: [2, 2, 2, 2]), input: .init(height: 224, width: 224, channels: 3))
    let plain = layout.bytesNeeded(batch: 64, isRegularized: false)
    let regularized = layout.bytesNeeded(batch: 64, isRegularized: true)
    // 4.8 million numbers between input and logit, four times with a regularizer, and adjoints.
    #expect(plain > 4 * 64 * 4.7e6 && plain < 4 * 64 * 10e6)
    #expect(regularized > 4 * 64 * 25e6 && regularized < 4 * 64 * 40e6)
  }
}
