// Vectors of which only some elements are in memory: the end of a row or of an array.

import Kernels

extension SIMD {
  /// The first `count` numbers from there on, zeros behind.
  @inline(__always)
  init(_ source: UnsafePointer<Scalar>, _ count: Int) {
    if count == Self.scalarCount {
      self = UnsafeRawPointer(source).loadUnaligned(as: Self.self)
    } else {
      self.init()
      for lane in 0..<count { self[lane] = source[lane] }
    }
  }

  /// Writes the first `count` numbers.
  @inline(__always)
  func store(_ target: UnsafeMutablePointer<Scalar>, _ count: Int) {
    if count == Self.scalarCount {
      UnsafeMutableRawPointer(target).storeBytes(of: self, as: Self.self)
    } else {
      for lane in 0..<count { target[lane] = self[lane] }
    }
  }
}

extension SIMD where Scalar: BinaryFloatingPoint {
  // Comparisons of generic vectors would be made element by element; those of the outputs of rectifiers need
  // their bits alone, which are in the order of the numbers, with NaN above all.

  /// The bits as integers of the same width.
  @inline(__always)
  var bits: MaskStorage { unsafeBitCast(self, to: MaskStorage.self) }

  /// This where the outputs of a rectifier are positive, else 0.
  @inline(__always)
  func gated(by outputs: Self) -> Self { masked((MaskStorage() &- outputs.bits).signs) }

  /// This where a mask is −1, and 0 where it is 0.
  @inline(__always)
  func masked(_ mask: MaskStorage) -> Self { unsafeBitCast(bits & mask, to: Self.self) }

  /// ½(z + |z|): this where it is positive, else +0. NaN stays NaN, so that a training that has broken down
  /// shows it. The sign bit is clear.
  @inline(__always)
  var positivePart: Self {
    let positive = MaskStorage(repeating: .max)
    return (0.5 * (self + masked(positive))).masked(positive)
  }
}

extension SIMD where Scalar: FixedWidthInteger & SignedInteger {
  /// −1 where this is negative, else 0.
  @inline(__always)
  var signs: Self { self &>> Self(repeating: Scalar(Scalar.bitWidth - 1)) }
}
