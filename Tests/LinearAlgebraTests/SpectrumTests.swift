// Norms and ranks against closed forms on the solution set of the matrix completion problem.
import Kernels
import LinearAlgebra
import Testing

@Suite struct SpectrumTests {
  /// Razin & Cohen (2020), section 7.1 of our notes: [[w, 1], [1, 0]] has σ₁ = (|w| + √(w²+4))/2.
  @Test(arguments: [0, 0.5, 1, 2, 5, 10, 50])
  func `norms on the solution set have their closed forms`(w: Double) {
    let values = Matrix(rows: 2, columns: 2, [w, 1, 1, 0]).singularValues()
    let root = (w * w + 4).squareRoot()
    expect(Spectrum.nuclearNorm(values), root)
    expect(Spectrum.frobeniusNorm(values), (w * w + 2).squareRoot())
    expect(Spectrum.spectralNorm(values), (w + root) / 2)
    expect(Spectrum.schattenNorm(values, p: 0.5), root + 2)
    expect(Spectrum.schattenNorm(values, p: 2), Spectrum.frobeniusNorm(values))
    expect(Spectrum.schattenNorm(values, p: 1), root)
    expect(Spectrum.distanceToRank(1, values), 2 / (w + root))
  }

  @Test func `effective ranks on the solution set`() {
    let expected = [
      (0.0, 2.0), (0.5, 1.941460), (1, 1.803113), (2, 1.516637), (5, 1.166762), (10, 1.056185),
      (50, 1.003532),
    ]
    for (w, rank) in expected {
      let values = Matrix(rows: 2, columns: 2, [w, 1, 1, 0]).singularValues()
      #expect(abs(Spectrum.effectiveRank(values) - rank) < 5.1e-7)
    }
  }

  @Test func `effective rank counts equal values and ignores zeros`() {
    expect(Spectrum.effectiveRank([3, 3, 3, 3]), 4)
    expect(Spectrum.effectiveRank([2, 2, 0]), 2)
    #expect(Spectrum.effectiveRank([5, 0]) == 1 && Spectrum.effectiveRank([0, 0]) == 0)
  }

  @Test func `distances and numerical ranks at and beyond the ends`() {
    let values = [4.0, 3, 0]
    #expect(Spectrum.distanceToRank(0, values) == 5 && Spectrum.distanceToRank(1, values) == 3)
    #expect(Spectrum.distanceToRank(2, values) == 0 && Spectrum.distanceToRank(9, values) == 0)
    #expect(Spectrum.numericalRank(values, tolerance: 0) == 2)
    #expect(Spectrum.numericalRank(values, tolerance: 0.8) == 1)
    #expect(Spectrum.numericalRank([0, 0], tolerance: 0) == 0)
    #expect(Spectrum.numericalRank([], tolerance: 0) == 0)
  }

  private func expect(_ value: Double, _ expected: Double) {
    #expect(abs(value - expected) <= 4e-15 * expected, "\(value), not \(expected)")
  }
}
