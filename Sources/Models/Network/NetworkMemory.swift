// All memory of a network, planned before it is taken.

import Kernels

/// Where the arrays of a network are in one piece of memory, in bytes from its start.
///
/// With a regularizer a batch x is treated together with x′, in which a patch is exchanged, and with the
/// tangents of both. Arrays then hold the images of x, those of x′, and the tangents in this order.
struct NetworkPlan {
  /// An array of a number of images.
  struct Images {
    let start: Int
    /// Numbers per image.
    let size: Int
  }

  private(set) var bytes = 0
  private let bytesPerNumber: Int

  private(set) var weights = 0
  private(set) var gradients = 0
  private(set) var velocities = 0
  private(set) var statistics = 0
  /// The input, and what each unit puts out after normalization, or its block; see ``NetworkModel``.
  private(set) var activations: [Images] = []
  /// What each convolution puts out.
  private(set) var convolved: [Images] = []
  /// With a regularizer, for each unit: the adjoints of S behind the normalization, later those of the loss
  /// before it; then those of S before it.
  private(set) var adjoints: [Images] = []
  /// Which pixel of its window each maximum is.
  private(set) var places = 0
  /// Adjoints on the way: behind blocks (two in turn), inside, through a shortcut, behind the stem; and
  /// before normalizations, which may be where a regularizer keeps those of single units.
  private(set) var outer: [Int] = []
  private(set) var inner = 0
  private(set) var side = 0
  private(set) var stem = 0
  private(set) var before = 0
  private(set) var beforeShortcut = 0
  /// dS/dx.
  private(set) var inputAdjoint = 0
  /// Pooled features, logits, and the adjoints of the logits.
  private(set) var features = Images(start: 0, size: 0)
  private(set) var logits = 0
  private(set) var logitAdjoints = 0
  /// For each unit the ``NormTerms`` of x and of x′.
  private(set) var terms: [Int] = []
  private(set) var coefficients = 0
  private(set) var partials = 0
  /// Room for a Double for each image.
  private(set) var perImage = 0

  init(
    _ layout: NetworkLayout, batch: Int, isRegularized: Bool, bytesPerNumber: Int, lanes: Int
  ) {
    self.bytesPerNumber = bytesPerNumber
    let values = isRegularized ? 2 * batch : batch
    let all = isRegularized ? 4 * batch : batch
    weights = numbers(layout.parameterCount)
    gradients = numbers(layout.parameterCount)
    velocities = numbers(layout.parameterCount)
    statistics = numbers(layout.statisticsCount)
    activations = layout.activationSizes.map { images(all, $0) }
    convolved = layout.units.map { images(all, $0.pixels * $0.width) }
    if isRegularized { adjoints = layout.units.map { images(all, $0.pixels * $0.width) } }
    takeAdjoints(layout, values: values, isRegularized: isRegularized)
    features = images(all, layout.logit.weights.count)
    logits = numbers(values)
    logitAdjoints = numbers(values)
    takeStatistics(layout, batch: batch, values: values, lanes: lanes)
  }

  private mutating func takeAdjoints(
    _ layout: NetworkLayout, values: Int, isRegularized: Bool
  ) {
    let sizes = layout.units.map { $0.pixels * $0.width }
    let behind = layout.blocks.map { sizes[$0.second] } + [layout.stemOutput.count]
    let shortcuts = layout.blocks.compactMap(\.shortcut)
    outer = (0..<2).map { _ in numbers(values * behind.max()!) }
    inner = numbers(values * (layout.blocks.map { sizes[$0.first] }.max() ?? 0))
    side = numbers(values * (shortcuts.map { layout.units[$0].shape.inputCount }.max() ?? 0))
    if layout.isPooled {
      places = numbers(values * layout.stemOutput.count)
      stem = numbers(values * sizes[0])
    }
    let largest = layout.units.indices.filter { !shortcuts.contains($0) }
      .max { sizes[$0] < sizes[$1] }!
    let largestShortcut = shortcuts.max { sizes[$0] < sizes[$1] }
    if isRegularized {
      inputAdjoint = numbers(values * layout.input.count)
      before = adjoints[largest].start
      beforeShortcut = largestShortcut.map { adjoints[$0].start } ?? 0
    } else {
      before = numbers(values * sizes[largest])
      beforeShortcut = numbers(values * (largestShortcut.map { sizes[$0] } ?? 0))
    }
  }

