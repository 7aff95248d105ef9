// The 2022 post's Figure 1: singular values of a depth-3 matrix factorization over the iterations,
// the matrix panel of hierarchical 2022's dynamics (sheet 5.1 and 5.2).
//
// Claim: singular values rise one after another, as many as the target's rank. Cost: one run, under
// a second.

import Analysis
import Plotting
import Records

enum Post2022Figure1 {
  static let id = "post2022-fig1"

  static let figure = FigureDefinition(
    id: id, work: .posts, title: "Dynamics of matrix factorization",
    source: "2022 post, Figure 1; matrix panel of the dynamics figure of hierarchical 2022",
    caption: """
      The ten largest singular values of a depth-3 matrix factorization that completes a 64×64 matrix \
      of rank 5 from half of its entries. They rise one after another, the first at iteration \
      {{value post2022-fig1 rise-1 d}}, the fifth at {{value post2022-fig1 rise-5 d}}; the other five \
      stay at zero. Target, observations and weights are our own draws with seeds fixed beforehand: \
      none are published.
      """,
    alternative: """
      Five curves rise steeply to plateaus one after another, the first above 30, the fifth last; \
      five more lie on the zero line.
      """,
    runs: { _ in [MatrixDynamicsRun.published.planned] },
    analyse: { library, _ in
      let run = library[MatrixDynamicsRun.published.id]
      return Findings(
        table: table(run), quantities: quantities(run),
        claims: MatrixDynamicsClaims(figure: id, run: run).all)
    },
    picture: picture)

  /// Iterations count from zero, as in the published figure.
  private static func table(_ run: Run) -> Table {
    let trace = run.trace(replicate: 1)
    let iterations = trace[numbers: "iteration"].map { $0 - 1 }
    return Table(
      [.init("iteration", .numbers(iterations))]
        + (1...10).map { index in
          .init("singularValue\(index)", .numbers(trace[numbers: "singularValue[\(index)]"]))
        })
  }

  private static func quantities(_ run: Run) -> [String: Quantity] {
    let trace = run.trace(replicate: 1)
    var quantities: [String: Quantity] = [:]
    for index in [1, 5] {
      guard let rise = Rise(of: trace[numbers: "singularValue[\(index)]"]) else { continue }
      quantities["rise-\(index)"] = Quantity(
        trace[numbers: "iteration"][rise.half] - 1, unit: "iterations",
        "when singular value \(index) passes half of its final value")
    }
    return quantities
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let iterations = table[numbers: "iteration"]
    let lines = (1...10).map { index in
      Mark.line(
        DataPoint.zip(iterations, table[numbers: "singularValue\(index)"]),
        LineStyle(Color.summer10[index - 1], width: 1.5))
    }
    return Figure(
      id: id,
      panels: [
        Panel(
          size: Size(width: 178, height: 82),
          x: Axis(
            "iterations", limits: .tight,
            ticks: .at(Array(stride(from: 1000, through: iterations.last ?? 0, by: 1000)))),
          y: Axis("singular values", ticks: .at([0, 20, 40])), marks: lines,
          style: PanelStyle(labelSize: 11, tickSize: 9))
      ])
  }
}
