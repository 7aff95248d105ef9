// Memory for packed weights and gathered pixels, owned by the caller.

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
  private var regions = WorkspaceRegions<8>()
  private var slices: [ConvolutionWorkspace] = []

  /// An empty workspace.
  public init() {}

  /// Memory for scalars; see ``WorkspaceRegions/memory(_:region:)``.
  func scalars<Scalar: KernelScalar>(_ count: Int, for use: Use) -> UnsafeMutablePointer<Scalar> {
    regions.memory(count, region: use.rawValue)
  }

  /// Memory for lists of places.
  func places<Place: BitwiseCopyable>(_ count: Int, for use: Use) -> UnsafeMutablePointer<Place> {
    regions.memory(count, region: use.rawValue)
  }

  /// Workspaces of their own for slices that run at the same time.
  func forSlices(_ count: Int) -> [ConvolutionWorkspace] {
    while slices.count < count { slices.append(ConvolutionWorkspace()) }
    return slices
  }
}