  private mutating func takeStatistics(
    _ layout: NetworkLayout, batch: Int, values: Int, lanes: Int
  ) {
    terms = layout.units.map { doubles(2 * NormTerms.count * $0.width) }
    coefficients = numbers(5 * layout.units.map { 64 * lanes + $0.width * lanes }.max()!)
    partials = doubles(
      layout.units.map {
        ChannelSums.partialCount(rows: batch * $0.pixels, channels: $0.width, terms: 3)
      }.max()!)
    perImage = doubles(values)
  }

  private mutating func numbers(_ count: Int) -> Int { take(count * bytesPerNumber) }

  private mutating func doubles(_ count: Int) -> Int { take(8 * count) }

  private mutating func images(_ count: Int, _ size: Int) -> Images {
    Images(start: numbers(count * size), size: size)
  }

  /// Room on a cache-line boundary, one line from the next.
  private mutating func take(_ size: Int) -> Int {
    let start = bytes
    bytes += (size + 127) / 64 * 64
    return start
  }
}

/// The memory of one network.
final class NetworkMemory<Scalar: KernelScalar> {
  let plan: NetworkPlan
  private let start: UnsafeMutableRawPointer

  init(_ layout: NetworkLayout, batch: Int, isRegularized: Bool) {
    plan = NetworkPlan(
      layout, batch: batch, isRegularized: isRegularized,
      bytesPerNumber: MemoryLayout<Scalar>.stride, lanes: Scalar.Lanes.scalarCount)
    start = .allocate(byteCount: plan.bytes, alignment: 64)
    start.initializeMemory(as: UInt8.self, repeating: 0, count: plan.bytes)
  }

  deinit { start.deallocate() }

  func numbers(_ offset: Int) -> UnsafeMutablePointer<Scalar> {
    (start + offset).assumingMemoryBound(to: Scalar.self)
  }

  func doubles(_ offset: Int) -> UnsafeMutablePointer<Double> {
    (start + offset).assumingMemoryBound(to: Double.self)
  }

  /// Integers as wide as the numbers.
  func places(_ offset: Int) -> UnsafeMutablePointer<Scalar.Lanes.MaskStorage.Scalar> {
    (start + offset).assumingMemoryBound(to: Scalar.Lanes.MaskStorage.Scalar.self)
  }

  /// The first numbers of an array.
  func copy(_ offset: Int, _ count: Int) -> [Scalar] {
    Array(UnsafeBufferPointer(start: numbers(offset), count: count))
  }

  /// Replaces an array.
  func replace(_ offset: Int, _ values: [Scalar], _ count: Int) {
    precondition(values.count == count, "expected \(count) numbers")
    numbers(offset).update(from: values, count: count)
  }

  /// An array of images from number `first` on.
  func images(_ images: NetworkPlan.Images, from first: Int = 0) -> UnsafeMutablePointer<Scalar> {
    numbers(images.start) + first * images.size
  }
}

extension NetworkLayout {
  /// The memory of a ``NetworkModel``, in bytes, for numbers of so many bytes.
  ///
  /// The convolutions' packed weights and patches come on top of it.
  public func bytesNeeded(batch: Int, isRegularized: Bool, bytesPerNumber: Int = 4) -> Double {
    let plan = NetworkPlan(
      self, batch: batch, isRegularized: isRegularized, bytesPerNumber: bytesPerNumber,
      lanes: 64 / bytesPerNumber)
    return Double(plan.bytes)
  }

  /// What the blocks start from.
  var stemOutput: InputShape {
    let stem = units[0].shape
    let output = InputShape(
      height: stem.outputHeight, width: stem.outputWidth, channels: stem.filters)
    return isPooled ? output.pooled : output
  }

  /// Numbers per image of each activation: the input, the stem, its maxima if there are any, and for each
  /// block what is inside and what it puts out.
  var activationSizes: [Int] {
    let sizes = units.map { $0.pixels * $0.width }
    return [input.count, sizes[0]] + (isPooled ? [stemOutput.count] : [])
      + blocks.flatMap { [sizes[$0.first], sizes[$0.second]] }
  }

  /// The activation that block `block` starts from; that of the block after the last is the output.
  func activation(before block: Int) -> Int { (isPooled ? 2 : 1) + 2 * block }
}
