// Hierarchical 2022, main dynamics figure: the ten largest components of a matrix, a tensor and a
// hierarchical tensor factorization over the iterations (sheet 5.1).
//
// Claim: in all three a few components are learned one after another, as many as the target's rank.
// Cost: the hierarchical run, the longest of the preset, about a minute of one core; the others a second.

import Analysis
import Plotting
import Records

enum ThreeDynamics {
  static let id = "hierarchical2022-dynamics"

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, title: "Three factorizations, one dynamics",
    source: "main dynamics figure; its number in the work is recalled to be 3",
    caption: """
      The ten largest singular values of a matrix factorization of depth 3, component norms of a tensor \
      factorization of order 3, and local component norms at the root of a hierarchical tensor \
      factorization of order 4 (width {{value hierarchical2022-dynamics width d}}), over the iterations \
      of gradient descent. Each completes 4096 entries of rank 5 from 2048 of them; the first components \
      rise at iterations {{value hierarchical2022-dynamics matrix-1 d}}, \
      {{value hierarchical2022-dynamics tensor-1 d}} and \
      {{value hierarchical2022-dynamics hierarchical-1 d}}, the fifth at \
      {{value hierarchical2022-dynamics matrix-5 d}}, {{value hierarchical2022-dynamics tensor-5 d}} and \
      {{value hierarchical2022-dynamics hierarchical-5 d}}. As in the published figure the third panel \
      leaves out most of the time before the first rise. The hierarchical order, the mode size and the \
      target's widths are inferred from the program's defaults. Targets, observations and weights are \
      our own draws with seeds fixed beforehand: none are published. The quick preset has width 128, \
      with a later start.
      """,
    alternative: """
      Three panels in each of which up to five curves leave the zero line one after another, steeply, and \
      level off, the first highest; the others stay near zero. In the third panel the first curve climbs in \
      stairs and comes down when others appear.
      """,
    runs: { preset in
      [
        MatrixDynamicsRun.published.planned, TensorDynamicsRun.published.planned,
        HierarchicalDynamicsRun.shown(preset).planned,
      ]
    },
    analyse: analyse,
    picture: { table, _ in
      ComponentPanel.figure(id: id, [.matrix, .tensor, .hierarchical], of: table)
    })

  static func matrix(_ library: RunLibrary) -> ComponentCurves {
    ComponentCurves(library[MatrixDynamicsRun.published.id], MatrixDynamicsRun.curve)
  }

  static func tensor(_ library: RunLibrary) -> ComponentCurves {
    ComponentCurves(library[TensorDynamicsRun.published.id], TensorDynamicsRun.curve)
  }

  static func hierarchical(_ library: RunLibrary, _ preset: Preset) -> ComponentCurves {
    ComponentCurves(
      library[HierarchicalDynamicsRun.shown(preset).id],
      HierarchicalDynamicsRun.curve(HierarchicalDynamicsRun.root))
  }

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let panels = [matrix(library), tensor(library), hierarchical(library, preset)]
    let hierarchicalRun = HierarchicalDynamicsRun.shown(preset)
    let claims =
      MatrixDynamicsClaims(figure: id, run: library[MatrixDynamicsRun.published.id]).all
      + TensorDynamicsClaims(figure: id, run: library[TensorDynamicsRun.published.id]).all
      + HierarchicalDynamicsClaims(figure: id, run: library[hierarchicalRun.id], preset: preset).all
    var quantities = rises(panels)
    quantities["width"] = Quantity(
      Double(hierarchicalRun.width), "local components at every interior node")
    quantities["overshoot"] = panels[2].highest(1).map {
      Quantity($0, "largest norm of the first local component")
    }
    quantities["hierarchical-end"] = panels[2].end(1).map {
      Quantity($0, "norm of the first local component at the end")
    }
    return Findings(
      table: ComponentPanel.table(panels.dropLast() + [panels[2].afterDeadPhase()]),
      quantities: quantities, claims: claims)
  }

  /// When the first and the fifth curve of each panel pass half of their final value.
  private static func rises(_ panels: [ComponentCurves]) -> [String: Quantity] {
    var quantities: [String: Quantity] = [:]
    for (name, curves) in zip(["matrix", "tensor", "hierarchical"], panels) {
      for number in [1, 5] {
        quantities["\(name)-\(number)"] = curves.halfway(number).map {
          Quantity(
            $0, unit: "iterations",
            "when curve \(number) of the \(name) panel passes half of its final value")
        }
      }
    }
    return quantities
  }
}
