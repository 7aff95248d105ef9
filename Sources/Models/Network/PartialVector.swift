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
