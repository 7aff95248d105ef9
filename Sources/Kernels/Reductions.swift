// The named reductions: every sum that is not a product's chain has one of these orders.

/// The number of elements a reduction sums in lanes before the tree takes over. It is part of
/// the bits.
public let reductionChunk: Int = 4096

/// Sum in Double, in the order *lanes8 + tree*.
///
/// Within a chunk of 4096 elements, lane l of 8 adds the elements l, l+8, l+16, … in ascending order
/// from +0; lanes are then added by halves: l with l+4, l with l+2, l with l+1. Chunk sums are
/// added by ``sumInTree(_:)``. Threads may take chunks in any order: the value is one.
@inlinable
public func sumInLanes<Scalar: KernelScalar>(_ x: UnsafeBufferPointer<Scalar>) -> Double {
  reduceInTree(x.count) { first, count in
    reduceInLanes(count, { eight(x, first + $0) }, { x[first + $0].double })
  }
}

/// Σ xᵢ·yᵢ in Double, in the order of ``sumInLanes(_:)``. Products of floats are exact; products of
/// doubles are rounded once, before they are added.
@inlinable
public func dot<Scalar: KernelScalar>(
  _ x: UnsafeBufferPointer<Scalar>, _ y: UnsafeBufferPointer<Scalar>
) -> Double {
  precondition(x.count == y.count, "dot of vectors of different length")
  return reduceInTree(x.count) { first, count in
    reduceInLanes(
      count, { eight(x, first + $0) * eight(y, first + $0) },
      { x[first + $0].double * y[first + $0].double })
  }
}

/// Σ xᵢ² in Double: the dot product of x with itself.
@inlinable
public func sumOfSquares<Scalar: KernelScalar>(_ x: UnsafeBufferPointer<Scalar>) -> Double {
  dot(x, x)
}

/// The sum of partial sums by the fixed tree: split before the largest power of two that is less
/// than the count, left plus right. An empty list gives +0.
@inlinable
public func sumInTree(_ partials: UnsafeBufferPointer<Double>) -> Double {
  tree(0, partials.count) { partials[$0] }
}

/// The largest element and its index, by comparison: ties go to the lowest index.
///
/// Edge cases: +0 and −0 tie. A NaN is never larger; a NaN in front is never replaced.
public func maximum<Scalar: KernelScalar>(
  _ x: UnsafeBufferPointer<Scalar>
) -> (value: Scalar, index: Int) {
  precondition(!x.isEmpty, "maximum of nothing")
  var best = 0
  for i in 1..<x.count where x[i] > x[best] { best = i }
  return (x[best], best)
}

/// Chunks of `count` elements, each reduced by `chunk(first, length)`, their sums in the tree.
@inlinable @inline(__always)
func reduceInTree(_ count: Int, _ chunk: (_ first: Int, _ length: Int) -> Double) -> Double {
  tree(0, (count + reductionChunk - 1) / reductionChunk) { index in
    let first = index * reductionChunk
    return chunk(first, min(reductionChunk, count - first))
  }
}

/// One chunk: eight terms at a time into eight lanes, the rest into the first of them, lanes by halves.
@inlinable @inline(__always)
func reduceInLanes(
  _ count: Int, _ eightTerms: (Int) -> SIMD8<Double>, _ term: (Int) -> Double
) -> Double {
  var sums = SIMD8<Double>()
  var i = 0
  while i + 8 <= count {
    sums += eightTerms(i)
    i += 8
  }
  for lane in 0..<(count - i) { sums[lane] += term(i + lane) }
  let four = sums.lowHalf + sums.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}

/// Elements `first` to `first + 7`.
@inlinable @inline(__always)
func eight<Scalar: KernelScalar>(_ x: UnsafeBufferPointer<Scalar>, _ first: Int) -> SIMD8<Double> {
  var lanes = SIMD8<Double>()
  for lane in 0..<8 { lanes[lane] = x[first + lane].double }
  return lanes
}

@inlinable
func tree(_ first: Int, _ count: Int, _ leaf: (Int) -> Double) -> Double {
  if count == 0 { return 0 }
  if count == 1 { return leaf(first) }
  let left = 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  return tree(first, left, leaf) + tree(first + left, count - left, leaf)
}
