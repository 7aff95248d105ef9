// The 2022 post's Figure 2: the tensor panel of hierarchical 2022's dynamics alone (sheet 5.2).

import Analysis
import Plotting
import Records

enum Post2022Figure2 {
  static let id = "post2022-fig2"

  static let figure = FigureDefinition(
    id: id, work: .posts, title: "Dynamics of tensor factorization", source: "2022 post, Figure 2",
    caption: """
      Component norms in gradient descent over tensor factorization: the tensor panel of the dynamics \
      figure. They rise one after another, the first at iteration {{value post2022-fig2 rise-1 d}}, the \
      fifth at {{value post2022-fig2 rise-5 d}}; the other five stay at zero.
      """,
    alternative: """
      Five curves rise steeply to plateaus one after another; five more lie on the zero line.
      """,
    runs: { _ in [TensorDynamicsRun.published.planned] },
    analyse: { library, _ in
      PostPanel(figure: id, curves: ThreeDynamics.tensor(library)).findings(
        "Incremental learning leads to low tensor rank.", share: 0.05)
    },
    picture: { table, _ in PostPanel.picture(table, id: id, panel) })

  private static let panel = ComponentPanel(
    label: "component norms", size: Size(width: 178, height: 81),
    values: [0, 20, 40])
}
