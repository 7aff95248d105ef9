// Hierarchical 2022, growth exponents (our figure): how fast a component grows against its size, for
// matrix factorization of depth 2, 3 and 4.
//
// Claim: the speed, divided by the alignment with the gradient, is K·s^(2-2/K). Cost: three runs with a
// singular value decomposition every other iteration, a few core-seconds.

import Analysis
import Plotting
import Records

enum Exponents {
  static let id = "hierarchical2022-exponents"
  static let depths = [2, 3, 4]

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, kind: .ours, title: "Growth exponents",
    source: "theorem on the dynamics of singular values",
    caption: """
      Growth of the two largest singular values of matrix factorizations of depth 2, 3 and 4: speed \
      divided by alignment with the negative gradient, against size. The dashed line is the law of \
      gradient flow, depth times size to the power 2 − 2/depth. Fitted exponents of the first \
      singular value: {{value hierarchical2022-exponents exponent-2 4s}}, \
      {{value hierarchical2022-exponents exponent-3 4s}} and \
      {{value hierarchical2022-exponents exponent-4 4s}}. This figure is ours.
      """,
    alternative: """
      Three log-log panels in which the points of two singular values lie on straight lines of \
      increasing slope with the depth.
      """,
    runs: { _ in depths.map { run($0).planned } },
    analyse: analyse,
    picture: picture)

  /// The sizes that enter the fits (sheet 6.2).
  private static let window = 0.1...20

  private static func run(_ depth: Int) -> MatrixDynamicsRun {
    MatrixDynamicsRun(
      depth: depth, std: depth == 4 ? 1e-2 : 1e-3, iterations: 3000, every: 2,
      columns: [1, 2].flatMap { index in
        ["growthSize", "growthSpeed", "growthGamma"].map { Observable($0, index) }
      } + ["stepSize"],
      name: "growth-depth\(depth)", seconds: 3)
  }

  private static func points(_ run: Run, _ component: Int) -> [GrowthFit.Point] {
    let trace = run.trace(replicate: 1)
    return GrowthFit.points(
      size: trace[numbers: "growthSize[\(component)]"],
      speed: trace[numbers: "growthSpeed[\(component)]"],
      gamma: trace[numbers: "growthGamma[\(component)]"], step: trace[numbers: "stepSize"],
      window: window)
  }

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    var rows: [(depth: Int, component: Int, point: GrowthFit.Point)] = []
    var fits: [(depth: Int, component: Int, fit: GrowthFit?)] = []
    for depth in depths {
      for component in [1, 2] {
        let points = points(library[run(depth).id], component)
        rows += points.map { (depth, component, $0) }
        fits.append((depth, component, GrowthFit(points)))
      }
    }
    var quantities: [String: Quantity] = [:]
    for (depth, component, fit) in fits where component == 1 {
      quantities["exponent-\(depth)"] = fit.map {
        Quantity($0.exponent, "fitted exponent of the first singular value, depth \(depth)")
      }
    }
    return Findings(
      table: Table([
        .init("depth", .numbers(rows.map { Double($0.depth) })),
        .init("component", .numbers(rows.map { Double($0.component) })),
        .init("size", .numbers(rows.map(\.point.size))),
        .init("rate", .numbers(rows.map(\.point.rate))),
      ]), quantities: quantities, claims: depths.map { depth in claim(depth, fits) })
  }

  private static func claim(
    _ depth: Int, _ fits: [(depth: Int, component: Int, fit: GrowthFit?)]
  ) -> Claim {
    let exponent = 2 - 2 / Double(depth)
    let isPublished = depth == 3
    return Claim(
      isPublished ? "MF8" : "MF8-depth\(depth)", figure: id,
      "At depth \(depth) singular values grow at \(depth) times their size to the power "
        + "2 − 2/\(depth), times their alignment with the gradient.",
      source: "theorem on the dynamics of singular values, as stated in hierarchical 2022",
      paper: "exponent \(canonicalText(of: (exponent * 1000).rounded() / 1000)), "
        + "coefficient \(depth), exact for balanced gradient flow",
      reason: "±0.03 and ±0.2 over sizes 0.1 to 20"
        + (isPublished ? "" : "; this depth is our addition, to the same tolerance"),
      checks: fits.filter { $0.depth == depth }.flatMap { _, component, fit in
        [
          Claim.Check(
            "singular value \(component): exponent", fit?.exponent, near: exponent, within: 0.03),
          Claim.Check(
            "singular value \(component): coefficient", fit?.coefficient, near: Double(depth),
            within: 0.2),
        ]
      })
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let panels = depths.map { depth in
      let rows = table.rows(where: "depth", is: Double(depth))
      let points = [1, 2].map { component in
        let chosen = rows.rows(where: "component", is: Double(component))
        return Mark.markers(
          DataPoint.zip(chosen[numbers: "size"], chosen[numbers: "rate"]),
          style(component))
      }
      let law = Mark.line(
        GrowthLaw.points(order: depth, over: window), LineStyle(.black, width: 1, dash: .dashed))
      return Panel(
        size: Size(width: 150, height: 130), title: RichText(plain: "matrix, depth \(depth)"),
        x: Axis("singular value //s//", scale: .log10, limits: .automatic),
        y: Axis("growth rate / γ", scale: .log10), marks: points + [law],
        legend: Legend(
          .upperLeft,
          [1, 2].map { Legend.Entry(RichText(plain: "no. \($0)"), marker: style($0)) } + [
            Legend.Entry(
              RichText("\(depth) //s//^{2−2/\(depth)}"),
              line: LineStyle(.black, width: 1, dash: .dashed))
          ], handleLength: 1.5),
        style: PanelStyle(titleSize: 12, labelSize: 11, tickSize: 9, legendSize: 9))
    }
    return Figure(id: id, panels: panels, columnGap: 50)
  }

  private static func style(_ component: Int) -> MarkerStyle {
    MarkerStyle(
      component == 1 ? .circle : .triangleUp, size: 3.5, fill: Color.tab10[component - 1])
  }
}
