// The named reductions follow their named order, element by element.
import Kernels
import Testing

@Suite struct ReductionsTests {
  @Test func `sums follow the documented lanes and tree`() {
    let stream = RandomStream("summands")
    for count in [
      0, 1, 7, 8, 9, 15, 16, 17, 100, 4095, 4096, 4097, 4103, 4104, 8200, 13_001, 60_000,
    ] {
      let x = (0..<count).map { stream.normal($0) * (Double($0 % 7) + 0x1p-20) }
      let y = (0..<count).map { stream.normal(100_000 + $0) }
      compare(x, y)
      compare(x.map { Float($0) }, y.map { Float($0) })
    }
  }

  @Test func `a NaN or an infinity anywhere reaches the sum, and none appears`() {
    for count in [1, 7, 8, 9, 4095, 4096, 4097, 9000] {
      for place in [0, count / 2, count - 1] {
        var x = [Float](repeating: 1, count: count)
        #expect(Sums(x).sumOfSquares == Double(count))
        x[place] = -.infinity
        #expect(Sums(x).sum == -.infinity && Sums(x).sumOfSquares == .infinity)
        x[place] = .nan
        #expect(Sums(x).sum.isNaN && Sums(x).sumOfSquares.isNaN && Sums(x).dot(x).isNaN)
      }
    }
  }

  @Test func `sums of nothing are plus zero, and of negative zeros too`() {
    for x in [[Double](), [-0.0], [Double](repeating: -0.0, count: 4097)] {
      #expect(Sums(x).sum.bitPattern == 0 && Sums(x).sumOfSquares.bitPattern == 0)
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

  /// The reductions as a generic caller in another module meets them.
  private final class Sums<Scalar: KernelScalar> {
    let x: [Scalar]
    init(_ x: [Scalar]) { self.x = x }

    var sum: Double { x.withUnsafeBufferPointer { sumInLanes($0) } }
    var sumOfSquares: Double { x.withUnsafeBufferPointer { Kernels.sumOfSquares($0) } }

    func dot(_ y: [Scalar]) -> Double {
      x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { Kernels.dot(x, $0) } }
    }
  }

  private func compare<Scalar: KernelScalar>(_ x: [Scalar], _ y: [Scalar]) {
    let sums = Sums(x)
    #expect(sums.sum == documentedSum(x.map(\.double)))
    #expect(sums.sumOfSquares == documentedSum(x.map { $0.double * $0.double }))
    #expect(sums.dot(y) == documentedSum(zip(x, y).map { $0.double * $1.double }))
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
