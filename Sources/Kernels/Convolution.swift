// Convolutions of images: the shape, the three operations of training, and their definitions.

/// The shape of one convolution of square filters. All arrays are row-major without gaps:
///
/// - input: images × height × width × channels
/// - weights: filters × kernel × kernel × channels
/// - output: images × outputHeight × outputWidth × filters
///
/// Output (y, x) meets input (y·stride + row − padding, x·stride + column − padding) with the
/// kernel's entry (row, column); outside the image there is nothing.
public struct ConvolutionShape: Equatable, Sendable {
  /// Images, each treated alone.
  public var images: Int
  /// Rows of an input image.
  public var height: Int
  /// Columns of an input image.
  public var width: Int
  /// Channels of the input.
  public var channels: Int
  /// Channels of the output.
  public var filters: Int
  /// Rows and columns of a filter.
  public var kernel: Int
  /// Input pixels from one output to the next, in both directions.
  public var stride: Int
  /// How far the filters reach over each edge of the image.
  public var padding: Int

  /// A shape; the kernel must fit into the padded image.
  public init(
    images: Int, height: Int, width: Int, channels: Int, filters: Int, kernel: Int,
    stride: Int = 1, padding: Int = 0
  ) {
    precondition(
      images >= 0 && height >= 0 && width >= 0 && channels >= 0 && filters >= 0 && padding >= 0,
      "an extent of a convolution is negative")
    precondition(kernel >= 1 && stride >= 1, "kernel and stride start at 1")
    precondition(
      kernel <= height + 2 * padding && kernel <= width + 2 * padding,
      "the kernel is larger than the padded image")
    self.images = images
    self.height = height
    self.width = width
    self.channels = channels
    self.filters = filters
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// Rows of an output image.
  public var outputHeight: Int { outputExtent(height) }
  /// Columns of an output image.
  public var outputWidth: Int { outputExtent(width) }

  /// Scalars of the input.
  public var inputCount: Int { images * height * width * channels }
  /// Scalars of the weights.
  public var weightCount: Int { filters * kernel * kernel * channels }
  /// Scalars of the output.
  public var outputCount: Int { images * outputHeight * outputWidth * filters }

  /// Whether Winograd's F(2×2, 3×3) is the definition of outputs and of gradients of inputs: for 3×3
  /// filters at stride 1, enough channels, and more than two rows and columns of outputs; on smaller
  /// images most taps of the direct ones lie outside. It is part of the bits.
  public var isWinograd: Bool { isWinograd(from: 3) }

  /// Whether it is the definition of the weights' gradient: from two rows and columns on, since the direct
  /// one has taps outside as zeros. It is part of the bits.
  public var isWinogradForWeights: Bool { isWinograd(from: 2) }

  private func isWinograd(from extent: Int) -> Bool {
    kernel == 3 && stride == 1 && padding <= 2 && min(channels, filters) >= 16
      && min(outputHeight, outputWidth) >= extent
  }

  /// Images whose outputs share a chain of a weight's gradient: as many as have 1024 outputs, at least
  /// one. It is part of the bits.
  public var chunkImages: Int { max(1, 1024 / (outputHeight * outputWidth)) }

  /// Outputs along an axis of that many inputs.
  func outputExtent(_ extent: Int) -> Int { (extent + 2 * padding - kernel) / stride + 1 }

  /// How many slices are worth waking workers for.
  func slices(_ workers: Workers) -> Int {
    max(1, min(workers.count, outputCount * kernel * kernel * channels / worthwhileProducts))
  }
}

/// The multiply-adds from which on a slice is worth waking a worker: some microseconds.
private let worthwhileProducts = 400_000

/// output = input ∗ weights, bit-equal to ``convolveNaive`` on any processor.
///
/// An output depends on its image alone, not on the images around it.
///
/// - Parameters:
///   - output: images × outputHeight × outputWidth × filters, overwritten; overlaps nothing.
///   - input: images × height × width × channels.
///   - weights: filters × kernel × kernel × channels.
///   - workspace: memory reused from call to call; one per caller.
///   - workers: who share the outputs, never a chain.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func convolve<Scalar: KernelScalar>(
  _ output: UnsafeMutablePointer<Scalar>, _ input: UnsafePointer<Scalar>,
  _ weights: UnsafePointer<Scalar>, _ shape: ConvolutionShape, workspace: ConvolutionWorkspace,
  workers: Workers = .alone
) {
  let slices = shape.slices(workers)
  let panels = ConvolutionPanels<Scalar>(
    inner: shape.kernel * shape.kernel * shape.channels, columns: shape.filters, workspace)
  panels.packForOutputs(weights, workers, slices: slices)
  correlate(
    Correlation(
      target: output, targetImages: shape.outputImages, source: input,
      sourceImages: shape.inputImages, kernel: shape.kernel, panels: panels),
    padding: shape.padding, shape, workspace, workers, slices: slices
  ) {
    ConvolutionBand.ofOutputs(&workspace.rows, extent: shape.height, shape)
    ConvolutionBand.ofOutputs(&workspace.columns, extent: shape.width, shape)
  }
}

