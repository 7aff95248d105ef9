// The 2021 post's Figure 4: the norm panels of tensor 2021's Figure 3, with the reconstruction errors in
// the titles (sheet 5.3). The runs are that figure's.
//
// Claim: the smaller the initialization, the fewer components. Cost: no run of its own.

import Analysis
import Plotting
import Records

enum Post2021Figure4 {
  static let id = "post2021-fig4"

  static let figure = FigureDefinition(
    id: id, work: .posts, title: "Dynamics of tensor factorization, norms alone",
    source: "2021 post, Figure 4",
    caption: """
      The norms of Figure 3 of the work, with the reconstruction error at the end of each run in the \
      title. The post's third title says 7e-6; ours, like the published error curve, ends higher, \
      because gradient descent with this step rule ends in an oscillation: the smallest error on the way \
      is {{value post2021-fig4 lowest-error 2s}}.
      """,
    alternative: """
      Three panels: many norms of all sizes at the largest initialization; clear steps, one after \
      another, at the two smaller ones.
      """,
    runs: { ComponentNorms.runs($0).map(\.planned) },
    analyse: { library, preset in
      let runs = ComponentNorms.runs(preset).map { Dynamics($0, in: library) }
      return Findings(
        table: Dynamics.table(runs), quantities: quantities(runs[2]),
        claims: DynamicsClaims(figure: id, runs: runs).components)
    },
    picture: picture)

  private static func quantities(_ run: Dynamics) -> [String: Quantity] {
    var quantities: [String: Quantity] = [:]
    quantities["lowest-error"] = run.errors.min().map {
      Quantity($0, "smallest reconstruction error, initialization \(run.definition.spread)")
    }
    return quantities
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let panels = DynamicsPanels(table: table)
    let runs = zip(ComponentNorms.runs(preset), ComponentNorms.shown(preset))
    return Figure(
      id: id,
      panels: runs.enumerated().map { place, run in
        let errors = table.rows(where: "run", is: Double(place + 1))[numbers: "error"]
        return panels.norms(
          place + 1, title(run.0.spread, error: errors.last ?? 0), until: run.1)
      }, columnGap: 48)
  }

  private static func title(_ spread: String, error: Double) -> RichText {
    RichText("**init \(canonicalText(of: Double(spread) ?? 0))** (reconst err: \(short(error)))")
  }

  /// A number below one with one digit: `8e-2`.
  private static func short(_ number: Double) -> String {
    guard number > 0, number < 1 else { return canonicalText(of: number) }
    var (mantissa, exponent) = (number, 0)
    while mantissa < 1 {
      mantissa *= 10
      exponent += 1
    }
    let digit = Int(mantissa.rounded())
    return digit < 10 ? "\(digit)e-\(exponent)" : "1e-\(exponent - 1)"
  }
}
