// The fast convolutions against their definitions, bit for bit, and the definitions against their words.
import Kernels
import Testing

@Suite struct ConvolutionTests {
  @Test func `the fast convolutions equal their definitions on whole and ragged shapes`() {
    for (kernel, stride, padding) in [
      (1, 1, 0), (1, 2, 0), (2, 1, 1), (3, 1, 1), (3, 2, 1), (3, 1, 0), (3, 3, 2), (5, 1, 2),
      (3, 1, 2), (5, 2, 2), (7, 2, 3), (1, 3, 1),
    ] {
      for (images, height, width) in [(1, 1, 5), (3, 2, 3), (2, 7, 6), (2, 9, 12)] {
        guard kernel <= height + 2 * padding else { continue }
        for (channels, filters) in [(1, 3), (3, 16), (17, 16), (20, 70), (130, 17)] {
          let shape = ConvolutionShape(
            images: images, height: height, width: width, channels: channels, filters: filters,
            kernel: kernel, stride: stride, padding: padding)
          compare(Float.self, shape)
          compare(Double.self, shape)
        }
      }
    }
  }

  @Test func `they equal their definitions for slabs, blocks and panels of every size`() {
    for shape in [
      ConvolutionShape(
        images: 3, height: 11, width: 13, channels: 130, filters: 140, kernel: 3, stride: 2,
        padding: 1),
      ConvolutionShape(
        images: 40, height: 2, width: 3, channels: 40, filters: 100, kernel: 3, padding: 1),
      ConvolutionShape(
        images: 70, height: 4, width: 5, channels: 16, filters: 16, kernel: 3, padding: 1),
      ConvolutionShape(
        images: 2, height: 5, width: 7, channels: 600, filters: 33, kernel: 3, padding: 1),
      ConvolutionShape(
        images: 5, height: 20, width: 20, channels: 3, filters: 64, kernel: 7, stride: 2, padding: 3
      ),
    ] {
      compare(Float.self, shape)
    }
  }

  @Test func `gradients of inputs of few channels equal their definition`() {
    // Whole and ragged phases of the stride, taps that miss most outputs or all, padding wider than the
    // filter, rows longer than what is computed at once.
    for (kernel, stride, padding) in [
      (7, 2, 3), (7, 2, 0), (3, 2, 1), (3, 1, 1), (5, 3, 4), (1, 4, 0), (3, 1, 20), (7, 2, 6),
    ] {
      for (images, height, width) in [(2, 8, 40), (1, 7, 67), (1, 9, 130)] {
        for (channels, filters) in [(1, 5), (3, 20), (4, 17), (8, 9)] {
          let shape = ConvolutionShape(
            images: images, height: height, width: width, channels: channels, filters: filters,
            kernel: kernel, stride: stride, padding: padding)
          compare(Float.self, shape)
          compare(Double.self, shape)
        }
      }
    }
  }

  @Test func `outputs are sums over taps and channels`() {
    for shape in Self.someShapes {
      let problem = Problem<Double>(shape)
      let (fast, plain) = (problem.fast(.output), problem.plainOutput())
      #expect(rootMeanSquare(difference(fast, plain)) <= 1e-15 * rootMeanSquare(plain) * 4)
    }
  }

  @Test func `floats are as exact as chains of floats, Winograd's too`() {
    for shape in Self.someShapes {
      let (floats, doubles) = (Problem<Float>(shape), Problem<Double>(shape))
      for operation in Operation.allCases {
        let exact = doubles.fast(operation)
        let error = rootMeanSquare(difference(floats.fast(operation).map { Double($0) }, exact))
        #expect(error <= 5e-7 * rootMeanSquare(exact), "\(operation), \(shape)")
      }
    }
  }

  @Test func `gradients are adjoint to the convolution`() {
    for shape in Self.someShapes {
      let problem = Problem<Double>(shape)
      let output = problem.fast(.output)
      let product = dot(output, problem.outputGradient)
      let byInput = dot(problem.input, problem.fast(.inputGradient))
      let byWeights = dot(problem.weights, problem.fast(.weightGradient))
      #expect(abs(product - byInput) <= 1e-11 * problem.scale(output))
      #expect(abs(product - byWeights) <= 1e-11 * problem.scale(output))
    }
  }