/// The derivative of ``convolve`` by its input, applied to the gradient of the output; bit-equal to
/// ``convolveInputGradientNaive``.
///
/// - Parameters:
///   - inputGradient: images × height × width × channels, overwritten; overlaps nothing.
///   - outputGradient: images × outputHeight × outputWidth × filters.
///   - weights: filters × kernel × kernel × channels.
///   - window: rows and columns of the input that are asked for; what is written of others is left open.
///   - workspace: memory reused from call to call; one per caller.
///   - workers: who share the entries of the gradient, never a chain.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func convolveInputGradient<Scalar: KernelScalar>(
  _ inputGradient: UnsafeMutablePointer<Scalar>, _ outputGradient: UnsafePointer<Scalar>,
  _ weights: UnsafePointer<Scalar>, _ shape: ConvolutionShape,
  window: (rows: Range<Int>, columns: Range<Int>)? = nil, workspace: ConvolutionWorkspace,
  workers: Workers = .alone
) {
  let (rows, columns) = window ?? (0..<shape.height, 0..<shape.width)
  precondition(
    rows.lowerBound >= 0 && rows.upperBound <= shape.height && columns.lowerBound >= 0
      && columns.upperBound <= shape.width, "a window outside the image")
  let slices = shape.slices(workers)
  let panels = ConvolutionPanels<Scalar>(
    inner: shape.kernel * shape.kernel * shape.filters, columns: shape.channels, workspace)
  panels.packForInputs(weights, shape, workers, slices: slices)
  correlate(
    Correlation(
      target: inputGradient, targetImages: shape.inputImages, source: outputGradient,
      sourceImages: shape.outputImages, kernel: shape.kernel, panels: panels),
    padding: 2 - shape.padding, shape, workspace, workers, slices: slices
  ) {
    ConvolutionBand.ofInputs(&workspace.rows, rows, extent: shape.height, shape)
    ConvolutionBand.ofInputs(&workspace.columns, columns, extent: shape.width, shape)
  }
}

/// A target from a source: by Winograd's algorithm where that is the definition, reaching over the
/// source's upper left edge by `padding`, else directly, in the bands that `setBands` leaves in the workspace.
@inline(__always)
private func correlate<Scalar: KernelScalar>(
  _ direct: Correlation<Scalar>, padding: Int, _ shape: ConvolutionShape,
  _ workspace: ConvolutionWorkspace, _ workers: Workers, slices: Int, setBands: () -> Void
) {
  if shape.isWinograd {
    let channels = direct.sourceImages.channels
    return WinogradCorrelation(
      target: direct.target, targetImages: direct.targetImages, source: direct.source,
      sourceImages: direct.sourceImages, padding: padding,
      panels: direct.panels.transformed(channels: channels, workspace, workers, slices: slices)
    ).compute(shape.images, workspace, workers, slices: slices)
  }
  setBands()
  direct.compute(shape.images, workspace, workers, slices: slices)
}

/// The derivative of ``convolve`` by its weights, applied to the gradient of the output, summed over
/// the images; bit-equal to ``convolveWeightGradientNaive``.
///
/// - Parameters:
///   - weightGradient: filters × kernel × kernel × channels, overwritten; overlaps nothing.
///   - input: images × height × width × channels.
///   - outputGradient: images × outputHeight × outputWidth × filters.
///   - workspace: memory reused from call to call; one per caller.
///   - workers: who share the entries of the gradient, never a chain.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func convolveWeightGradient<Scalar: KernelScalar>(
  _ weightGradient: UnsafeMutablePointer<Scalar>, _ input: UnsafePointer<Scalar>,
  _ outputGradient: UnsafePointer<Scalar>, _ shape: ConvolutionShape,
  workspace: ConvolutionWorkspace, workers: Workers = .alone
) {
  let slices = shape.slices(workers)
  if shape.isWinogradForWeights {
    return WinogradWeightGradient(
      target: weightGradient, input: input, outputGradient: outputGradient, shape: shape
    ).compute(workspace, workers, slices: slices)
  }
  DirectWeightGradient(
    target: weightGradient, input: input, outputGradient: outputGradient, shape: shape
  ).compute(workspace, workers, slices: slices)
}
