// The power-law fit recovers the law it is given, and leaves out what the sheet leaves out; bounds on growth.

import Analysis
import Testing

@Suite struct GrowthFitTests {
  /// Sizes 1, 1.1, … and rates 3·s² , as speed over an alignment of one half.
  private func points(window: ClosedRange<Double>) -> [GrowthFit.Point] {
    let sizes = (0..<40).map { 0.5 + 0.1 * Double($0) }
    let ones = [Double](repeating: 1, count: sizes.count)
    return GrowthFit.points(
      size: sizes, speed: sizes.map { 1.5 * $0 * $0 }, gamma: ones.map { $0 / 2 }, step: ones,
      window: window)
  }

  @Test func `an exact power law is recovered`() throws {
    let fit = try #require(GrowthFit(points(window: 0.1...20)))
    #expect(abs(fit.exponent - 2) < 1e-12)
    #expect(abs(fit.coefficient - 3) < 1e-12)
    #expect(fit.points == 40)
  }

  @Test func `sizes outside the window do not enter`() {
    #expect(points(window: 1...2).allSatisfy { (1...2).contains($0.size) })
    #expect(points(window: 1...2).count < 40)
  }

  @Test func `steps against the gradient and steps that hardly move do not enter`() {
    let chosen = GrowthFit.points(
      size: [1, 1, 1], speed: [1, -1, 1e-5], gamma: [1, 1, 1], step: [1, 1, 1], window: 0...2)
    #expect(chosen.count == 1)
  }

  @Test func `bounds on growth by hand`() {
    // Nσ²/(σ^{2/N} + ε) and N(σ^{2/N} + ε)^{N−1}.
    let bounds = GrowthBounds.rates(sizes: [0, 8, 1], order: 3, unbalancedness: 12)
    #expect(bounds[0] == 0...0)
    #expect(abs(bounds[1].lowerBound - 12) < 1e-13 && abs(bounds[1].upperBound - 768) < 1e-11)
    #expect(abs(bounds[2].lowerBound - 3.0 / 13) < 1e-14)
    let balanced = GrowthBounds.rates(sizes: [8], order: 3, unbalancedness: 0)[0]
    #expect(abs(balanced.lowerBound - 48) < 1e-12 && abs(balanced.upperBound - 48) < 1e-12)
  }

  @Test func `too few points make no fit`() {
    #expect(GrowthFit(Array(points(window: 0.1...20).prefix(9))) == nil)
  }
}
