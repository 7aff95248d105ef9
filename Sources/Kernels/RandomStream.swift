// Random numbers by name and index: no state, no order of drawing, the same on every machine.

/// An unlimited sequence of random elements, each a pure function of the stream's name and its index.
///
/// Streams are keyed by name, never by position or time, so that adding an experiment moves nobody
/// else's numbers. Use one stream for one purpose: `uniform(i)`, `normal(i)` and `bits(i)` are three
/// views of the same word.
public struct RandomStream: Equatable, Sendable {
  /// 128-bit FNV-1a hash of the UTF-8 name; children continue the hash behind the byte 255.
  let hash: NameHash

  /// The stream of that name.
  public init(_ name: String) { self.init(utf8: name.utf8) }

  /// The stream whose name has these bytes.
  public init(utf8: some Sequence<UInt8>) { hash = NameHash().appending(utf8) }

  private init(hash: NameHash) { self.hash = hash }

  /// The stream named by this stream's path and `name`. Paths never collide with other paths,
  /// because 255 is no byte of UTF-8.
  public func child(_ name: String) -> RandomStream { child(utf8: name.utf8) }

  /// The child whose name has these bytes.
  public func child(utf8: some Sequence<UInt8>) -> RandomStream {
    RandomStream(hash: hash.appending(255).appending(utf8))
  }

  /// 64 random bits: word 0 of Threefry-2×64-20 at counter (index, 0).
  public func bits(_ index: Int) -> UInt64 { word(index, attempt: 0) }

  /// Uniform in the open interval (0, 1): (k + ½)·2⁻⁵² with the upper 52 bits k, exact.
  ///
  /// Postconditions: 2⁻⁵³ ≤ u ≤ 1 − 2⁻⁵³; u and 1 − u are equally likely and both exact.
  public func uniform(_ index: Int) -> Double {
    (Double(bits(index) >> 12) + 0.5) * 0x1p-52
  }

  /// Standard normal: the quantile of `uniform(index)`, so it is monotone in it and symmetric.
  ///
  /// Postcondition: |z| ≤ 8.21.
  public func normal(_ index: Int) -> Double { normalQuantile(uniform(index)) }

  /// Uniform in 0..<bound, without bias: multiply-high of the word at counter (index, attempt),
  /// rejected where a value would have one chance too many.
  public func integer(below bound: Int, at index: Int) -> Int {
    precondition(bound > 0, "integer(below:at:) needs a positive bound")
    let width = UInt64(bound)
    let rejected = (0 &- width) % width
    var attempt: UInt64 = 0
    while true {
      let product = word(index, attempt: attempt).multipliedFullWidth(by: width)
      if product.low >= rejected { return Int(product.high) }
      attempt += 1
    }
  }

  /// A uniformly random order of 0..<n: Fisher–Yates from the front, whose step i draws
  /// `integer(below: n - i, at: i)`.
  public func permutation(of n: Int) -> [Int] {
    var order = Array(0..<n)
    for i in 0..<max(0, n - 1) { order.swapAt(i, i + integer(below: n - i, at: i)) }
    return order
  }

  private func word(_ index: Int, attempt: UInt64) -> UInt64 {
    threefry(key: (hash.low, hash.high), counter: (UInt64(bitPattern: Int64(index)), attempt)).0
  }
}
