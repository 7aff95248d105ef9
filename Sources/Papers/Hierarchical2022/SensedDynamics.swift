// Hierarchical 2022, sensing versions of the dynamics figure: inner products with random matrices and
// tensors are observed instead of entries (sheet 3.3, 5.4).
//
// Claim: as the dynamics figure. Cost: dense measurements of the matrix half a core-minute, rank-one
// measurements of the tensor ten core-seconds, of the hierarchical tensor at width 64 a core-minute.

import Analysis
import Plotting
import Records

enum SensedDynamics {
  static let id = "hierarchical2022-sensing"

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, title: "The dynamics under sensing",
    source: "appendix figures of this kind are recalled; none was available",
    caption: """
      As the dynamics figure, from half as many linear measurements as there are entries: of the matrix \
      inner products with matrices of independent normal entries, of the tensors with outer products of \
      independent normal vectors, which are the outputs of the corresponding networks on those vectors. \
      Target, loss, initialization and step rule are those of completion. The layout is that of the \
      dynamics figure. Every measurement runs through the whole network, so the hierarchical \
      factorization has width 512 in the paper preset alone, width 64 in the standard one; the quick \
      preset has a matrix of 32×32 and a tensor of 8×8×8, both of rank 3, and no third panel.
      """,
    alternative: """
      Panels in which a few curves leave the zero line one after another, steeply, and level off, while \
      the others stay at zero.
      """,
    runs: { preset in
      [MatrixDynamicsRun.sensing(preset).planned, TensorDynamicsRun.sensing(preset).planned]
        + (HierarchicalDynamicsRun.sensing(preset).map { [$0.planned] } ?? [])
    },
    analyse: analyse,
    picture: { table, preset in
      let all = [ComponentPanel.matrix, .tensor, .hierarchical]
      return ComponentPanel.figure(
        id: id, all.prefix(preset == .quick ? 2 : 3).map(\.withAutomaticTicks), of: table)
    })

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let matrix = library[MatrixDynamicsRun.sensing(preset).id]
    let tensor = library[TensorDynamicsRun.sensing(preset).id]
    let hierarchical = HierarchicalDynamicsRun.sensing(preset).map { library[$0.id] }
    let claims = SensedDynamicsClaims(
      figure: id, rank: preset == .quick ? 3 : 5, matrix: matrix, tensor: tensor,
      hierarchical: hierarchical)
    return Findings(
      table: ComponentPanel.table(claims.panels.map { $0.afterDeadPhase() }),
      quantities: [:], claims: claims.all)
  }
}
