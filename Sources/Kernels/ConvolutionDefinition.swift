// The definitions of the three convolutions: plain loops that the fast ones equal bit for bit.

/// The definition of ``convolve``: every output is one chain of fused multiply-adds from +0 over
/// the kernel's rows, its columns and the channels, ascending, without what lies outside the image. Where
/// the shape ``ConvolutionShape/isWinograd``, it is Winograd's, with chains over the channels.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func convolveNaive<Scalar: KernelScalar>(
  _ output: UnsafeMutablePointer<Scalar>, _ input: UnsafePointer<Scalar>,
  _ weights: UnsafePointer<Scalar>, _ shape: ConvolutionShape
) {
  let (channels, kernel) = (shape.channels, shape.kernel)
  if shape.isWinograd {
    return winogradNaive(
      output, shape.outputImages, input, shape.inputImages, images: shape.images,
      padding: shape.padding
    ) { tap, channel, filter in weights[(filter * 9 + tap) * channels + channel] }
  }
  forEachOutput(shape) { image, y, x, pixel in
    for filter in 0..<shape.filters {
      var sum: Scalar = 0
      forEachTap(shape, image, y, x) { tap, source in
        for channel in 0..<channels {
          sum = sum.addingProduct(
            input[source * channels + channel],
            weights[(filter * kernel * kernel + tap) * channels + channel])
        }
      }
      output[pixel * shape.filters + filter] = sum
    }
  }
}

/// The definition of ``convolveInputGradient``: every entry is one chain of fused multiply-adds from
/// +0 over the outputs that the pixel takes part in and their filters, ascending. Where the shape
/// ``ConvolutionShape/isWinograd``, it is Winograd's with the filters turned round, and chains over them.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func convolveInputGradientNaive<Scalar: KernelScalar>(
  _ inputGradient: UnsafeMutablePointer<Scalar>, _ outputGradient: UnsafePointer<Scalar>,
  _ weights: UnsafePointer<Scalar>, _ shape: ConvolutionShape
) {
  let (channels, filters, kernel) = (shape.channels, shape.filters, shape.kernel)
  if shape.isWinograd {
    return winogradNaive(
      inputGradient, shape.inputImages, outputGradient, shape.outputImages, images: shape.images,
      padding: 2 - shape.padding
    ) { tap, filter, channel in weights[(filter * 9 + 8 - tap) * channels + channel] }
  }
  inputGradient.update(repeating: 0, count: shape.inputCount)
  // Outputs come in ascending order, so each entry's chain does.
  forEachOutput(shape) { image, y, x, pixel in
    forEachTap(shape, image, y, x) { tap, source in
      for channel in 0..<channels {
        var sum = inputGradient[source * channels + channel]
        for filter in 0..<filters {
          sum = sum.addingProduct(
            outputGradient[pixel * filters + filter],
            weights[(filter * kernel * kernel + tap) * channels + channel])
        }
        inputGradient[source * channels + channel] = sum
      }
    }
  }
}

/// The definition of ``convolveWeightGradient``: images are cut into chunks of
/// ``ConvolutionShape/chunkImages``; every entry has one chain of fused multiply-adds from +0 for each
/// chunk, over its images and the outputs in them, ascending, with zeros outside the image; the chains'
/// sums are added to +0 in order. Where the shape ``ConvolutionShape/isWinogradForWeights``, a
/// chunk's sum is Winograd's, with chains over the images and the tiles in them.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func convolveWeightGradientNaive<Scalar: KernelScalar>(
  _ weightGradient: UnsafeMutablePointer<Scalar>, _ input: UnsafePointer<Scalar>,
  _ outputGradient: UnsafePointer<Scalar>, _ shape: ConvolutionShape
) {
  let (channels, filters, kernel) = (shape.channels, shape.filters, shape.kernel)
  if shape.isWinogradForWeights {
    return winogradWeightGradientNaive(weightGradient, input, outputGradient, shape)
  }
  let pixels = shape.outputHeight * shape.outputWidth
  for entry in 0..<shape.weightCount {
    let (filter, tap) = (entry / (kernel * kernel * channels), entry / channels % (kernel * kernel))
    var total: Scalar = 0
    for first in stride(from: 0, to: shape.images, by: shape.chunkImages) {
      var sum: Scalar = 0
      for pixel in first * pixels..<min(first + shape.chunkImages, shape.images) * pixels {
        let y = pixel / shape.outputWidth % shape.outputHeight * shape.stride - shape.padding
        let x = pixel % shape.outputWidth * shape.stride - shape.padding
        let (row, column) = (y + tap / kernel, x + tap % kernel)
        let isInside =
          row >= 0 && row < shape.height && column >= 0 && column < shape.width
        let source = (pixel / pixels * shape.height + row) * shape.width + column
        sum = sum.addingProduct(
          outputGradient[pixel * filters + filter],
          isInside ? input[source * channels + entry % channels] : 0)
      }
      total += sum
    }
    weightGradient[entry] = total
  }
}

/// Every output pixel and its index.
@inline(__always)
private func forEachOutput(
  _ shape: ConvolutionShape, _ body: (_ image: Int, _ y: Int, _ x: Int, _ pixel: Int) -> Void
) {
  var pixel = 0
  for image in 0..<shape.images {
    for y in 0..<shape.outputHeight {
      for x in 0..<shape.outputWidth {
        body(image, y, x, pixel)
        pixel += 1
      }
    }
  }
}

/// The taps of an output that lie inside the image, and the index of the input pixel under each.
@inline(__always)
private func forEachTap(
  _ shape: ConvolutionShape, _ image: Int, _ y: Int, _ x: Int,
  _ body: (_ tap: Int, _ source: Int) -> Void
) {
  for row in 0..<shape.kernel {
    let sourceRow = y * shape.stride + row - shape.padding
    guard sourceRow >= 0 && sourceRow < shape.height else { continue }
    for column in 0..<shape.kernel {
      let sourceColumn = x * shape.stride + column - shape.padding
      guard sourceColumn >= 0 && sourceColumn < shape.width else { continue }
      body(
        row * shape.kernel + column,
        (image * shape.height + sourceRow) * shape.width + sourceColumn)
    }
  }
}
