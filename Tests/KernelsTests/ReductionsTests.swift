// The named reductions follow their named order, element by element.
import Kernels
import Testing

@Suite struct ReductionsTests {
  @Test func `sums follow the documented lanes and tree`() {
    let stream = RandomStream("summands")
    for count in [0, 1, 7, 8, 9, 100, 4096, 4097, 8200, 13_001] {
      let x = (0..<count).map { stream.normal($0) * (Double($0 % 7) + 0x1p-20) }
      #expect(x.withUnsafeBufferPointer { sumInLanes($0) } == documentedSum(x))
      let squares = x.map { $0 * $0 }
      #expect(x.withUnsafeBufferPointer { sumOfSquares($0) } == documentedSum(squares))
      let floats = x.map { Float($0) }
      let products = zip(floats, x).map { Double($0) * Double(Float($1)) }
      #expect(floats.withUnsafeBufferPointer { dot($0, $0) } == documentedSum(products))
    }
  }

  @Test func `the tree splits before the largest power of two`() {
    // 2⁶⁰ swallows a one that meets it; in ((a+b)+(c+d))+e only e meets it alone.
    let sum = { (x: [Double]) in x.withUnsafeBufferPointer { sumInTree($0) } }
    #expect(sum([0x1p60, -0x1p60, 1, 1, 1]) == 3)
    #expect(sum([1, 0x1p60, -0x1p60, 1, 1]) == 1)
    #expect(sum([1, 1, 1, 0x1p60, -0x1p60]) == 0)
    #expect(sum([]) == 0 && sum([5]) == 5)
  }

  @Test func `chunks can be summed apart and combined`() {
    let stream = RandomStream("chunks")
    let x = (0..<10_000).map { Float(stream.normal($0)) }
    let partials = Swift.stride(from: 0, to: x.count, by: reductionChunk).map { first in
      Array(x[first..<min(first + reductionChunk, x.count)]).withUnsafeBufferPointer {
        sumInLanes($0)
      }
    }
    let whole = x.withUnsafeBufferPointer { sumInLanes($0) }
    #expect(partials.withUnsafeBufferPointer { sumInTree($0) } == whole)
  }

  @Test func `the maximum is the first of equals`() {
    let find = { (x: [Float]) in x.withUnsafeBufferPointer { maximum($0) } }
    #expect(find([1, 3, 2, 3]) == (3, 1) && find([-5]) == (-5, 0))
    #expect(find([-0.0, 0.0]).index == 0 && find([-.infinity, -1]).index == 1)
    #expect(find([1, .nan, 2]).index == 2)
  }

  /// The order in words, as plain loops.
  private func documentedSum(_ x: [Double]) -> Double {
    let partials = Swift.stride(from: 0, to: x.count, by: 4096).map { first in
      var lanes = [Double](repeating: 0, count: 8)
      for (i, value) in x[first..<min(first + 4096, x.count)].enumerated() { lanes[i % 8] += value }
      let four = (0..<4).map { lanes[$0] + lanes[$0 + 4] }
      return (four[0] + four[2]) + (four[1] + four[3])
    }
    return documentedTree(partials[...])
  }

  private func documentedTree(_ x: ArraySlice<Double>) -> Double {
    guard x.count > 1 else { return x.first ?? 0 }
    var left = 1
    while left * 2 < x.count { left *= 2 }
    return documentedTree(x.prefix(left)) + documentedTree(x.dropFirst(left))
  }
}
