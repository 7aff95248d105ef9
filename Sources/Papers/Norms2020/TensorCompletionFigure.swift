// What the figures of tensor completion share: runs, quoted numbers, layout.

import Analysis
import Plotting
import Records

enum TensorCompletionFigure {
  static func runs(rank: Int, _ preset: Preset) -> [PlannedRun] {
    TensorCompletion.orders.flatMap {
      TensorCompletion(order: $0, rank: rank).runs(preset).map(\.planned)
    }
  }

  static func findings(_ results: CompletionResults, claims: [Claim]) -> Findings {
    Findings(
      table: results.table(methods: TensorCompletionPicture.Curve.published.map(\.method)),
      quantities: quantities(results), claims: claims)
  }

  private static func quantities(_ results: CompletionResults) -> [String: Quantity] {
    var quantities = [
      "seeds": Quantity(
        Double(results.runs(3, "1e-2").map(\.seeds).max() ?? 0), "trials per point"),
      "failures": Quantity(Double(results.failures), "rank estimates that failed"),
      "capped": Quantity(
        Double(results.capped.reduce(0) { $0 + $1.trials }),
        "trials that ended at the cap on iterations"),
      "capped-most": Quantity(
        Double(results.capped.map(\.observations).max() ?? 0),
        "the most observations with which a trial ended at the cap"),
    ]
    for order in TensorCompletion.orders {
      let ranks = results.sizes(order, .linear).compactMap {
        results.median(.rank, order, .linear, $0)
      }
      quantities["linear-rank-\(order)"] = ranks.max().map {
        Quantity($0, "largest rank of the linear method, order \(order)")
      }
    }
    let last = results.runs(3, "1e-2").map(\.observations).max() ?? 0
    let methods = [
      ("linear", CompletionResults.Method.linear), ("coarse", TensorCompletionClaims.coarse),
      ("fine", TensorCompletionClaims.fine),
    ]
    for (name, method) in methods {
      quantities["\(name)-error"] = results.median(.error, 3, method, last).map {
        Quantity($0, "error of \(method.name), order 3, most observations")
      }
    }
    return quantities
  }

  static func picture(
    _ table: Table, id: String, rank: Int, legend: Legend.Position = .center
  ) -> Figure {
    let picture = TensorCompletionPicture(table: table, rank: rank, legend: legend)
    return Figure(
      id: id,
      rows: TensorCompletion.orders.map { order in
        let title = TensorCompletion(order: order, rank: rank).title + " tensor completion"
        return Figure.Row(picture.pair(order: order), title: RichText(plain: title))
      }, rowTitleSize: 15, columnGap: 45, rowGap: 60)
  }
}
