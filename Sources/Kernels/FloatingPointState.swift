// The start-up check of the floating-point unit. It reads the state and never changes it.

/// What every kernel assumes of the processor and of the build.
public enum FloatingPointState {
  /// Whether fused multiply-adds are instructions in this build, as its front door declares with
  /// `-DNATIVE_FMA`. Where they are library calls, results are the same and about a hundred times later.
  public static var isFusedMultiplyAddNative: Bool {
    #if NATIVE_FMA || arch(arm64)
      true
    #else
      false
    #endif
  }

  /// The first violated assumption, or nil: round to nearest, subnormal numbers kept (in both
  /// widths), products fused where asked.
  ///
  /// A library linked with fast-math sets flush-to-zero for the thread that loads it, which would
  /// change bits without any other sign.
  public static func check() -> StaticString? {
    let one: Float = hidden(1)
    if hidden(Float(bitPattern: 1)) * one == 0 {
      return "subnormal floats are read as zero (denormals-are-zero is set)"
    }
    if hidden(Float.leastNormalMagnitude) * hidden(0.5) == 0 {
      return "subnormal floats are flushed to zero (flush-to-zero is set)"
    }
    if hidden(Double.leastNormalMagnitude) * hidden(0.5) == 0 {
      return "subnormal doubles are flushed to zero (flush-to-zero is set)"
    }
    let half: Float = hidden(0x1p-24)
    if one + half != 1 || one + hidden(0x1.8p-24) == 1 || -one - half != -1 {
      return "floats are not rounded to nearest"
    }
    let step: Double = hidden(0x1p-30)
    let a = 1 + step
    let b = 1 - step
    if hidden(-1.0).addingProduct(a, b) != -0x1p-60 || a * b != hidden(1) {
      return "multiply-adds are not fused where asked, or products are fused where not"
    }
    return nil
  }

  /// The same value, without the optimizer knowing it.
  @_optimize(none)
  private static func hidden<Scalar: KernelScalar>(_ x: Scalar) -> Scalar { x }
}
