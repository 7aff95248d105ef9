// Norms 2020, Figure 2: completion of tensors of rank 1 by CP factorization; reconstruction error
// and rank against the number of observations, order 3 and order 4.
//
// Claim: from small initial weights gradient descent finds a tensor of the ground truth's rank and
// with it the ground truth, where the linear method finds neither. Cost: 38 runs, most of it in
// those of order 4 from the smaller initialization and in the ranks of the linear method.

import Analysis
import Plotting
import Records

enum TensorCompletionRankOne {
  static let id = "norms2020-fig2"

  static let figure = FigureDefinition(
    id: id, work: .norms2020, title: "Tensor completion, ground truth of rank 1",
    source: "Figure 2",
    caption: """
      Completion of an 8×8×8 (top) and an 8×8×8×8 tensor (bottom) of CP rank 1 by tensor \
      factorization with as many components as any tensor could need. Left: distance from the \
      ground truth, which has norm 1, over all entries. Right: estimated CP rank. "linear" keeps \
      observed entries and sets the others to zero. Markers are medians and bars quartiles over \
      initializations: {{value norms2020-fig2 seeds d}} per point, for order 4 from the smaller \
      one {{value norms2020-fig2 seeds-fine d}}. Order 4 is cut short after 20 000 iterations from \
      the larger and 100 000 from the smaller initialization, unless the preset is "paper". Ground \
      truth and observed entries are our own draws with seeds fixed beforehand; the numbers of \
      observations of order 4 are read off the published plot, which has the two pairs of panels \
      side by side.
      """,
    alternative: """
      Left panels: the linear error stays near one until almost everything is observed, the errors \
      of tensor factorization fall by orders of magnitude, furthest from the smaller \
      initialization. Right panels: the linear rank climbs to \
      {{value norms2020-fig2 linear-rank-3 d}} for order 3 and \
      {{value norms2020-fig2 linear-rank-4 d}} for order 4; that of tensor factorization lies on \
      the line of the ground truth at one.
      """,
    runs: { preset in TensorCompletionFigure.runs(rank: 1, preset) },
    analyse: { library, preset in
      let results = CompletionResults(library: library, preset: preset, rank: 1)
      var findings = TensorCompletionFigure.findings(
        results, claims: TensorCompletionRankOneClaims(figure: id, results: results).all)
      findings.quantities["seeds-fine"] = Quantity(
        Double(results.runs(4, "1e-3").map(\.seeds).max() ?? 0),
        "trials per point, order 4, init 1e-3")
      return findings
    },
    picture: { table, _ in TensorCompletionFigure.picture(table, id: id, rank: 1) })
}
