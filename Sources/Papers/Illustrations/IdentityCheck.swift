// The numbers behind an illustration that states an identity: how far networks and entries are apart.

import Analysis
import Records

extension Findings {
  /// Networks at several sizes against the entries they should equal: a table, the largest deviation as
  /// the value `deviation`, and one claim.
  static func identity(
    _ id: String, figure: String, _ statement: String, source: String, _ found: [NetworkIdentity]
  ) -> Findings {
    Findings(
      table: Table([
        Table.Column("network", .words(found.map(\.name))),
        Table.Column("deviation", .numbers(found.map(\.deviation))),
      ]),
      quantities: [
        "deviation": Quantity(
          found.map(\.deviation).max() ?? 0,
          "largest difference between outputs and entries, over the largest entry")
      ],
      claims: [
        Claim(
          id, figure: figure, statement, source: source, paper: "equal",
          reason: "equal in exact arithmetic; rounding in double precision leaves less than 10⁻¹², "
            + "and nothing where network and tensor multiply and add in the same order",
          checks: found.map { Claim.Check($0.name, $0.deviation, atMost: 1e-12) })
      ])
  }
}
