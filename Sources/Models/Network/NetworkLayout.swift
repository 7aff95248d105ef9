// The arrays and the order of layers of a residual network, without any memory behind them.

public import Kernels
public import Records

/// The size of one input image.
public struct InputShape: Hashable, Sendable {
  /// Rows.
  public var height: Int
  /// Columns.
  public var width: Int
  /// Numbers per pixel.
  public var channels: Int

  /// A size; every extent must be at least 1.
  public init(height: Int, width: Int, channels: Int) {
    precondition(min(height, width, channels) >= 1, "an empty image")
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Numbers of one image.
  public var count: Int { height * width * channels }
}

/// A named piece of a flat array.
public struct NamedArray: Hashable, Sendable {
  /// What it is called, such as `stage2.block1.first.convolution`.
  public let name: String
  /// Its extents; the piece is row-major.
  public let shape: [Int]
  /// Where it starts in the flat array.
  public let start: Int

  /// How many numbers it has.
  public var count: Int { shape.reduce(1, *) }
  /// Its indices in the flat array.
  public var range: Range<Int> { start..<start + count }
}

/// What a residual network of basic blocks consists of (locality sheet 4), for one size of inputs.
///
/// A convolution is followed by batch norm everywhere; the two are a unit. The stem is a unit and perhaps
/// a maximum over 3 × 3 pixels; a block has two units, and a third of kernel 1 in its shortcut where size
/// or width changes. Parameters are in the order of the computation, each unit's kernel (filters × rows ×
/// columns × channels) before its scale and shift; the logit's weights and bias end them.
///
/// - Precondition: widths, kernels and numbers of blocks are such that all counts fit an `Int`.
public struct NetworkLayout: Sendable {
  /// A convolution and the batch norm behind it.
  struct Unit: Sendable {
    /// For one image.
    let shape: ConvolutionShape
    let kernel: NamedArray
    let scale: NamedArray
    let shift: NamedArray
    /// Running statistics.
    let mean: NamedArray
    let variance: NamedArray

    var width: Int { shape.filters }
    /// Pixels of one image of the output.
    var pixels: Int { shape.outputHeight * shape.outputWidth }
  }

  /// Two units, by their indices, and the shortcut around them.
  struct Block: Sendable {
    let first: Int
    let second: Int
    /// `nil` where the input itself is added.
    let shortcut: Int?
  }

  /// The size of an input.
  public let input: InputShape
  /// The pieces of the parameters.
  public private(set) var parameters: [NamedArray] = []
  /// The pieces of the running statistics: mean and variance of each unit.
  public private(set) var statistics: [NamedArray] = []
  private(set) var units: [Unit] = []
  private(set) var blocks: [Block] = []
  /// Whether a maximum over 3 × 3 pixels follows the stem.
  let isPooled: Bool
  private let isStemUniform: Bool
  /// The weights and the bias of the logit.
  private(set) var logit: (weights: NamedArray, bias: NamedArray)

  /// The layout of a network.
  public init(_ network: ResidualNetwork, input: InputShape) {
    self.input = input
    (isPooled, isStemUniform) = (network.stem.isPooled, network.stem.isUniform)
    let nothing = NamedArray(name: "", shape: [0], start: 0)
    logit = (nothing, nothing)
    var size = addUnit(
      "stem", input, filters: network.stem.width, kernel: network.stem.kernel,
      stride: network.stem.stride)
    if isPooled { size = size.pooled }
    for (s, stage) in network.stages.enumerated() {
      for b in 0..<stage.blocks {
        let name = "stage\(s + 1).block\(b + 1)"
        size = addBlock(name, size, width: stage.width, stride: b == 0 ? stage.stride : 1)
      }
    }
    logit = (
      addParameters("logit.weights", [size.channels]), addParameters("logit.bias", [1])
    )
  }

  /// How many parameters there are.
  public var parameterCount: Int { parameters.last!.range.upperBound }
  /// How many running statistics there are.
  public var statisticsCount: Int { statistics.last!.range.upperBound }

