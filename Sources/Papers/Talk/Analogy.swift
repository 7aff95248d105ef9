// The talk's table of analogies: what matrix, tensor and hierarchical tensor factorization learn, by which
// law, how it looks, and which rank it lowers (slides "Analogy Between Implicit Regularizations").
//
// Claim: the three have identical structure. Cost: none of its own; the runs of hierarchical 2022's
// dynamics and growth exponents.

import Analysis
import Plotting
import Records

enum Analogy {
  static let id = "talk-analogy"

  static let figure = FigureDefinition(
    id: id, work: .talk, title: "Analogy between implicit regularizations",
    source: "slides of this title; text only was available",
    caption: """
      What is learned, by which law, how that looks, and which rank it lowers, for matrix factorization \
      (MF), tensor factorization (TF) and hierarchical tensor factorization (HTF): L is the depth, N the \
      order, K the order of the local component, each 3 in the runs shown. The plots are those of the \
      dynamics figure; the layout of the table is ours.
      """,
    alternative: """
      A table with the columns MF, TF and HTF and the rows quantity, dynamics, experiment, and what \
      incremental learning minimizes. The three plots in it look alike: curves that leave zero one after \
      another and level off.
      """,
    runs: { preset in
      let plots = ThreeDynamics.figure.runs(preset)
      let growth = [
        Exponents.matrixRun(3).planned, TensorDynamicsRun.growth.planned,
        HierarchicalDynamicsRun.narrow.planned,
      ]
      return plots + growth.filter { !plots.contains($0) }
    },
    analyse: analyse, picture: { table, _ in AnalogyPicture(table: table).figure(id: id) })

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let panels = [
      ThreeDynamics.matrix(library), ThreeDynamics.tensor(library),
      ThreeDynamics.hierarchical(library, preset),
    ]
    return Findings(
      table: ComponentPanel.table(panels.dropLast() + [panels[2].afterDeadPhase()]),
      quantities: [:], claims: [law(library), order(panels)])
  }

  private static func law(_ library: RunLibrary) -> Claim {
    Claim(
      "A1", figure: id, "The three dynamics follow the same law.",
      source: "slide: implicit regularizations have identical structure",
      paper: "exponents 2 − 2/L, 2 − 2/N and 2 − 2/K, all 4/3 in the runs shown",
      reason: "as for the growth exponents, all points of a panel fitted together: ±0.03",
      checks: [
        ("MF", Exponents.matrix(3, library)), ("TF", Exponents.tensor(library)),
        ("HTF", Exponents.root(library)),
      ].map { name, panel in
        Claim.Check("\(name): exponent", panel.fit?.exponent, near: 4.0 / 3, within: 0.03)
      })
  }

  private static func order(_ panels: [ComponentCurves]) -> Claim {
    Claim(
      "A2", figure: id, "In all three components are learned one after another.",
      source: "slide: incremental learning", paper: "visible in the plots",
      reason: "bounds of the dynamics figure on the next curve at half height of one",
      checks: zip(["MF", "TF", "HTF"], zip(panels, [0.05, 0.05, 0.15])).map { name, panel in
        Claim.Check(
          "\(name): largest share of the next", panel.0.largestShareOfNext(5), atMost: panel.1)
      })
  }
}
