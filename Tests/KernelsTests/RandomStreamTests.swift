// Random streams: published vectors, distributions, independence, addressability.
import Foundation
import Kernels
import Testing

@Suite struct RandomStreamTests {
  let stream = RandomStream("test")
  let count = 100_000

  @Test func `Threefry gives the vectors of its authors`() {
    let ones = UInt64.max
    #expect(
      threefry(key: (0, 0), counter: (0, 0)) == (0xc2b6_e3a8_c2c6_9865, 0x6f81_ed42_f350_084d))
    #expect(
      threefry(key: (ones, ones), counter: (ones, ones))
        == (0xe02c_b7c4_d95d_277a, 0xd066_33d0_893b_8b68))
    #expect(
      threefry(
        key: (0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89),
        counter: (0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344))
        == (0x263c_7d30_bb0f_0af1, 0x56be_8361_d331_1526))
  }

  @Test func `names hash as FNV-1a does`() {
    let foobar = NameHash().appending("foobar".utf8)
    #expect(foobar.high == 0x343e_1662_793c_64bf && foobar.low == 0x6f0d_3597_ba44_6f18)
    let a = NameHash().appending("a".utf8)
    #expect(a.high == 0xd228_cb69_6f1a_8caf && a.low == 0x7891_2b70_4e4a_8964)
  }

  @Test func `children are streams of their own, named by their path`() {
    #expect(stream.child("a") == RandomStream("test").child("a"))
    #expect(stream.child("a") != stream && stream.child("a") != RandomStream("testa"))
    #expect(stream.child("a").child("b") != stream.child("ab"))
    #expect(RandomStream(utf8: "test".utf8) == stream)
  }

  @Test func `uniforms fill their interval evenly and never touch its ends`() {
    let u = (0..<count).map(stream.uniform)
    #expect(u.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(kolmogorovDistance(u) * Double(count).squareRoot() < 1.95)
    #expect(chiSquare(u, cells: 1000) < 999 + 4 * (2.0 * 999).squareRoot())
    let lowBits = (0..<count).map { Double(stream.bits($0) & 1023) / 1024 }
    #expect(chiSquare(lowBits, cells: 1024) < 1023 + 4 * (2.0 * 1023).squareRoot())
  }

  @Test func `normals have the distribution and the moments of normals`() {
    let z = (0..<count).map(stream.normal)
    // Φ from the C library: a test may, a kernel may not.
    #expect(
      kolmogorovDistance(z.map { 0.5 * erfc(-$0 / 2.0.squareRoot()) }) * Double(count).squareRoot()
        < 1.95)
    let moments = (1...4).map { k in z.reduce(0) { $0 + pow($1, Double(k)) } / Double(count) }
    // Four standard errors of each moment: variances 1, 2, 15, 96.
    for (moment, (expected, variance)) in zip(moments, [(0.0, 1.0), (1, 2), (0, 15), (3, 96)]) {
      #expect(abs(moment - expected) < 4 * (variance / Double(count)).squareRoot())
    }
  }

  @Test func `neighbours in index and in name are uncorrelated`() {
    let z = (0...count).map(stream.normal)
    let bound = 4 / Double(count).squareRoot()
    #expect(abs(meanProduct(z.dropLast(), z.dropFirst())) < bound)
    for (a, b) in [("seed 0", "seed 1"), ("seed 1", "seed 2"), ("x", "y")] {
      let (first, second) = (RandomStream(a), RandomStream(b))
      #expect(
        abs(meanProduct((0..<count).map(first.normal), (0..<count).map(second.normal))) < bound)
    }
  }

  @Test func `the normal quantile inverts the distribution and is odd`() {
    for i in 0..<20_000 {
      let u = stream.uniform(i)
      #expect(normalQuantile(1 - u) == -normalQuantile(u))
    }
    // Quantiles from mpmath with 50 digits.
    for (p, z) in quantiles { #expect(abs(normalQuantile(p) / z - 1) < 1e-15, "p = \(p)") }
    #expect(
      normalQuantile(0.5) == 0 && normalQuantile(0) == -.infinity && normalQuantile(1) == .infinity)
    #expect(normalQuantile(-0.1).isNaN && normalQuantile(.nan).isNaN)
  }

  @Test func `integers are unbiased and within their bound`() {
    var cells = [Int](repeating: 0, count: 7)
    for i in 0..<70_000 { cells[stream.integer(below: 7, at: i)] += 1 }
    #expect(chiSquare(cells, expected: 10_000) < 6 + 4 * 12.0.squareRoot())
    #expect((0..<100).allSatisfy { stream.integer(below: 1, at: $0) == 0 })
    // Just above 2⁶², a quarter of the words is rejected; the mean must still be the middle.
    let bound = 1 << 62 + 1 << 61
    let mean = (0..<10_000).reduce(0) { $0 + Double(stream.integer(below: bound, at: $1)) } / 10_000
    #expect(abs(mean / Double(bound) - 0.5) < 4 / (12.0 * 10_000).squareRoot())
  }

  @Test func `all 24 orders of four are equally likely`() {
    var counts: [[Int]: Int] = [:]
    for i in 0..<24_000 { counts[stream.child("\(i)").permutation(of: 4), default: 0] += 1 }
    #expect(counts.count == 24)
    #expect(chiSquare(Array(counts.values), expected: 1000) < 23 + 4 * 46.0.squareRoot())
  }

  @Test func `permutations contain every element once, the empty and the single one too`() {
    for n in [0, 1, 2, 1000] { #expect(stream.permutation(of: n).sorted() == Array(0..<n)) }
    #expect(stream.permutation(of: 1000) != Array(0..<1000))
  }

  @Test func `an element does not depend on what else was drawn`() {
    let forward = (0..<100).map(stream.normal)
    #expect((0..<100).reversed().map(stream.normal) == forward.reversed())
    #expect((0..<50).map(RandomStream("test").normal) == Array(forward.prefix(50)))
  }

  @Test func `the first words of a named stream are those on record`() {
    #expect(
      (0..<3).map(RandomStream("implicit rank").bits) == [
        0xc119_a926_5016_f6ee, 0xaa8a_01d0_8cf6_230c, 0x8c63_eeeb_178f_80a6,
      ])
  }

  private let quantiles = [
    (1.1102230246251565e-16, -8.209536151601387),
    (1e-12, -7.034483825301132),
    (1e-05, -4.264890793922825),
    (0.001, -3.0902323061678136),
    (0.02, -2.053748910631823),
    (0.0749999, -1.4395321773759007),
    (0.0750001, -1.4395307645017297),
    (0.1, -1.2815515655446004),
    (0.25, -0.6744897501960817),
    (0.4, -0.2533471031357997),
    (0.49, -0.025068908258711057),
    (0.4999999, -2.5066282747031063e-07),
    (0.5000000000000001, 2.782916424671767e-16),
    (0.7, 0.5244005127080407),
    (0.95, 1.6448536269514722),
    (1e-300, -37.0470962993612),
    (1e-100, -21.273453560965326),
  ]
}

private func kolmogorovDistance(_ sample: [Double]) -> Double {
  let n = Double(sample.count)
  return sample.sorted().enumerated().reduce(0) { worst, element in
    let (i, u) = (Double(element.offset), element.element)
    return max(worst, max(u - i / n, (i + 1) / n - u))
  }
}

private func chiSquare(_ sample: [Double], cells: Int) -> Double {
  var counts = [Int](repeating: 0, count: cells)
  for u in sample { counts[Int(u * Double(cells))] += 1 }
  return chiSquare(counts, expected: Double(sample.count) / Double(cells))
}

private func chiSquare(_ counts: [Int], expected: Double) -> Double {
  counts.reduce(0) { sum, count in
    let difference = Double(count) - expected
    return sum + difference * difference / expected
  }
}

private func meanProduct(_ x: some Collection<Double>, _ y: some Collection<Double>) -> Double {
  zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / Double(x.count)
}
