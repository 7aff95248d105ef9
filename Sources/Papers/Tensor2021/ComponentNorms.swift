// Tensor 2021, Figure 3: the norms of the components of a CP factorization during training, at three
// scales of the initial weights, and the reconstruction errors.
//
// Claim: the smaller the initialization, the more clearly components are learned one after another, and
// the fewer of them; the error is the smaller. Cost: three runs, about 15 core-seconds.

import Analysis
import Plotting
import Records

enum ComponentNorms {
  static let id = "tensor2021-fig3"

  static let figure = FigureDefinition(
    id: id, work: .tensor2021, title: "Dynamics of tensor factorization", source: "Figure 3",
    caption: """
      Completion of a tensor of order {{value tensor2021-fig3 order d}} and rank \
      {{value tensor2021-fig3 rank d}} from {{value tensor2021-fig3 observations d}} of its entries by a \
      factorization with {{value tensor2021-fig3 components d}} components: the ten largest norms of \
      components at three standard deviations of the initial weights, and the reconstruction errors, \
      which end at {{value tensor2021-fig3 error-1 2s}}, {{value tensor2021-fig3 error-2 2s}} and \
      {{value tensor2021-fig3 error-3 2s}}. The first two runs last as long as the published ones, the \
      third until the authors' stopping rule ends it. \
      Target, observations and weights are our own draws with names fixed beforehand: none are \
      published. The smallest component of the target is at least a fifth of it, which is our choice. \
      The quick preset shows order 3 with a smaller third scale.
      """,
    alternative: """
      Left: two curves rise to half and more, a bundle of others stays between. Middle and third panel: \
      five curves rise in steep steps one after another and stay level; the others lie on the zero \
      line. Right: one error curve levels off early and highest, two descend in stairs towards zero.
      """,
    runs: { runs($0).map(\.planned) },
    analyse: analyse,
    picture: picture)

  /// The runs, the largest initialization first.
  static func runs(_ preset: Preset) -> [DynamicsRun] {
    preset == .quick
      ? OtherOrders.runs(.order3)
      : OtherOrders.runs(.order4)
  }

  /// The last iterations of the norm panels: as published for the two larger initializations, all there
  /// are for the third (sheet 5.3).
  static func shown(_ preset: Preset) -> [Double] {
    preset == .quick ? [.infinity, .infinity, .infinity] : [1249, 6999, .infinity]
  }

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let runs = runs(preset).map { Dynamics($0, in: library) }
    return Findings(
      table: Dynamics.table(runs), quantities: quantities(runs),
      claims: DynamicsClaims(figure: id, runs: runs).all)
  }

  private static func quantities(_ runs: [Dynamics]) -> [String: Quantity] {
    let problem = runs[0].definition.problem
    var quantities = [
      "order": Quantity(Double(problem.order), "the order of the tensor"),
      "rank": Quantity(Double(problem.rank), "the number of the target's components"),
      "observations": Quantity(Double(problem.observations), "observed entries"),
      "components": Quantity(Double(problem.components), "the model's components"),
    ]
    func spread(_ place: Int) -> String { runs[place].definition.spread }
    for place in runs.indices {
      quantities["error-\(place + 1)"] = runs[place].errors.last.map {
        Quantity($0, "reconstruction error at the end, initialization \(spread(place))")
      }
    }
    for place in [0, 2] {
      quantities["next-\(place + 1)"] = runs[place].final(problem.rank + 1).map {
        Quantity($0, "norm after those of the target, initialization \(spread(place))")
      }
    }
    for place in [1, 2] {
      quantities["first-\(place + 1)"] = runs[place].riseTime(1).map {
        Quantity($0, unit: "iterations", "first rise, initialization \(spread(place))")
      }
    }
    quantities["lowest-error"] = runs[2].errors.min().map {
      Quantity($0, "smallest reconstruction error, initialization \(spread(2))")
    }
    return quantities
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let panels = DynamicsPanels(table: table)
    let labels = runs(preset).map { RichText(plain: "init \($0.spread)") }
    let norms = zip(labels, shown(preset)).enumerated().map { place, panel in
      panels.norms(place + 1, panel.0, until: panel.1)
    }
    return Figure(
      id: id, panels: norms + [panels.errors(1...3, labels: labels)], columnGap: 48)
  }
}