  @Test(arguments: [1, 2, 3, 7])
  func `the number of workers changes no bit`(count: Int) {
    for shape in Self.someShapes {
      let problem = Problem<Float>(shape)
      for operation in Operation.allCases {
        let alone = problem.fast(operation)
        #expect(firstDifference(alone, problem.fast(operation, .threads(count))) == nil)
        #expect(firstDifference(alone, problem.fast(operation, .backwards(count))) == nil)
      }
    }
  }

  @Test func `an image's result does not depend on the images around it`() {
    for shape in Self.someShapes {
      let all = Problem<Float>(shape)
      var (alone, one) = (all, shape)
      one.images = 1
      alone.shape = one
      alone.input = Array(all.input.suffix(one.inputCount))
      alone.outputGradient = Array(all.outputGradient.suffix(one.outputCount))
      let output = all.fast(.output).suffix(one.outputCount)
      #expect(firstDifference(Array(output), alone.fast(.output)) == nil)
      let gradient = all.fast(.inputGradient).suffix(one.inputCount)
      #expect(firstDifference(Array(gradient), alone.fast(.inputGradient)) == nil)
    }
  }

  @Test(arguments: [(1..<2, 0..<1), (2..<5, 3..<8), (0..<8, 5..<6)])
  func `gradients in a window of the inputs are those of all inputs`(
    rows: Range<Int>, columns: Range<Int>
  ) {
    for shape in Self.someShapes where shape.height >= rows.upperBound {
      let problem = Problem<Float>(shape)
      let (all, some) = (problem.fast(.inputGradient), problem.inputGradient(rows, columns))
      for pixel in 0..<shape.images * shape.height * shape.width
      where rows.contains(pixel / shape.width % shape.height)
        && columns.contains(pixel % shape.width)
      {
        let entries = pixel * shape.channels..<(pixel + 1) * shape.channels
        #expect(firstDifference(Array(all[entries]), Array(some[entries])) == nil, "\(shape)")
      }
    }
  }

  @Test func `no images give no outputs and a gradient of zeros`() {
    let shape = ConvolutionShape(
      images: 0, height: 4, width: 4, channels: 2, filters: 3, kernel: 3, padding: 1)
    let problem = Problem<Float>(shape)
    #expect(problem.fast(.output).isEmpty && problem.fast(.inputGradient).isEmpty)
    #expect(problem.fast(.weightGradient).allSatisfy { $0.bitPattern == 0 })
  }

  /// Large enough for several workers; those of the networks' kinds.
  private static let someShapes = [
    ConvolutionShape(
      images: 5, height: 8, width: 40, channels: 3, filters: 16, kernel: 7, stride: 2, padding: 3),
    ConvolutionShape(
      images: 6, height: 9, width: 8, channels: 32, filters: 48, kernel: 3, stride: 2, padding: 1),
    ConvolutionShape(
      images: 5, height: 9, width: 10, channels: 32, filters: 48, kernel: 3, padding: 1),
    ConvolutionShape(
      images: 7, height: 1, width: 10, channels: 64, filters: 64, kernel: 3, padding: 1),
    ConvolutionShape(
      images: 3, height: 8, width: 8, channels: 32, filters: 64, kernel: 1, stride: 2),
  ]

  private func compare<Scalar: KernelScalar>(_ scalar: Scalar.Type, _ shape: ConvolutionShape) {
    let problem = Problem<Scalar>(shape)
    for operation in Operation.allCases {
      let different = firstDifference(problem.naive(operation), problem.fast(operation))
      #expect(different == nil, "\(operation) of \(Scalar.self)s, \(shape)")
    }
  }

  private func difference(_ x: [Double], _ y: [Double]) -> [Double] {
    zip(x, y).map { $0 - $1 }
  }

  private func rootMeanSquare(_ x: [Double]) -> Double {
    (dot(x, x) / Double(x.count)).squareRoot()
  }

  private func dot(_ x: [Double], _ y: [Double]) -> Double {
    x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { y in Kernels.dot(x, y) } }
  }
}

/// The three convolutions.
private enum Operation: CaseIterable {
  case output, inputGradient, weightGradient
}

/// A shape with random entries.
private struct Problem<Scalar: KernelScalar> {
  var shape: ConvolutionShape
  var input: [Scalar]
  var weights: [Scalar]
  var outputGradient: [Scalar]

