// Hierarchical 2022, supplement to the dynamics: local component norms at two nodes of the tree, and the
// singular values of two matricizations of the end tensor, one of a node and one of none (sheet 5.3).
//
// Claim: what the root's components do is seen in the matricization of a node of the tree, which stays of
// low rank; the other does not. Cost: the hierarchical run of the dynamics figure.

import Analysis
import Plotting
import Records

enum TreeNodes {
  static let id = "hierarchical2022-nodes"

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, title: "Nodes and matricizations",
    source: "supplementary dynamics figure; only its plot configuration was available",
    caption: """
      The hierarchical run of the dynamics figure: the ten largest local component norms at the nodes \
      {1, 2} and {1, 2, 3, 4}, and the ten largest singular values of the end tensor's matricizations \
      with rows {1, 2}, a node of the tree, and {1, 3}, not a node. Their effective ranks end at \
      {{value hierarchical2022-nodes rank-node 3s}} and {{value hierarchical2022-nodes rank-other 3s}}. \
      The published picture was not available; its ticks suggest a run with another target.
      """,
    alternative: """
      Four panels. At the node a handful of curves rise in several steps, at the root up to five one \
      after another. In the third panel as many singular values rise with the root's curves; in the \
      fourth all ten rise almost together and stay spread out.
      """,
    runs: { preset in [HierarchicalDynamicsRun.shown(preset).planned] },
    analyse: analyse, picture: picture)

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let run = library[HierarchicalDynamicsRun.shown(preset).id]
    let nodes = [[1, 2], HierarchicalDynamicsRun.root].map {
      ComponentCurves(run, HierarchicalDynamicsRun.curve($0))
    }
    let spectra = [[1, 2], [1, 3]].map {
      ComponentCurves(run, HierarchicalDynamicsRun.singularValue($0))
    }
    let claims = TreeNodesClaims(figure: id, run: run, root: nodes[1], spectra: spectra)
    return Findings(
      table: ComponentPanel.table((nodes + spectra).map { $0.afterDeadPhase() }),
      quantities: [
        "rank-node": Quantity(claims.effectiveRank([1, 2]) ?? 0, "effective rank, rows {1, 2}"),
        "rank-other": Quantity(claims.effectiveRank([1, 3]) ?? 0, "effective rank, rows {1, 3}"),
        "rank-target": Quantity(
          run.extremes("targetRank")?.least ?? 0, "effective rank of the target, rows {1, 2}"),
      ], claims: claims.all)
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let norms = RichText("local component norms")
    let size = Size.inches(1.94, 1.59)
    let panels = [
      ComponentPanel(title: "node {1, 2}", label: norms, size: size),
      ComponentPanel(
        title: "node {1, 2, 3, 4}", label: norms, size: size,
        values: [0, 4, 8, 12, 16]),
      ComponentPanel(
        title: "matricization {1, 2}", label: "singular values", size: size,
        colors: Color.viridis10),
      ComponentPanel(
        title: "matricization {1, 3}", label: "singular values", size: size,
        colors: Color.viridis10),
    ]
    return ComponentPanel.figure(id: id, panels, of: table, gap: 50)
  }
}
