// Memory for packed weights and patches, owned by the caller so that hot loops never allocate.

/// Memory for convolutions: grows to the largest one it has served, then is reused.
///
/// One workspace serves one caller. Its contents never influence a result.
public final class ConvolutionWorkspace {
  /// What memory is for; one convolution may need all of them at once.
  enum Use: Int {
    case weights, filters, patches, results, padded, packed, rows, steps
  }

  /// The bands of the convolution under way.
  var rows: [ConvolutionBand] = []
  var columns: [ConvolutionBand] = []
  private var regions = InlineArray<8, UnsafeMutableRawBufferPointer> { _ in
    .allocate(byteCount: 0, alignment: 64)
  }
  private var slices: [ConvolutionWorkspace] = []

  /// An empty workspace.
  public init() {}

  deinit {
    for use in regions.indices { regions[use].deallocate() }
  }

  /// At least `count` scalars of uninitialized memory on a cache-line boundary; the next call
  /// for the same use invalidates it.
  func scalars<Scalar: KernelScalar>(_ count: Int, for use: Use) -> UnsafeMutablePointer<Scalar> {
    entries(count, for: use)
  }

  /// The same of anything that is copied bit by bit.
  func entries<Entry: BitwiseCopyable>(
    _ count: Int, for use: Use
  ) -> UnsafeMutablePointer<Entry> {
    let needed = count * MemoryLayout<Entry>.stride
    if regions[use.rawValue].count < needed {
      regions[use.rawValue].deallocate()
      regions[use.rawValue] = .allocate(byteCount: needed, alignment: 64)
    }
    return regions[use.rawValue].baseAddress!.bindMemory(to: Entry.self, capacity: count)
  }

  /// Workspaces of their own for slices that run at the same time.
  func forSlices(_ count: Int) -> [ConvolutionWorkspace] {
    while slices.count < count { slices.append(ConvolutionWorkspace()) }
    return slices
  }
}
