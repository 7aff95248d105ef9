// The 2020 post's Figure 2: the order-4 pair of norms 2020, Figure 2, with one initialization and
// the post's words (sheet 5.7).

import Analysis
import Plotting
import Records

enum Post2020Figure2 {
  static let id = "post2020-fig2"

  static let figure = FigureDefinition(
    id: id, work: .posts, title: "Tensor completion", source: "2020 post, Figure 2",
    caption: """
      Completion of an 8×8×8×8 tensor of CP rank 1: the order-4 panels of \
      [](figure:norms2020-fig2), of its factorizations only the smaller initialization ("tensor \
      fact"), by the same runs.
      """,
    alternative: """
      Left: the linear error stays near one until almost everything is observed, that of tensor \
      factorization falls to about a millionth. Right: the linear rank rises to \
      {{value post2020-fig2 linear-rank d}} and falls; that of tensor factorization stays on the \
      line of the ground truth.
      """,
    runs: { preset in TensorCompletion(order: 4, rank: 1).runs(preset).map(\.planned) },
    analyse: analyse,
    picture: picture)

  private static let methods = [CompletionResults.Method.linear, TensorCompletionClaims.fine]

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let results = CompletionResults(library: library, preset: preset, rank: 1)
    let ranks = results.sizes(4, .linear).compactMap { results.median(.rank, 4, .linear, $0) }
    let shared = TensorCompletionClaims(figure: id, results: results)
    return Findings(
      table: results.table(orders: [4], methods: methods),
      quantities: [
        "linear-rank": Quantity(ranks.max() ?? 0, "largest rank of the linear method")
      ],
      claims: [
        shared.claim(
          "P2",
          "Tensor factorization finds the ground truth and its rank from 1000 observations on.",
          source: "2020 post, Figure 2", paper: "5e-7 to 1e-6, rank 1 (read off the plot)",
          reason: "error at most 1e-5, as F2.6",
          checks: shared.medians(.error, 4, TensorCompletionClaims.fine, 1000...4095, atMost: 1e-5)
            + shared.trueRanks(4, TensorCompletionClaims.fine, from: 1000))
      ])
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    var factorization = TensorCompletionPicture.Curve.published[2]
    factorization.label = "tensor fact"
    factorization.dash = .solid
    factorization.shape = .triangleDown
    let picture = TensorCompletionPicture(
      table: table, rank: 1, curves: [.linear, factorization],
      boxes: Size(width: 195, height: 153),
      style: PanelStyle(labelSize: 16, tickSize: 11, legendSize: 13))
    return Figure(id: id, panels: picture.pair(order: 4), columnGap: 62)
  }
}
