// Small residual networks that have every kind of layer, and batches for them.

import Dispatch
import Kernels
import Models
import Records
import Testing

/// A network with inputs, labels and patches.
struct NetworkSample: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let network: ResidualNetwork
  let input: InputShape
  var images = 4

  var layout: NetworkLayout { NetworkLayout(network, input: input) }

  /// The left third of the columns, and the right third.
  var patches: PatchPair {
    let width = input.width / 3
    return PatchPair(
      gradients: PixelRectangle(row: 1, column: 0, height: input.height - 1, width: width),
      exchanged: PixelRectangle(row: 0, column: input.width - width, height: 2, width: width))
  }

  var labels: [Float] { (0..<images).map { Float($0 * 5 % 3 % 2) } }

  func inputs<Scalar: KernelScalar>() -> [Scalar] {
    let stream = RandomStream("tests/networks/inputs")
    return (0..<images * input.count).map { Scalar(stream.normal($0)) }
  }

  /// Starting weights, scales and shifts moved away from 1 and 0.
  func weights<Scalar: KernelScalar>() -> [Scalar] {
    let stream = RandomStream("tests/networks/weights")
    let weights: [Scalar] = layout.initialWeights(from: stream)
    var moved = weights
    for piece in layout.parameters where piece.shape.count == 1 {
      for i in piece.range { moved[i] += Scalar(0.2 * stream.normal(i)) }
    }
    return moved
  }

  func model<Scalar: KernelScalar>(
    _ weights: [Scalar], isRegularized: Bool = true, workers: Workers = .alone
  ) -> NetworkModel<Scalar> {
    NetworkModel(
      layout, batch: images, isRegularized: isRegularized, weights: weights,
      statistics: layout.initialStatistics(), workers: workers)
  }

  static let all: [NetworkSample] = [
    NetworkSample(
      testDescription: "stem alone", network: .init(stem: .small(3, stride: 1, 3), stages: []),
      input: .init(height: 4, width: 6, channels: 2)),
    NetworkSample(
      testDescription: "pooled stem",
      network: .init(stem: .small(3, stride: 1, 2, isPooled: true), stages: []),
      input: .init(height: 5, width: 7, channels: 2)),
    NetworkSample(
      testDescription: "identity shortcuts",
      network: .init(
        stem: .small(1, stride: 1, 3), stages: [.init(width: 3, blocks: 2, stride: 1)]),
      input: .init(height: 3, width: 6, channels: 1)),
    NetworkSample(
      testDescription: "small",
      network: .init(
        stem: .small(3, stride: 2, 4),
        stages: [.init(width: 4, blocks: 1, stride: 1), .init(width: 6, blocks: 1, stride: 2)]),
      input: .init(height: 6, width: 15, channels: 3)),
    NetworkSample(
      testDescription: "pooled",
      network: .init(
        stem: .small(7, stride: 2, 5, isPooled: true),
        stages: [.init(width: 5, blocks: 1, stride: 1), .init(width: 9, blocks: 2, stride: 2)]),
      input: .init(height: 15, width: 21, channels: 1)),
  ]
}

extension ResidualNetwork.Stem {
  static func small(
    _ kernel: Int, stride: Int, _ width: Int, isPooled: Bool = false
  ) -> ResidualNetwork.Stem {
    .init(kernel: kernel, stride: stride, width: width, isPooled: isPooled, isUniform: false)
  }
}

extension ResidualNetwork {
  /// ResNet18 or ResNet34, by the blocks of its stages.
  static func standard(blocks: [Int]) -> ResidualNetwork {
    ResidualNetwork(
      stem: .small(7, stride: 2, 64, isPooled: true),
      stages: blocks.enumerated().map { index, count in
        .init(width: 64 << index, blocks: count, stride: index == 0 ? 1 : 2)
      })
  }

  /// The network of the small preset (locality sheet 9.3).
  static let reduced = ResidualNetwork(
    stem: .small(3, stride: 2, 16),
    stages: [
      .init(width: 16, blocks: 1, stride: 1), .init(width: 32, blocks: 1, stride: 2),
      .init(width: 64, blocks: 1, stride: 2), .init(width: 64, blocks: 1, stride: 2),
    ])
}

extension Workers {
  /// A thread of the system's pool for each slice.
  static func ofTheSystem(_ count: Int) -> Workers {
    Workers(count: count) { slices, body in
      withoutActuallyEscaping(body) { body in
        nonisolated(unsafe) let body = body
        DispatchQueue.concurrentPerform(iterations: slices) { body($0) }
      }
    }
  }
}
