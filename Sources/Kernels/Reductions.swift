// The named reductions: every sum that is not a product's chain has one of these orders.
//
// Each is compiled here for both scalars and written without closures, so that callers that are
// generic themselves get vector code too.

/// The number of elements a reduction sums in lanes before the tree takes over. It is part of
/// the bits.
public let reductionChunk: Int = 4096

/// Sum in Double, in the order *lanes8 + tree*.
///
/// Within a chunk of 4096 elements, lane l of 8 adds the elements l, l+8, l+16, … in ascending order
/// from +0; lanes are then added by halves: l with l+4, l with l+2, l with l+1. Chunk sums are
/// added by ``sumInTree(_:)``. Threads may take chunks in any order: the value is one.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sumInLanes<Scalar: KernelScalar>(_ x: UnsafeBufferPointer<Scalar>) -> Double {
  var tree = TreeSum()
  for first in stride(from: 0, to: x.count, by: reductionChunk) {
    let end = min(first + reductionChunk, x.count)
    var (sums, i) = (SIMD8<Double>(), first)
    while i + 8 <= end {
      sums += eight(x, i)
      i += 8
    }
    for lane in 0..<(end - i) { sums[lane] += x[i + lane].double }
    tree.add(sumByHalves(sums))
  }
  return tree.total
}

/// Σ xᵢ·yᵢ in Double, in the order of ``sumInLanes(_:)``. Products of floats are exact; products of
/// doubles are rounded once, before they are added.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func dot<Scalar: KernelScalar>(
  _ x: UnsafeBufferPointer<Scalar>, _ y: UnsafeBufferPointer<Scalar>
) -> Double {
  precondition(x.count == y.count, "dot of vectors of different length")
  var tree = TreeSum()
  for first in stride(from: 0, to: x.count, by: reductionChunk) {
    let end = min(first + reductionChunk, x.count)
    var (sums, i) = (SIMD8<Double>(), first)
    while i + 8 <= end {
      sums += eight(x, i) * eight(y, i)
      i += 8
    }
    for lane in 0..<(end - i) { sums[lane] += x[i + lane].double * y[i + lane].double }
    tree.add(sumByHalves(sums))
  }
  return tree.total
}

/// Σ xᵢ² in Double: the dot product of x with itself.
public func sumOfSquares<Scalar: KernelScalar>(_ x: UnsafeBufferPointer<Scalar>) -> Double {
  dot(x, x)
}

/// The sum of partial sums by the fixed tree: split before the largest power of two that is less
/// than the count, left plus right. An empty list gives +0.
public func sumInTree(_ partials: UnsafeBufferPointer<Double>) -> Double {
  var tree = TreeSum()
  for partial in partials { tree.add(partial) }
  return tree.total
}

/// The largest element and its index, by comparison: ties go to the lowest index.
///
/// Edge cases: +0 and −0 tie. A NaN is never larger; a NaN in front is never replaced.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func maximum<Scalar: KernelScalar>(
  _ x: UnsafeBufferPointer<Scalar>
) -> (value: Scalar, index: Int) {
  precondition(!x.isEmpty, "maximum of nothing")
  var best = 0
  for i in 1..<x.count where x[i] > x[best] { best = i }
  return (x[best], best)
}

/// The fixed tree, fed leaf by leaf: it holds the sums of whole subtrees, larger before smaller, as
/// a binary counter holds its ones.
private struct TreeSum {
  private var subtrees = InlineArray<64, Double>(repeating: 0)
  private var height = 0
  private var leaves = 0

  /// The next leaf.
  mutating func add(_ leaf: Double) {
    leaves += 1
    var sum = leaf
    for _ in 0..<leaves.trailingZeroBitCount {
      height -= 1
      sum = subtrees[height] + sum
    }
    subtrees[height] = sum
    height += 1
  }

  /// The sum of all leaves so far; +0 of none.
  var total: Double {
    guard height > 0 else { return 0 }
    var sum = subtrees[height - 1]
    for level in stride(from: height - 2, through: 0, by: -1) { sum = subtrees[level] + sum }
    return sum
  }
}

/// Elements `first` to `first + 7`.
@inline(__always)
private func eight<Scalar: KernelScalar>(
  _ x: UnsafeBufferPointer<Scalar>, _ first: Int
) -> SIMD8<Double> {
  var lanes = SIMD8<Double>()
  for lane in 0..<8 { lanes[lane] = x[first + lane].double }
  return lanes
}

@inline(__always)
private func sumByHalves(_ lanes: SIMD8<Double>) -> Double {
  let four = lanes.lowHalf + lanes.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}
