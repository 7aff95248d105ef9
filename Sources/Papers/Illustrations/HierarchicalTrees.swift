// Hierarchical 2022: the two tensor factorizations beside their networks (sheet 5.5), with the identities
// checked over several trees (sheet 9).
//
// Claim: factorization and network compute the same. Cost: none.

import Analysis
import Plotting
import Records

enum HierarchicalTrees {
  static let id = "hierarchical2022-trees"

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, kind: .illustration,
    title: "Tensor factorizations and convolutional networks",
    source: "illustration of the factorizations; the post's Figure 3",
    caption: """
      Above, tensor factorization: a sum of components over all modes at once, which is a shallow \
      network with one pooling over all positions. Below, hierarchical tensor factorization: each \
      interior node of a tree over the modes carries a tensor factorization of its own, and each level of \
      the tree is a layer of a deep network. Our drawing, after the post's. Over several trees \
      with random weights, the largest difference between the networks' outputs and the entries, as a share \
      of the largest, is {{value hierarchical2022-trees entries 2s}} for one-hot inputs; for random ones, \
      against the contraction of the tensor with them, it is \
      {{value hierarchical2022-trees contractions 2s}}.
      """,
    alternative: """
      Two rows. Above, a root connected to all leaves, an arrow both ways, and boxes named input, conv, \
      pool, output. Below, a binary tree with one group at its lowest level framed as a local tensor \
      factorization, an arrow both ways, and a longer sequence of boxes with several conv and pool.
      """,
    runs: { _ in [] }, analyse: { _, _ in findings },
    picture: { _, _ in Trees.figure(id: id) })

  private static var findings: Findings {
    let found = CircuitIdentities.evaluate()
    let entries = found.map(\.entries)
    let contractions = found.map(\.contractions)
    return Findings(
      table: Table([
        Table.Column("tree", .words(found.map { $0.name.replacing(",", with: " of") })),
        Table.Column("entries", .numbers(entries)),
        Table.Column("contractions", .numbers(contractions)),
      ]),
      quantities: [
        "entries": Quantity(
          entries.max() ?? 0, "largest difference for one-hot inputs, over the largest entry"),
        "contractions": Quantity(
          contractions.max() ?? 0,
          "largest difference for random inputs, over the largest contraction"),
      ],
      claims: [
        claim(
          "EQ1", "For one-hot inputs the network's output is the entry of the factorization.",
          found, entries),
        claim(
          "EQ2", "For any inputs it is the contraction of the tensor with them.", found,
          contractions),
      ])
  }

  private static func claim(
    _ name: String, _ statement: String, _ found: [CircuitIdentities], _ deviations: [Double]
  ) -> Claim {
    Claim(
      name, figure: id, statement,
      source: "equivalence with convolutional arithmetic circuits", paper: "equal",
      reason: "equal in exact arithmetic; rounding in double precision leaves less than 10⁻¹²",
      checks: zip(found, deviations).map { Claim.Check($0.name, $1, atMost: 1e-12) })
  }
}
