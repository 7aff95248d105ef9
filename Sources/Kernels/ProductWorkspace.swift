// Memory for packed operands, owned by the caller.

/// Packing memory for ``matmul``: grows to the largest product it has served, then is reused.
///
/// One workspace serves one caller. Its contents never influence a result.
public final class ProductWorkspace {
  /// What memory is for; one product may need all of them at once.
  enum Use: Int {
    case panelOfB, copyOfA, transposedC, paddedB, paddedC
  }

  private var regions = WorkspaceRegions<5>()
  private var slices: [ProductWorkspace] = []

  /// An empty workspace.
  public init() {}

  /// Memory for scalars; see ``WorkspaceRegions/memory(_:region:)``.
  func scalars<Scalar: KernelScalar>(_ count: Int, for use: Use) -> UnsafeMutablePointer<Scalar> {
    regions.memory(count, region: use.rawValue)
  }

  /// Workspaces of their own for slices that run at the same time.
  func forSlices(_ count: Int) -> [ProductWorkspace] {
    while slices.count < count { slices.append(ProductWorkspace()) }
    return slices
  }
}
