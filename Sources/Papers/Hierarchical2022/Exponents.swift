// Hierarchical 2022, growth exponents (our figure): how fast a component grows against its size, for
// matrix factorization of depth 2, 3 and 4, tensor factorization of order 3, 4 and 5, and hierarchical
// tensor factorization at the root and at a node below.
//
// Claim: the speed, divided by the alignment with the gradient, is K·s^(2-2/K). Cost: three runs with
// singular value decompositions, a hierarchical one of width 128, and some small ones: fifteen
// core-seconds.

import Analysis
import Plotting
import Records

enum Exponents {
  static let id = "hierarchical2022-exponents"

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, kind: .ours, title: "Growth exponents",
    source: "theorems on the dynamics of singular values and of (local) component norms",
    caption: """
      Growth of components: speed divided by alignment with the negative gradient, against size. Above: \
      the two largest singular values of matrix factorizations of depth 2, 3 and 4. Middle: the two \
      largest components of the dynamics figure's tensor factorization, and the largest of smaller ones \
      of order 3, 4 and 5 in double precision. Below: local components of a hierarchical \
      tensor factorization of width 128, at the root and at the node {1, 2}, where three vectors make a \
      component. The dashed line is the law of balanced gradient flow, K times size to the power 2 − 2/K. \
      Fitted exponents: {{value hierarchical2022-exponents matrix-2 4s}}, \
      {{value hierarchical2022-exponents matrix-3 4s}} and \
      {{value hierarchical2022-exponents matrix-4 4s}} for matrices, \
      {{value hierarchical2022-exponents tensor-3 4s}}, \
      {{value hierarchical2022-exponents tensor-4 4s}} and \
      {{value hierarchical2022-exponents tensor-5 4s}} for tensors, \
      {{value hierarchical2022-exponents root 4s}} and {{value hierarchical2022-exponents node 4s}} for \
      the hierarchical factorization. This figure is ours.
      """,
    alternative: """
      Eight log-log panels in which the points of several components lie on straight lines, steeper the \
      more factors make a component.
      """,
    runs: { _ in
      depths.map { matrixRun($0).planned } + [TensorDynamicsRun.growth.planned]
        + TensorGrowthClaims.runs.map(\.planned)
        + [HierarchicalDynamicsRun.narrow.planned, HierarchicalDynamicsRun.precise.planned]
    },
    analyse: { library, _ in
      let panels = panels(library)
      return Findings(
        table: table(panels), quantities: quantities(panels),
        claims: ExponentsClaims(figure: id, panels: panels, library: library).all
          + TensorGrowthClaims(figure: id, library: library).all)
    },
    picture: { table, _ in ExponentsPicture(table: table).figure(id: id) })

  private static let depths = [2, 3, 4]

  /// The sizes that enter the fits of matrix and tensor factorization (sheet 6.2).
  private static let window = 0.1...20

  static func matrixRun(_ depth: Int) -> MatrixDynamicsRun {
    MatrixDynamicsRun(
      depth: depth, std: depth == 4 ? 1e-2 : 1e-3, iterations: 1600, every: 4,
      columns: GrowthColumns.matrix([1, 2]) + ["stepSize"], name: "growth-depth\(depth)",
      seconds: 1)
  }

  private static func panels(_ library: RunLibrary) -> [GrowthPanel] {
    let published = tensor(library)
    return depths.map { matrix($0, library) }
      + [3, 4, 5].map { order in
        let small = GrowthPanel.Curve("small", TensorGrowth(.order(order), in: library).points)
        return GrowthPanel(
          key: "tensor-\(order)", factors: order,
          curves: (order == 3 ? published.curves : []) + [small])
      } + [root(library), node(library)]
  }

  /// The two largest singular values.
  static func matrix(_ depth: Int, _ library: RunLibrary) -> GrowthPanel {
    panel("matrix-\(depth)", factors: depth, [1, 2], library[matrixRun(depth).id], window)
  }

  /// The two largest components of the work's tensor problem.
  static func tensor(_ library: RunLibrary) -> GrowthPanel {
    panel("tensor-3", factors: 3, [1, 2], library[TensorDynamicsRun.growth.id], window)
  }

  /// The first component at the root rises from where the start is far from balanced, so the others
  /// are looked at (sheet 6.2).
  static func root(_ library: RunLibrary) -> GrowthPanel {
    panel(
      "root", factors: 3, node: HierarchicalDynamicsRun.root, [2, 3, 4, 5],
      library[HierarchicalDynamicsRun.narrow.id], 0.03...10)
  }

  private static func node(_ library: RunLibrary) -> GrowthPanel {
    panel(
      "node", factors: 3, node: [1, 2], [1, 2, 3, 4, 5],
      library[HierarchicalDynamicsRun.narrow.id], 0.3...10)
  }

  private static func panel(
    _ key: String, factors: Int, node: [Int] = [], _ numbers: [Int], _ run: Run,
    _ window: ClosedRange<Double>
  ) -> GrowthPanel {
    GrowthPanel(
      key: key, factors: factors,
      curves: numbers.map { number in
        .init(
          "no. \(number)", GrowthColumns.points(of: number, node: node, in: run, window: window))
      })
  }

  private static func table(_ panels: [GrowthPanel]) -> Table {
    let rows = panels.flatMap { panel in
      panel.curves.flatMap { curve in curve.points.map { (panel.key, curve.name, $0) } }
    }
    return Table([
      .init("panel", .words(rows.map(\.0))), .init("component", .words(rows.map(\.1))),
      .init("size", .numbers(rows.map(\.2.size))), .init("rate", .numbers(rows.map(\.2.rate))),
    ])
  }

  private static func quantities(_ panels: [GrowthPanel]) -> [String: Quantity] {
    var quantities: [String: Quantity] = [:]
    for panel in panels {
      quantities[panel.key] = panel.fit.map {
        Quantity($0.exponent, "fitted exponent, all points of the panel '\(panel.key)'")
      }
    }
    return quantities
  }
}

/// The growth of some components of one factorization.
struct GrowthPanel: Sendable {
  var key: String
  /// How many factors make a component: K of the law.
  var factors: Int
  var curves: [Curve]

  /// One component's growth.
  struct Curve: Sendable {
    var name: String
    var points: [GrowthFit.Point]

    init(_ name: String, _ points: [GrowthFit.Point]) {
      self.name = name
      self.points = points
    }

    var fit: GrowthFit? { GrowthFit(points) }
  }

  /// 2 − 2/K.
  var exponent: Double { 2 - 2 / Double(factors) }

  /// Over all points.
  var fit: GrowthFit? { GrowthFit(curves.flatMap(\.points)) }
}
