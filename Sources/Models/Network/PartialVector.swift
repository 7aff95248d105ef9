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
  /// This where the outputs of a rectifier are positive, else 0. They are not negative, so their bits say it;
  /// comparisons of generic vectors would be made element by element.
  @inline(__always)
  func gated(by outputs: Self) -> Self {
    let signBit = MaskStorage(repeating: MaskStorage.Scalar(MaskStorage.Scalar.bitWidth - 1))
    let mask = (MaskStorage() &- unsafeBitCast(outputs, to: MaskStorage.self)) &>> signBit
    return unsafeBitCast(unsafeBitCast(self, to: MaskStorage.self) & mask, to: Self.self)
  }

  /// ½(z + |z|): this where it is positive, else +0. NaN stays NaN, so that a training that has broken down
  /// shows it.
  @inline(__always)
  var positivePart: Self {
    let bits = unsafeBitCast(self, to: MaskStorage.self) & MaskStorage(repeating: .max)
    return 0.5 * (self + unsafeBitCast(bits, to: Self.self))
  }
}