  init(_ shape: ConvolutionShape) {
    func entries(_ name: String, _ count: Int) -> [Scalar] {
      let stream = RandomStream(name)
      return (0..<count).map { Scalar(stream.uniform($0) - 0.5) }
    }
    self.shape = shape
    input = entries("input", shape.inputCount)
    weights = entries("weights", shape.weightCount)
    outputGradient = entries("output gradient", shape.outputCount)
  }

  /// The output from the words of ``ConvolutionShape``, without regard to order.
  func plainOutput() -> [Scalar] {
    var output = [Scalar](repeating: 0, count: shape.outputCount)
    for index in output.indices {
      let (filter, pixel) = (index % shape.filters, index / shape.filters)
      let (x, row) = (pixel % shape.outputWidth, pixel / shape.outputWidth)
      let (y, image) = (row % shape.outputHeight, row / shape.outputHeight)
      for weight in 0..<shape.kernel * shape.kernel * shape.channels {
        let (channel, tap) = (weight % shape.channels, weight / shape.channels)
        let sourceRow = y * shape.stride + tap / shape.kernel - shape.padding
        let sourceColumn = x * shape.stride + tap % shape.kernel - shape.padding
        guard (0..<shape.height).contains(sourceRow) && (0..<shape.width).contains(sourceColumn)
        else { continue }
        let source = (image * shape.height + sourceRow) * shape.width + sourceColumn
        output[index] +=
          input[source * shape.channels + channel]
          * weights[filter * shape.kernel * shape.kernel * shape.channels + weight]
      }
    }
    return output
  }

  func naive(_ operation: Operation) -> [Scalar] {
    switch operation {
    case .output:
      result(shape.outputCount) { convolveNaive($0, input, weights, shape) }
    case .inputGradient:
      result(shape.inputCount) { convolveInputGradientNaive($0, outputGradient, weights, shape) }
    case .weightGradient:
      result(shape.weightCount) { convolveWeightGradientNaive($0, input, outputGradient, shape) }
    }
  }

  func fast(_ operation: Operation, _ workers: Workers = .alone) -> [Scalar] {
    let workspace = ConvolutionWorkspace()
    // Twice: the second call finds the first one's patches in the workspace.
    _ = fast(operation, workspace, workers)
    return fast(operation, workspace, workers)
  }

  private func fast(
    _ operation: Operation, _ workspace: ConvolutionWorkspace, _ workers: Workers
  ) -> [Scalar] {
    switch operation {
    case .output:
      result(shape.outputCount) {
        convolve($0, input, weights, shape, workspace: workspace, workers: workers)
      }
    case .inputGradient:
      result(shape.inputCount) {
        convolveInputGradient(
          $0, outputGradient, weights, shape, workspace: workspace, workers: workers)
      }
    case .weightGradient:
      result(shape.weightCount) {
        convolveWeightGradient(
          $0, input, outputGradient, shape, workspace: workspace, workers: workers)
      }
    }
  }

  /// The gradient in a window; what nobody asked for may stay NaN.
  func inputGradient(_ rows: Range<Int>, _ columns: Range<Int>) -> [Scalar] {
    result(shape.inputCount) {
      convolveInputGradient(
        $0, outputGradient, weights, shape, window: (rows, columns),
        workspace: ConvolutionWorkspace())
    }
  }

  /// |output|·|gradient| of the worst rounding.
  func scale(_ output: [Scalar]) -> Double {
    zip(output, outputGradient).reduce(1) { $0 + abs($1.0.double * $1.1.double) }
  }

  private func result(
    _ count: Int, _ compute: (UnsafeMutablePointer<Scalar>) -> Void
  ) -> [Scalar] {
    // Something behind the last entry, for an image without pixels has no address.
    var entries = [Scalar](repeating: .nan, count: count + 1)
    entries.withUnsafeMutableBufferPointer { compute($0.baseAddress!) }
    precondition(entries[count].isNaN, "something was written behind the result")
    return Array(entries.dropLast())
  }
}

/// The first index at which bits differ; describing whole arrays would take minutes.
private func firstDifference<Scalar: KernelScalar>(_ x: [Scalar], _ y: [Scalar]) -> Int? {
  x.indices.first { x[$0].double.bitPattern != y[$0].double.bitPattern }
}
