// Memory for packed weights and patches, owned by the caller so that hot loops never allocate.

/// Memory for convolutions: grows to the largest one it has served, then is reused.
///
/// One workspace serves one caller. Its contents never influence a result.
public final class ConvolutionWorkspace {
  let product = ProductWorkspace()

  /// An empty workspace.
  public init() {}
}
