// Closed forms against the numbers of the norms sheet.

import Testing
import Theory

@Suite struct ClosedFormTests {
  @Test(arguments: [
    (0.25, 0.834, 1e-3) as (Double, Double, Double), (0.2, 1.044, 1e-3), (0.13, 1.5054, 1e-4),
    (0.1, 1.8269, 1e-4), (0.05, 2.8605, 1e-4), (0.02, 4.8039, 1e-4), (0.013, 6.0425, 1e-4),
    (0.01, 6.9310, 1e-4), (0.005, 9.9005, 1e-4), (0.002, 15.748, 1e-3), (1.3e-3, 19.5607, 1e-4),
    (1e-3, 22.316, 1e-3), (5e-4, 31.591, 1e-3), (2e-4, 49.980, 1e-3), (1.3e-4, 62.0012, 1e-4),
    (1e-4, 70.6965, 1e-4),
  ])
  func theUniversalCurveHasTheTabulatedValues(loss: Double, entry: Double, tolerance: Double) {
    #expect(abs(UniversalCurve.entry(loss: loss) - entry) < tolerance)
  }

  @Test func theUniversalCurveTendsToTheRootLaw() {
    let loss = 1e-14
    #expect(abs(UniversalCurve.entry(loss: loss) * (2 * loss).squareRoot() - 1) < 1e-6)
  }

  @Test func theoremOneHasTheTabulatedConstants() {
    for norm in [MatrixNorm.frobenius, .spectral, .nuclear] {
      #expect(abs(TheoremOneBounds.constants(norm).a - 0.7071068) < 1e-7)
      #expect(TheoremOneBounds.constants(norm).b == 8)
      #expect(abs(TheoremOneBounds.norm(norm, loss: 1e-4) - 62.71) < 5e-3)
    }
    #expect(abs(TheoremOneBounds.constants(.schattenHalf).a - 0.3535534) < 1e-7)
    #expect(TheoremOneBounds.constants(.schattenHalf).b == 32)
    #expect(abs(TheoremOneBounds.norm(.schattenHalf, loss: 1e-4) - 3.36) < 5e-3)
    #expect(abs(TheoremOneBounds.effectiveRank(loss: 1) - 10.99528) < 1e-5)
    #expect(abs(TheoremOneBounds.effectiveRank(loss: 1e-4) - 1.09995) < 1e-5)
    #expect(abs(TheoremOneBounds.distance(loss: 1e-4) - 0.04243) < 1e-5)
    #expect(abs(TheoremOneBounds.sharpDistance(loss: 1e-4) - 0.014142) < 1e-6)
  }

  @Test func boundEightStopsBeingTrivialWhereTheSheetSays() {
    #expect(abs(TheoremOneBounds.norm(.frobenius, loss: 7.8125e-3)) < 1e-12)
    #expect(abs(TheoremOneBounds.norm(.schattenHalf, loss: 1.220703125e-4)) < 1e-12)
  }

  @Test func perturbedBoundsMatchTheirFormulas() throws {
    let bounds = PerturbedBounds(z: -2, zPrime: 0.5, epsilon: 0.05)
    let entry = try #require(bounds.entry(loss: 1e-4))
    let s = 0.014142135623730951
    #expect(abs(entry - (2 - s) * (0.5 - s) / (0.05 + s)) < 1e-12)
    // The run of the sheet is at 15.55 there, above the bound and within 4 %.
    #expect(entry < 15.55 && entry > 0.96 * 15.55)
    #expect(bounds.entry(loss: 0.125) == nil)
    #expect(abs(bounds.distance(loss: 1e-4) - 0.064142) < 1e-6)
    #expect(PerturbedBounds.norm(.nuclear, entry: 10, others: 2) == 8)
    #expect(PerturbedBounds.norm(.schattenHalf, entry: 10, others: 1) == 1)
    #expect(PerturbedBounds(z: 1, zPrime: 1, epsilon: 0).entry(loss: 0) == nil)
  }

  @Test func solutionsHaveTheTabulatedEffectiveRanks() {
    let table = [
      (0.0, 2.0), (0.5, 1.941460), (1, 1.803113), (2, 1.516637), (5, 1.166762), (10, 1.056185),
      (50, 1.003532),
    ]
    for (entry, rank) in table {
      #expect(abs(SolutionMatrix(entry: entry).effectiveRank - rank) < 1e-6)
      #expect(abs(SolutionMatrix(entry: -entry).effectiveRank - rank) < 1e-6)
    }
  }

  @Test func normsOfSolutionsHaveTheirClosedForms() {
    for entry in [0.0, 0.3, -2, 17, 100] {
      let solution = SolutionMatrix(entry: entry)
      let square = entry * entry
      #expect(abs(solution.norm(.nuclear) - (square + 4).squareRoot()) < 1e-12)
      #expect(abs(solution.norm(.frobenius) - (square + 2).squareRoot()) < 1e-12)
      #expect(abs(solution.norm(.schattenHalf) - (square + 4).squareRoot() - 2) < 1e-12)
      for norm in MatrixNorm.allCases {
        let values = solution.singularValues
        #expect(abs(norm.value(values[0], values[1]) - solution.norm(norm)) < 1e-12)
      }
    }
  }

  @Test func alongTheSolutionsNormsRiseAndRankFalls() {
    let solutions = (0...1000).map { SolutionMatrix(entry: Double($0) / 10) }
    for (near, far) in zip(solutions, solutions.dropFirst()) {
      for norm in MatrixNorm.allCases { #expect(near.norm(norm) < far.norm(norm)) }
      #expect(near.effectiveRank > far.effectiveRank)
      #expect(near.distance > far.distance)
    }
  }
}