  /// Multiplications of the convolutions and the logit, of one forward pass of one input.
  public var multiplyAccumulates: Double {
    units.reduce(Double(logit.weights.count)) {
      $0 + Double($1.pixels) * Double($1.kernel.count)
    }
  }
}

extension NetworkLayout {
  /// The parameters a network starts from (locality sheet 4), each piece drawn from the stream's child of
  /// its name.
  ///
  /// Kernels are normal with deviation √(2 / (filters · rows · columns)), a uniform stem's in ±1/√(its
  /// inputs); scales are 1, shifts 0; the logit's weights and bias are uniform in ±1/√(its inputs).
  public func initialWeights<Scalar: KernelScalar>(from stream: RandomStream) -> [Scalar] {
    var weights = [Scalar](repeating: 0, count: parameterCount)
    for (index, unit) in units.enumerated() {
      let own = stream.child(unit.kernel.name)
      let (shape, kernel) = (unit.shape, unit.kernel)
      let area = Double(shape.kernel * shape.kernel)
      if index == 0 && isStemUniform {
        fill(&weights, kernel) {
          (2 * own.uniform($0) - 1) / (area * Double(shape.channels)).squareRoot()
        }
      } else {
        let deviation = (2 / (area * Double(shape.filters))).squareRoot()
        fill(&weights, kernel) { deviation * own.normal($0) }
      }
      fill(&weights, unit.scale) { _ in 1 }
    }
    let bound = 1 / Double(logit.weights.count).squareRoot()
    for piece in [logit.weights, logit.bias] {
      let own = stream.child(piece.name)
      fill(&weights, piece) { bound * (2 * own.uniform($0) - 1) }
    }
    return weights
  }

  /// The running statistics a network starts from: means 0, variances 1.
  public func initialStatistics<Scalar: KernelScalar>() -> [Scalar] {
    var statistics = [Scalar](repeating: 0, count: statisticsCount)
    for unit in units { fill(&statistics, unit.variance) { _ in 1 } }
    return statistics
  }

  private func fill<Scalar: KernelScalar>(
    _ array: inout [Scalar], _ piece: NamedArray, _ value: (Int) -> Double
  ) {
    for i in 0..<piece.count { array[piece.start + i] = Scalar(value(i)) }
  }
}

extension NetworkLayout {
  private mutating func addBlock(
    _ name: String, _ input: InputShape, width: Int, stride: Int
  ) -> InputShape {
    let first = units.count
    let inner = addUnit(name + ".first", input, filters: width, kernel: 3, stride: stride)
    let output = addUnit(name + ".second", inner, filters: width, kernel: 3, stride: 1)
    let isChanged = stride != 1 || width != input.channels
    if isChanged {
      _ = addUnit(name + ".shortcut", input, filters: width, kernel: 1, stride: stride)
    }
    blocks.append(
      Block(first: first, second: first + 1, shortcut: isChanged ? first + 2 : nil))
    return output
  }

  /// Adds a unit and returns the size of its output.
  private mutating func addUnit(
    _ name: String, _ input: InputShape, filters: Int, kernel: Int, stride: Int
  ) -> InputShape {
    let shape = ConvolutionShape(
      images: 1, height: input.height, width: input.width, channels: input.channels,
      filters: filters, kernel: kernel, stride: stride, padding: kernel / 2)
    let extents = [filters, kernel, kernel, input.channels]
    units.append(
      Unit(
        shape: shape, kernel: addParameters(name + ".convolution", extents),
        scale: addParameters(name + ".scale", [filters]),
        shift: addParameters(name + ".shift", [filters]),
        mean: addStatistics(name + ".mean", [filters]),
        variance: addStatistics(name + ".variance", [filters])))
    return InputShape(
      height: shape.outputHeight, width: shape.outputWidth, channels: filters)
  }

  private mutating func addParameters(_ name: String, _ shape: [Int]) -> NamedArray {
    let start = parameters.last?.range.upperBound ?? 0
    parameters.append(NamedArray(name: name, shape: shape, start: start))
    return parameters.last!
  }

  private mutating func addStatistics(_ name: String, _ shape: [Int]) -> NamedArray {
    let start = statistics.last?.range.upperBound ?? 0
    statistics.append(NamedArray(name: name, shape: shape, start: start))
    return statistics.last!
  }
}

extension InputShape {
  /// The size after a maximum over 3 × 3 pixels with stride 2 and padding 1.
  var pooled: InputShape {
    InputShape(height: (height + 1) / 2, width: (width + 1) / 2, channels: channels)
  }
}
