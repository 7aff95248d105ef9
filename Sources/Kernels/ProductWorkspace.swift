// Memory for packed panels, owned by the caller so that hot loops never allocate.

/// Packing memory for ``matmul``: grows to the largest product it has served, then is reused.
///
/// One workspace serves one thread. Its contents never influence a result.
public final class ProductWorkspace {
  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 64)

  /// An empty workspace.
  public init() {}

  deinit { memory.deallocate() }

  /// At least `count` scalars of uninitialized memory on a cache-line boundary; the next call
  /// invalidates it.
  func scalars<Scalar: KernelScalar>(_ count: Int) -> UnsafeMutablePointer<Scalar> {
    let needed = count * MemoryLayout<Scalar>.stride
    if memory.count < needed {
      memory.deallocate()
      memory = .allocate(byteCount: needed, alignment: 64)
    }
    return memory.baseAddress!.bindMemory(to: Scalar.self, capacity: count)
  }
}
