// The 2022 post's Figure 1: the matrix panel of hierarchical 2022's dynamics alone (sheet 5.2).

import Analysis
import Plotting
import Records

enum Post2022Figure1 {
  static let id = "post2022-fig1"

  static let figure = FigureDefinition(
    id: id, work: .posts, title: "Dynamics of matrix factorization", source: "2022 post, Figure 1",
    caption: """
      Singular values in gradient descent over matrix factorization: the matrix panel of the dynamics \
      figure. They rise one after another, the first at iteration {{value post2022-fig1 rise-1 d}}, the \
      fifth at {{value post2022-fig1 rise-5 d}}; the other five stay at zero.
      """,
    alternative: """
      Five curves rise steeply to plateaus one after another, the first above 30, the fifth last; \
      five more lie on the zero line.
      """,
    runs: { _ in [MatrixDynamicsRun.published.planned] },
    analyse: { library, _ in
      PostPanel(figure: id, curves: ThreeDynamics.matrix(library)).findings(
        "Incremental learning leads to low matrix rank.", share: 0.05)
    },
    picture: { table, _ in PostPanel.picture(table, id: id, panel) })

  private static let panel = ComponentPanel(
    label: "singular values", size: Size(width: 178, height: 82),
    values: [0, 20, 40])
}
