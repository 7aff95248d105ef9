// Propositions 1 to 3 as the report checks them.

import Analysis
import Testing

@Suite struct TheoryOnGridsTests {
  @Test func `norms grow and ranks fall along the solutions, without exception`() {
    let grid = SolutionSetGrid.evaluate()
    #expect(grid.count == 6)
    #expect(grid.allSatisfy { $0.exceptions == 0 })
  }

  @Test func `half of all determinants are positive, within four standard errors`() {
    let draws = 10_000
    let fractions = DeterminantSigns.fractions(draws: draws)
    #expect(fractions.count == 3 * 2 * 4)
    let tolerance = 2 / Double(draws).squareRoot()
    for fraction in fractions {
      #expect(abs(fraction.positive - 0.5) < tolerance, "\(fraction.name)")
    }
  }
}
