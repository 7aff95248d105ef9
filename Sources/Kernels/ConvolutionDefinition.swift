// The definitions of the three convolutions: plain loops that the fast ones equal bit for bit.

/// The definition of ``convolve``: every output is one chain of fused multiply-adds from +0 over
/// the kernel's rows, its columns and the channels, ascending, without what lies outside the image.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func convolveNaive<Scalar: KernelScalar>(
  _ output: UnsafeMutablePointer<Scalar>, _ input: UnsafePointer<Scalar>,
  _ weights: UnsafePointer<Scalar>, _ shape: ConvolutionShape
) {
  let (channels, kernel) = (shape.channels, shape.kernel)
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
/// +0 over the outputs that the pixel takes part in and their filters, ascending.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func convolveInputGradientNaive<Scalar: KernelScalar>(
  _ inputGradient: UnsafeMutablePointer<Scalar>, _ outputGradient: UnsafePointer<Scalar>,
  _ weights: UnsafePointer<Scalar>, _ shape: ConvolutionShape
) {
  let (channels, filters, kernel) = (shape.channels, shape.filters, shape.kernel)
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

/// The definition of ``convolveWeightGradient``: every entry is one chain of fused multiply-adds from
/// +0 over the images and the outputs in them, ascending.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func convolveWeightGradientNaive<Scalar: KernelScalar>(
  _ weightGradient: UnsafeMutablePointer<Scalar>, _ input: UnsafePointer<Scalar>,
  _ outputGradient: UnsafePointer<Scalar>, _ shape: ConvolutionShape
) {
  let (channels, filters, kernel) = (shape.channels, shape.filters, shape.kernel)
  weightGradient.update(repeating: 0, count: shape.weightCount)
  forEachOutput(shape) { image, y, x, pixel in
    forEachTap(shape, image, y, x) { tap, source in
      for filter in 0..<filters {
        let entries = weightGradient + (filter * kernel * kernel + tap) * channels
        let factor = outputGradient[pixel * filters + filter]
        for channel in 0..<channels {
          entries[channel] = entries[channel].addingProduct(
            factor, input[source * channels + channel])
        }
      }
    }
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
