// Tensor 2021, appendix: the dynamics for other orders and ranks. The appendix was not available: the
// sizes are our choice (sheet 5.5).
//
// Claim: as Figure 3. Cost: six runs of order 3, three of order 4, three of order 5, about 30
// core-seconds.

import Analysis
import Plotting
import Records

enum OtherOrders {
  static let id = "tensor2021-orders"

  static let figure = FigureDefinition(
    id: id, work: .tensor2021, title: "Other orders and ranks", source: "appendix",
    caption: """
      As Figure 3 of the work for other tensors: order 3 with modes of length 10 and rank 5 and 3, from \
      500 and 300 entries; order 4 with modes of length 10 and rank 3, from 2000; order 5 with modes of \
      length 6 and rank 3, from 3000. The appendix with the published figure was not available to us: \
      sizes, scales and lengths are our choice. Scales fall faster at order 3, since the wait for a \
      rise there grows with the inverse of the scale only. The quick preset shows order 3.
      """,
    alternative: """
      Rows of panels as in Figure 3. In each row the left panel shows many small norms, the third one \
      a few clear steps up to levels that stay, and the right one errors that end the lower the \
      smaller the initialization.
      """,
    runs: { preset in problems(preset).flatMap { runs($0) }.map(\.planned) },
    analyse: analyse,
    picture: picture)

  static func problems(_ preset: Preset) -> [DynamicsProblem] {
    [.order3, .order3Rank3] + (preset == .quick ? [] : [.order4Rank3, .order5])
  }

  /// The runs on a problem, the largest initialization first.
  static func runs(_ problem: DynamicsProblem) -> [DynamicsRun] {
    let (spreads, iterations): ([String], Int) =
      switch problem {
      case .order3: (["5e-2", "1e-2", "1e-3"], 10_000)
      case .order3Rank3: (["5e-2", "1e-2", "1e-3"], 5000)
      case .order4Rank3: (["5e-2", "1e-2", "5e-3"], 13_500)
      default: (["1e-1", "5e-2", "3e-2"], 13_500)
      }
    return spreads.map { DynamicsRun(problem: problem, spread: $0, iterations: iterations) }
  }

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let rows = problems(preset).map { runs($0).map { Dynamics($0, in: library) } }
    return Findings(
      table: Dynamics.table(rows.flatMap(\.self)), quantities: [:],
      claims: rows.map { OtherOrdersClaims(runs: $0).claim })
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let panels = DynamicsPanels(table: table)
    let rows = problems(preset).enumerated().map { index, problem in
      let first = 3 * index + 1
      let labels = runs(problem).map { RichText(plain: "init \($0.spread)") }
      let norms = labels.enumerated().map { panels.norms(first + $0, $1) }
      return Figure.Row(
        norms + [panels.errors(first...first + 2, labels: labels)],
        title: RichText(plain: "order \(problem.order), rank \(problem.rank)"))
    }
    return Figure(id: id, rows: rows, columnGap: 40, rowGap: 50)
  }
}

/// The claim about one problem of the figure (sheet section 8, D13 and D1).
private struct OtherOrdersClaims {
  /// The largest initialization first.
  var runs: [Dynamics]

  var claim: Claim {
    let problem = runs[0].definition.problem
    let (large, small) = (runs[0], runs[2])
    let rank = problem.rank
    let isSheets = problem == .order3
    var checks = [
      Claim.Check(
        "components learned, init \(small.definition.spread)",
        small.count(at: small.iterations.indices.last), near: Double(rank), within: 0),
      Claim.Check(
        "norm no. \(rank + 1) at the end, init \(small.definition.spread)", small.final(rank + 1),
        atMost: 0.005),
    ]
    if isSheets {
      checks += [
        Claim.Check(
          "components learned, init \(large.definition.spread)",
          large.count(at: large.iterations.indices.last), atLeast: 6),
        Claim.Check(
          "error at the end, init \(large.definition.spread)", large.errors.last, atLeast: 0.1),
      ]
    }
    return Claim(
      isSheets ? "D13" : "D13-order\(problem.order)-rank\(rank)", figure: OtherOrders.id,
      "Order \(problem.order), rank \(rank): a small initialization learns as many components as the "
        + "target has" + (isSheets ? ", a large one more." : "."),
      source: "appendix on other orders and ranks",
      paper: "low rank solutions; no number available",
      reason: "norms above 0.05 at the end, the next one below 0.005"
        + (isSheets
          ? "; six norms or more and an error of 0.1 from the large one"
          : "; these sizes are our addition, to the same tolerance"),
      checks: checks)
  }
}
