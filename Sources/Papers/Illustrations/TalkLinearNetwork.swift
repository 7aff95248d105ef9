// The talk: matrix factorization as a linear network (norms sheet 5.3, hierarchical sheet 9).
//
// Claim: the network maps the j-th unit vector to the product's column j. Cost: none.

import Analysis
import Plotting
import Records

enum TalkLinearNetwork {
  static let id = "talk-linear-network"

  static let figure = FigureDefinition(
    id: id, work: .talk, kind: .illustration, title: "Matrix factorization as a linear network",
    source: "slides on matrix factorization; text only was available",
    caption: """
      A product of matrices is a network without non-linearity: layer after layer multiplies the input. \
      Our drawing. On random weights of several depths and sizes, the largest difference between the \
      network's outputs for unit vectors and the product's entries, as a share of the largest entry, is \
      {{value talk-linear-network deviation 2s}}.
      """,
    alternative: """
      Left, a square equal to a product of squares, from W with index L down to W with index 1. An arrow \
      both ways. Right, an arrow from x through squares from W with index 1 up to W with index L to y.
      """,
    runs: { _ in [] },
    analyse: { _, _ in
      Findings.identity(
        "EQ1", figure: id,
        "The network's outputs for unit vectors are the columns of the product.",
        source: "slides on matrix factorization", NetworkIdentity.linear())
    },
    picture: { _, _ in
      Figure(
        id: id, width: Correspondence.width, height: Correspondence.ruler.length(200),
        Correspondence(showsEnd: true).matrixRow("Matrix Factorization", "Linear Neural Network"))
    })
}
