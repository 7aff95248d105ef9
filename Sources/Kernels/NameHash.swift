// 128-bit FNV-1a: names become keys. It spreads names; it is not a cryptographic hash.

/// A running 128-bit FNV-1a hash (Fowler, Noll, Vo; RFC 9923), as two 64-bit halves.
public struct NameHash: Equatable, Sendable {
  /// The upper 64 bits.
  public private(set) var high: UInt64 = 0x6c62_272e_07bb_0142
  /// The lower 64 bits.
  public private(set) var low: UInt64 = 0x62b8_2175_6295_c58d

  /// The hash of no bytes: the offset basis.
  public init() {}

  /// The hash of what was hashed so far, then `byte`.
  public func appending(_ byte: UInt8) -> NameHash {
    // The prime is 2^88 + 0x13b.
    var next = self
    let x = low ^ UInt64(byte)
    let product = x.multipliedFullWidth(by: 0x13b)
    next.low = product.low
    next.high = product.high &+ high &* 0x13b &+ x &<< 24
    return next
  }

  /// The hash of what was hashed so far, then `bytes`.
  public func appending(_ bytes: some Sequence<UInt8>) -> NameHash {
    var next = self
    for byte in bytes { next = next.appending(byte) }
    return next
  }
}
