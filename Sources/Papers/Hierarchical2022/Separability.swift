// What stands behind the accuracies on long-range tasks (our figure, locality sheet 7.6): how separable the
// networks are during training, and how well they fit what they are trained on. The runs are those of
// hierarchical2022-locality.

import Analysis
import Plotting
import Records

enum Separability {
  static let id = "hierarchical2022-separability"

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, kind: .ours, title: "Separability and memory",
    source: "experiment on convolutional networks",
    caption: """
      Left: R on held-out inputs at the largest range, against epochs, a curve for each seed; it is 1 where \
      the two regions do not interact. Right: accuracy on the \
      training inputs (dashed) beside test accuracy (solid) after the last epoch; points and bars are means \
      and standard deviations over seeds. The runs are those of [](figure:hierarchical2022-locality); \
      beside Pathfinder's stands what the distance of the dots alone tells. This figure is ours.
      """,
    alternative: """
      Without regularization R stays just below one at the largest range; with the largest coefficient it \
      falls to about a half or less on Is Same Class. Training accuracies are high at every range, test \
      accuracy of the unregularized networks falls to chance.
      """,
    runs: { preset in
      Locality.studies(.resNet18, preset).flatMap(\.planned)
    },
    analyse: { findings($0, $1) },
    picture: { table, preset in picture(table, preset) })

  private static func findings(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let results = Locality.studies(.resNet18, preset).map { LocalityResults($0, in: library) }
    let same = results[0]
    let measured: [(String, Double?, String)] = [
      ("plain", same[same.far, 0].separability?.mean, "R at the largest distance, no regularizer"),
      (
        "regularized", same[same.far, same.strongest].separability?.mean,
        "R at the largest distance, largest coefficient"
      ),
      ("near", same[same.near, 0].separability?.mean, "R at the smallest distance, no regularizer"),
    ]
    var quantities: [String: Quantity] = [:]
    for (key, value, meaning) in measured { quantities[key] = value.map { Quantity($0, meaning) } }
    return Findings(
      table: table(results), quantities: quantities, claims: [])
  }

  // MARK: Table

  /// Accuracies, and below them a row for every measurement of R at the largest range: `epoch` 0 marks the
  /// former, and `seed` and `separability` are theirs alone.
  private static func table(_ results: [LocalityResults]) -> Table {
    let accuracies = Table.locality(results)
    let curves = results.flatMap { results in
      results.study.coefficients.flatMap { curve(results, $0) }
    }
    func none(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }
    func words(_ name: String, _ more: [String]) -> Table.Column {
      .init(name, .words(accuracies[words: name] + more))
    }
    func numbers(_ name: String) -> Table.Column {
      .init(name, .numbers(accuracies[numbers: name] + none(curves.count)))
    }
    func only(_ name: String, _ values: [Double]) -> Table.Column {
      .init(name, .numbers(none(accuracies.rowCount) + values))
    }
    return Table([
      words("task", curves.map(\.task)), words("series", curves.map(\.series)), numbers("range"),
      numbers("test"), numbers("testSpread"), numbers("train"), numbers("trainSpread"),
      only("seed", curves.map(\.seed)), only("epoch", curves.map(\.epoch)),
      only("separability", curves.map(\.value)),
    ])
  }

  private typealias Measurement = (
    task: String, series: String, seed: Double, epoch: Double, value: Double
  )

  private static func curve(_ results: LocalityResults, _ coefficient: Double) -> [Measurement] {
    results[results.far, coefficient].runs.flatMap { run -> [Measurement] in
      let trace = run.trace
      return (0..<trace.rowCount).map { row in
        (
          results.study.task.rawValue, "reg \(LocalityStudy.text(coefficient))",
          trace[numbers: "replicate"][row], trace[numbers: "iteration"][row],
          trace[numbers: "heldOutSeparability"][row]
        )
      }
    }
  }

  // MARK: Picture

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let accuracies = LocalityPicture(table: table.rows(where: "epoch", is: 0))
    let tasks: [LocalityStudy.Task] = Locality.studies(.resNet18, preset).map(\.task)
    return Figure(
      id: id,
      rows: tasks.map { task in
        let series = accuracies.series(task)
        return Figure.Row([
          curves(table.rows(where: "task", is: task.rawValue), series, task),
          accuracyPanel(accuracies, series, task),
        ])
      }, columnGap: 60, rowGap: 40)
  }

  private static func curves(
    _ rows: Table, _ series: [LocalityPicture.Series], _ task: LocalityStudy.Task
  ) -> Panel {
    let marks = series.flatMap { series -> [Mark] in
      let rows = rows.rows(where: "series", is: series.name)
      return Set(rows[numbers: "seed"]).sorted().filter { $0 > 0 }.flatMap { seed -> [Mark] in
        let rows = rows.rows(where: "seed", is: seed)
        let points = DataPoint.zip(rows[numbers: "epoch"], rows[numbers: "separability"])
        let marker = MarkerStyle(series.shape, size: 4, fill: series.color)
        return [.line(points, LineStyle(series.color, width: 1.2)), .markers(points, marker)]
      }
    }
    return Panel(
      size: LocalityPicture.size, title: RichText(plain: "\(task.title), largest range"),
      x: Axis("epoch", limits: Limits(low: 0)),
      y: Axis("R, held out", limits: Limits(low: 0, high: 1.03)), marks: marks,
      legend: Legend(.lowerLeft, series.map(\.entry)), style: LocalityPicture.style)
  }

  private static func accuracyPanel(
    _ picture: LocalityPicture, _ series: [LocalityPicture.Series], _ task: LocalityStudy.Task
  ) -> Panel {
    let rule = task == .pathfinder ? picture.marks(task, [LocalityPicture.rule]) : []
    let entries = [
      Legend.Entry("training", line: LineStyle(.black, dash: .dashed)),
      Legend.Entry("test", line: LineStyle(.black)),
    ]
    return Panel(
      size: LocalityPicture.size, title: RichText(plain: task.title), x: picture.axis(task),
      y: Axis(
        "accuracy (%)", limits: Limits(low: 45, high: 102), ticks: .at([50, 60, 70, 80, 90, 100])),
      marks: rule + picture.marks(task, series, column: "train", dash: .dashed)
        + picture.marks(task, series),
      legend: Legend(
        .lowerLeft,
        entries + (task == .pathfinder ? [LocalityPicture.rule.entry] : [])),
      style: LocalityPicture.style)
  }
}
