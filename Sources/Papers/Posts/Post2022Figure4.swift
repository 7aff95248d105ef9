// The 2022 post's Figure 4: the hierarchical panel of hierarchical 2022's dynamics alone (sheet 5.2).

import Analysis
import Plotting
import Records

enum Post2022Figure4 {
  static let id = "post2022-fig4"

  static let figure = FigureDefinition(
    id: id, work: .posts, title: "Dynamics of hierarchical tensor factorization",
    source: "2022 post, Figure 4",
    caption: """
      Local component norms at the root in gradient descent over hierarchical tensor factorization: the \
      hierarchical panel of the dynamics figure. They rise one after another, the first at iteration \
      {{value post2022-fig4 rise-1 d}}, the fifth at {{value post2022-fig4 rise-5 d}}; the others \
      stay near zero.
      """,
    alternative: """
      A first curve climbs in stairs and comes down when four lower ones rise after it, one by one; \
      the others lie near the zero line.
      """,
    runs: { preset in [HierarchicalDynamicsRun.shown(preset).planned] },
    analyse: { library, preset in
      PostPanel(figure: id, curves: ThreeDynamics.hierarchical(library, preset)).findings(
        "Incremental learning leads to low hierarchical tensor rank.", share: 0.15)
    },
    picture: { table, _ in PostPanel.picture(table, id: id, panel) })

  private static let panel = ComponentPanel(
    label: "local\ncomponent norms", size: Size(width: 176, height: 83.5),
    values: [0, 5, 10, 15])
}
