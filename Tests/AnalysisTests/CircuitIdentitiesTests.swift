// Random factorizations keep the identities and bounds that hold for any weights.

import Analysis
import Testing

@Suite struct CircuitIdentitiesTests {
  @Test(arguments: CircuitIdentities.evaluate())
  func `networks compute the tensor, and widths bound ranks`(found: CircuitIdentities) {
    #expect(found.entries < 1e-12)
    #expect(found.contractions < 1e-12)
    #expect(found.rankExcess <= 0)
  }

  @Test func `deviations are measured, not assumed`() {
    #expect(CircuitIdentities.evaluate().contains { $0.contractions > 0 })
  }

  /// With these widths some matricization attains its bound: otherwise the bounds would say nothing.
  @Test func `bounds are attained`() {
    #expect(CircuitIdentities.evaluate().contains { $0.rankExcess == 0 })
  }
}
