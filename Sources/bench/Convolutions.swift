// The convolutions of the residual networks: output, gradient of the input, gradient of the weights.

import Kernels

/// One shape of convolutions, to be timed.
struct MeasuredConvolution {
  let shape: ConvolutionShape

  /// `images×height×width×channels k×k/stride filters`
  var name: String {
    "\(shape.images)×\(shape.height)×\(shape.width)×\(shape.channels) "
      + "\(shape.kernel)×\(shape.kernel)/\(shape.stride) \(shape.filters)"
  }

  static let all =
    // The small network on 8×80 pixels.
    [
      same(32, 8, 80, 3, 16, kernel: 3, stride: 2), same(32, 4, 40, 16, 16, kernel: 3),
      same(32, 4, 40, 16, 32, kernel: 3, stride: 2), same(32, 4, 40, 16, 32, kernel: 1, stride: 2),
      same(32, 2, 20, 32, 32, kernel: 3), same(32, 1, 10, 64, 64, kernel: 3),
      same(32, 1, 5, 64, 64, kernel: 3),
    ]
    // ResNet18 on 64×64 pixels.
    + [
      same(32, 64, 64, 3, 64, kernel: 7, stride: 2), same(32, 16, 16, 64, 64, kernel: 3),
      same(32, 16, 16, 64, 128, kernel: 3, stride: 2),
      same(32, 16, 16, 64, 128, kernel: 1, stride: 2), same(32, 8, 8, 128, 128, kernel: 3),
      same(32, 8, 8, 128, 256, kernel: 3, stride: 2),
      same(32, 8, 8, 128, 256, kernel: 1, stride: 2), same(32, 4, 4, 256, 256, kernel: 3),
      same(32, 4, 4, 256, 512, kernel: 3, stride: 2),
      same(32, 4, 4, 256, 512, kernel: 1, stride: 2), same(32, 2, 2, 512, 512, kernel: 3),
    ]
    // ResNet18 on 224×224 pixels.
    + [
      same(4, 224, 224, 3, 64, kernel: 7, stride: 2), same(4, 56, 56, 64, 64, kernel: 3),
      same(4, 56, 56, 64, 128, kernel: 3, stride: 2),
      same(4, 56, 56, 64, 128, kernel: 1, stride: 2), same(4, 28, 28, 128, 128, kernel: 3),
      same(4, 28, 28, 128, 256, kernel: 3, stride: 2),
      same(4, 28, 28, 128, 256, kernel: 1, stride: 2), same(4, 14, 14, 256, 256, kernel: 3),
      same(4, 14, 14, 256, 512, kernel: 3, stride: 2),
      same(4, 14, 14, 256, 512, kernel: 1, stride: 2), same(32, 7, 7, 512, 512, kernel: 3),
    ]

  /// A convolution whose output is as large as its input, but for the stride.
  private static func same(
    _ images: Int, _ height: Int, _ width: Int, _ channels: Int, _ filters: Int, kernel: Int,
    stride: Int = 1
  ) -> MeasuredConvolution {
    MeasuredConvolution(
      shape: ConvolutionShape(
        images: images, height: height, width: width, channels: channels, filters: filters,
        kernel: kernel, stride: stride, padding: kernel / 2))
  }

  /// GFLOP/s of the three operations, packing included. Operations are those of the plain sum: two for
  /// each output, tap and channel, whether or not they are needed.
  func gigaflops() -> [(operation: String, gigaflops: Double)] {
    let workspace = ConvolutionWorkspace()
    var input = [Float](repeating: 0.5, count: shape.inputCount)
    var weights = [Float](repeating: 0.25, count: shape.weightCount)
    var output = [Float](repeating: 0, count: shape.outputCount)
    return input.withUnsafeMutableBufferPointer { input in
      weights.withUnsafeMutableBufferPointer { weights in
        output.withUnsafeMutableBufferPointer { output in
          let (x, w, y) = (input.baseAddress!, weights.baseAddress!, output.baseAddress!)
          let shape = shape
          let forward = rate { convolve(y, x, w, shape, workspace: workspace) }
          // Each overwrites what it does not read.
          let byInput = rate { convolveInputGradient(x, y, w, shape, workspace: workspace) }
          x.update(repeating: 0.5, count: shape.inputCount)
          let byWeights = rate { convolveWeightGradient(w, x, y, shape, workspace: workspace) }
          return [("output", forward), ("input", byInput), ("weights", byWeights)]
        }
      }
    }
  }

  private func rate(_ body: () -> Void) -> Double {
    let products = shape.outputCount * shape.kernel * shape.kernel * shape.channels
    return bestRate(of: Double(2 * products), body) * 1e-9
  }
}
