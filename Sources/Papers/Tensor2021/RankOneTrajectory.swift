// Tensor 2021, the theorem on rank-one trajectories at work (our figure): a factorization of many components,
// one of them ahead, beside one of a single component from the same start (sheet 7, T4).
//
// Claim: the smaller the start, the nearer the two trajectories. Cost: eight tiny runs, a core-second.

import Analysis
import Plotting
import Records
import Theory

enum RankOneTrajectory {
  static let id = "tensor2021-trajectory"

  static let figure = FigureDefinition(
    id: id, work: .tensor2021, kind: .ours, title: "Rank-one trajectories",
    source: "theorem on rank-one trajectories",
    caption: """
      Huber-loss completion of a tensor of rank one by {{value tensor2021-trajectory components d}} \
      components, the first of them ahead of the others by as much as the theorem asks \
      ({{value tensor2021-trajectory separation 3s}} times, and a tenth more), against the time since \
      the tensor reached half its norm. Left: its norm, and that of a single component from the same \
      start (dashed). Right: the distance between the two tensors, for four lengths of the first \
      component's vectors at the start. This figure is ours.
      """,
    alternative: """
      Left: four curves and a dashed one rise in the same steep step to one. Right: four curves, one \
      below the other, the lower the shorter the vectors at the start.
      """,
    runs: { _ in lengths.flatMap { length in [many, 1].map { run(length, $0).planned } } },
    analyse: { library, _ in analyse(library) },
    picture: { table, _ in picture(table) })

  /// The lengths of the first component's vectors at the start (sheet 7).
  private static let lengths = [0.1, 0.05, 0.02, 0.01]

  /// The number of components beside one.
  private static let many = 20

  private static func run(_ length: Double, _ components: Int) -> TrajectoryRun {
    TrajectoryRun(length: length, components: components)
  }

  private static func pairs(_ library: RunLibrary) -> [TrajectoryPair] {
    lengths.map { length in
      TrajectoryPair(
        many: Trajectory(library[run(length, many).id]),
        one: Trajectory(library[run(length, 1).id]))
    }
  }

  private static func analyse(_ library: RunLibrary) -> Findings {
    let pairs = pairs(library)
    var quantities = [
      "components": Quantity(Double(many), "components of the factorization"),
      "separation": Quantity(
        TrajectoryRun.start(many).separation,
        "how many times longer than others the first component's vectors have to be"),
    ]
    for (key, pair) in zip(["largest", "smallest"], [pairs.first, pairs.last]) {
      quantities["distance-\(key)"] = pair?.largestDistance.map {
        Quantity($0, "largest distance of the trajectories, \(key) start")
      }
    }
    return Findings(table: table(pairs), quantities: quantities, claims: [claim(pairs)])
  }

  /// The times that are drawn: the rise, and what follows.
  private static let shown = -60.0...100

  private static func table(_ pairs: [TrajectoryPair]) -> Table {
    let rows = zip(lengths, pairs).flatMap { length, pair in
      pair.points.filter { shown.contains($0.time) }.map { (start: length, point: $0) }
    }
    func column(_ name: String, _ value: (TrajectoryPair.Point) -> Double) -> Table.Column {
      Table.Column(name, .numbers(rows.map { value($0.point) }))
    }
    return Table([
      .init("start", .numbers(rows.map(\.start))), column("time", \.time),
      column("norm", \.norm), column("single", \.single), column("distance", \.distance),
    ])
  }

  private static func claim(_ pairs: [TrajectoryPair]) -> Claim {
    let distances = pairs.map(\.largestDistance)
    let ratios = lengths.indices.dropFirst().map { place in
      let ratio = distances[place - 1].flatMap { before in distances[place].map { $0 / before } }
      return Claim.Check(
        "start no. \(place + 1): ratio to the one before", ratio, atMost: 1.0.nextDown)
    }
    return Claim(
      "T-e", figure: id,
      "From small starts a factorization follows the trajectory of a single component, the more "
        + "closely the smaller the start.",
      source: "theorem on rank-one trajectories and its corollary",
      paper: "within any distance, for any time, below some scale of the start",
      reason: "the largest distance falls with every smaller start and is below 0.05 at the last; "
        + "the tensor ends within 0.01 of the target, all in units of the target's norm",
      checks: ratios + [
        Claim.Check("distance from the smallest", pairs.last?.largestDistance, atMost: 0.05),
        Claim.Check("error at the end", pairs.last?.finalError, atMost: 0.01),
      ])
  }

  private static func picture(_ table: Table) -> Figure {
    let rows = lengths.map { table.rows(where: "start", is: $0) }
    let colors = [0, 3, 5, 8].map { Color.viridis10[$0] }
    func lines(_ column: String) -> [Mark] {
      zip(rows, colors).map { rows, color in
        Mark.line(DataPoint.zip(rows[numbers: "time"], rows[numbers: column]), LineStyle(color))
      }
    }
    let dashed = LineStyle(.black, width: 1, dash: .dashed)
    let last = rows[rows.count - 1]
    let single = Mark.line(DataPoint.zip(last[numbers: "time"], last[numbers: "single"]), dashed)
    let legend = Legend(
      .lowerRight,
      zip(lengths, colors).map { length, color in
        Legend.Entry(RichText(plain: canonicalText(of: length)), line: LineStyle(color))
      } + [Legend.Entry("one component", line: dashed)], handleLength: 1.5)
    func panel(_ label: RichText, _ scale: Scale, _ marks: [Mark], _ legend: Legend?) -> Panel {
      Panel(
        size: Size(width: 200, height: 140), x: Axis("time since half the norm", limits: .tight),
        y: Axis(label, scale: scale), marks: marks, legend: legend,
        style: PanelStyle(labelSize: 11, tickSize: 9, legendSize: 8))
    }
    return Figure(
      id: id,
      panels: [
        panel("norm of the tensor", .linear, lines("norm") + [single], legend),
        panel("distance", .log10, lines("distance"), nil),
      ], columnGap: 60)
  }
}
