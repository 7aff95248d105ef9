// The scalars the kernels are written for: Float and Double, nothing else.

#if hasFeature(Embedded)
  /// What the standard library's vectors demand of their scalars here.
  public typealias VectorElement = SIMDScalar & BitwiseCopyable & Sendable
#else
  /// What the standard library's vectors demand of their scalars; Embedded Swift has no `Codable`.
  public typealias VectorElement = SIMDScalar & BitwiseCopyable & Sendable & Codable
#endif

/// `Float` or `Double`, with the vector one register tile column is made of.
///
/// The lane count is a matter of speed. No result depends on it, because vectors only ever run
/// across outputs.
public protocol KernelScalar: BinaryFloatingPoint, VectorElement {
  /// One vector of outputs: 64 bytes.
  associatedtype Lanes: SIMD<Self>

  /// The fast product of this scalar, compiled once in this module; called through ``matmul``.
  static func multiply(
    _ shape: ProductShape, _ c: UnsafeMutablePointer<Self>, _ a: UnsafePointer<Self>,
    _ b: UnsafePointer<Self>, _ workspace: ProductWorkspace, _ workers: Workers)

  /// The exact value, or the nearest double.
  var double: Double { get }
}

extension Float: KernelScalar {
  /// 16 floats.
  public typealias Lanes = SIMD16<Float>

  /// The fast product of floats.
  public static func multiply(
    _ shape: ProductShape, _ c: UnsafeMutablePointer<Float>, _ a: UnsafePointer<Float>,
    _ b: UnsafePointer<Float>, _ workspace: ProductWorkspace, _ workers: Workers
  ) {
    multiplyFast(shape, c, a, b, workspace, workers)
  }

  /// The value itself, which is exact.
  @inlinable public var double: Double { Double(self) }
}

extension Double: KernelScalar {
  /// 8 doubles.
  public typealias Lanes = SIMD8<Double>

  /// The fast product of doubles.
  public static func multiply(
    _ shape: ProductShape, _ c: UnsafeMutablePointer<Double>, _ a: UnsafePointer<Double>,
    _ b: UnsafePointer<Double>, _ workspace: ProductWorkspace, _ workers: Workers
  ) {
    multiplyFast(shape, c, a, b, workspace, workers)
  }

  /// The value itself, which is exact.
  @inlinable public var double: Double { self }
}
