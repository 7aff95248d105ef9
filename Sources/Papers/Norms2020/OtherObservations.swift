// Norms 2020, Figure 5: perturbed observed values, and the unobserved entry elsewhere. The appendix
// that holds the figure was not available: the perturbed values are the authors', the layout ours
// (sheet 5.5).
//
// Claim: the nearer the observed corner is to zero, the larger the unobserved entry; at zero it has
// no limit. Cost: 27 runs, about 10 core-seconds.

import Analysis
import Plotting
import Records
import Theory

enum OtherObservations {
  static let id = "norms2020-fig5"

  /// The values of the observed corner, as the legends write them.
  static let corners = ["0", "0.01", "0.05", "0.1", "0.5"]

  /// Where the unobserved entry is moved to, and the determinant's sign that drives it to infinity.
  static let places: [(row: Int, column: Int, sign: Initialization.Sign)] = [
    (1, 2, .negative), (2, 1, .negative), (2, 2, .positive),
  ]

  static let figure = FigureDefinition(
    id: id, work: .norms2020, title: "Perturbed and repositioned observations",
    source: "Figure 5 (appendix)",
    caption: """
      Top: the observations perturbed to −2, 0.5 and the corner value of the legend; the unobserved \
      entry tends to the reciprocal of that value, so at zero it diverges and from there the effect \
      recedes gracefully (at depth 3 the run with 0.05 ends at \
      {{value norms2020-fig5 limit-0.05 4s}}). Bottom: the unobserved entry moved to (1,2), (2,1) and \
      (2,2), depth 3. The appendix with the published figure was not available to us: the perturbed \
      values are the authors', the layout is our choice.
      """,
    alternative: """
      Top row, depth 2, 3 and 4: five curves each; the one for corner value 0 rises highest, the one \
      for 0.5 stays near 2. Bottom row: three panels that look like depth 3 of Figure 1.
      """,
    runs: { preset in
      (depths(preset).flatMap { depth in corners.map { perturbed(depth, $0, preset) } }
        + places.indices.flatMap { repositioned($0, preset) }).map(\.planned)
    },
    analyse: analyse,
    picture: picture)

  static func depths(_ preset: Preset) -> [Int] { preset == .quick ? [3] : [2, 3, 4] }

  /// The loss at which the curves end.
  private static func lastLoss(_ preset: Preset) -> Double { UnobservedEntry.lastLoss(preset) }

  /// A corner of at least 0.05 at depth 3 is followed on to its limit.
  private static func isFollowedToItsLimit(_ depth: Int, _ corner: String) -> Bool {
    depth == 3 && ["0.05", "0.1", "0.5"].contains(corner)
  }

  static func perturbed(_ depth: Int, _ corner: String, _ preset: Preset) -> MatrixRun {
    MatrixRun(
      setting: .finest(depth: depth), task: .perturbed(corner: value(corner)),
      determinant: .negative,
      lastLoss: isFollowedToItsLimit(depth, corner) ? 1e-10 : lastLoss(preset),
      family: "perturbed\(corner)",
      monitors: ["perturbedEntrySlack", "perturbedDistanceSlack", "perturbedNormSlack"].map {
        Monitor($0, Observable(rawValue: $0))
      })
  }

  static func repositioned(_ place: Int, _ preset: Preset) -> [MatrixRun] {
    let (row, column, sign) = places[place]
    let task = UnobservedEntryTask.repositioned(row: row, column: column)
    return MatrixSetting.published(depth: 3).map { setting in
      MatrixRun(
        setting: setting, task: task, determinant: sign, lastLoss: lastLoss(preset),
        family: "unobserved\(row)\(column)",
        monitors: [
          Monitor(
            "curve", Observable("curveRatio", row, column), lossAtLeast: 1e-4, lossAtMost: 1.3e-2)
        ])
    }
  }

  static func value(_ corner: String) -> Double {
    guard let value = Double(corner) else { preconditionFailure("'\(corner)' is not a number") }
    return value
  }

  /// Whether the entry took the sign opposite to that of the rank-1 completion. The determinant's sign
  /// then keeps the corner's residual negative: the entry has no limit, and the loss stays above
  /// half the square of the corner.
  static func climbs(_ run: Run) -> Bool { (run.final("entry[1,1]") ?? 0) > 0 }

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let depths = depths(preset)
    let top = depths.enumerated().flatMap { panel, depth in
      corners.enumerated().map { curve, corner in
        LossCurve(
          panel: panel + 1, curve: curve + 1, run: library[perturbed(depth, corner, preset).id],
          entry: "entry[1,1]", lastLoss: lastLoss(preset))
      }
    }
    let bottom = places.indices.flatMap { place in
      repositioned(place, preset).enumerated().map { curve, run in
        LossCurve(
          panel: depths.count + place + 1, curve: curve + 1, run: library[run.id],
          entry: "entry[\(places[place].row),\(places[place].column)]",
          lastLoss: lastLoss(preset))
      }
    }
    var quantities: [String: Quantity] = [:]
    quantities["limit-0.05"] = library[perturbed(3, "0.05", preset).id].final("entry[1,1]").map {
      Quantity(abs($0), "unobserved entry at a loss of 1e-10, corner 0.05, depth 3")
    }
    let climbing = depths.filter { $0 > 2 }.flatMap { depth in
      corners.filter { value($0) > 0 && climbs(library[perturbed(depth, $0, preset).id]) }
    }
    quantities["climbing"] = Quantity(
      Double(climbing.count), "runs of depth 3 and 4 whose unobserved entry took the other sign")
    return Findings(
      table: LossCurve.table(top + bottom), quantities: quantities,
      claims: OtherObservationsClaims(library: library, preset: preset).all)
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let depths = depths(preset)
    func rows(_ panel: Int) -> Table { table.rows(where: "panel", is: Double(panel)) }
    let top = depths.enumerated().map { panel, depth in
      LossCurvePanel(
        title: RichText(plain: "depth \(depth)"), labels: corners.map { "W_{22} = \($0)" },
        legend: .upperLeft, lastLoss: lastLoss(preset)
      ).panel(rows(panel + 1))
    }
    let bottom = places.enumerated().map { panel, place in
      LossCurvePanel(
        title: RichText(plain: "unobserved (\(place.row),\(place.column))"),
        labels: MatrixSetting.published(depth: 3).map(\.label), legend: .upperLeft,
        lastLoss: lastLoss(preset)
      ).panel(rows(depths.count + panel + 1))
    }
    return Figure(id: id, rows: [Figure.Row(top), Figure.Row(bottom)], columnGap: 60, rowGap: 40)
  }
}
