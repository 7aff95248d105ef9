// The talk's slides on long-range tasks: what networks solve and what they do not, and what regularization
// changes (locality sheet 7.4). Inputs and accuracies are those of hierarchical2022-samples and
// hierarchical2022-locality; the layout is ours.

import Analysis
import Plotting
import Records

enum Tasks {
  static let id = "talk-tasks"

  static let figure = FigureDefinition(
    id: id, work: .talk, title: "What networks see and what they miss", source: "talk",
    caption: """
      Inputs of the two tasks at the smallest and the largest range, with a tick where an ordinary network \
      solves the task and a cross where it is at chance, as on the slides; below each, test accuracies \
      without and with regularization, from the runs of [](figure:hierarchical2022-locality). Pathfinder \
      has accuracies in the paper preset alone: elsewhere networks are trained on smaller images than these, and \
      its marks are the talk's statement.
      """,
    alternative: """
      Two pairs of pictures. Left in each the two things to be related are close, with a green tick; right \
      they are far apart, with a red cross. Below Is Same Class stand the test accuracies without and with \
      regularization.
      """,
    runs: { preset in
      InputSheets(preset: preset).planned + studies(preset).flatMap(\.planned)
    },
    analyse: { library, preset in findings(library, preset) },
    picture: { table, preset in picture(table, preset) })

  /// The studies of inputs like those shown.
  private static func studies(_ preset: Preset) -> [LocalityStudy] {
    [.sameClass(preset)] + (preset == .paper ? [.pathfinder(preset)] : [])
  }

  /// The samples' table, each row with the accuracies at its range; −1 where no network was trained.
  private static func findings(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let samples = InputSheets(preset: preset).table(of: library)
    let results = studies(preset).map { LocalityResults($0, in: library) }
    func accuracies(_ isRegularized: Bool) -> [Double] {
      zip(samples[words: "task"], samples[numbers: "range"]).map { task, range in
        let study = results.first { $0.study.task.rawValue == task }
        let cell = study.map { $0[Int(range), isRegularized ? $0.strongest : 0] }
        return cell?.test?.mean ?? -1
      }
    }
    return Findings(
      table: Table(
        samples.columns + [
          .init("without", .numbers(accuracies(false))), .init("with", .numbers(accuracies(true))),
        ]),
      quantities: [:], claims: [])
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let pictures = InputPictures(table: table)
    let distances = InputSheets(preset: preset).distances
    func panels(_ task: LocalityStudy.Task, _ ranges: [Int], width: Double) -> [Panel] {
      zip(ranges, [true, false]).flatMap { range, isSolved in
        let rows = table.rows(where: "task", is: task.rawValue)
          .rows(where: "range", is: Double(range))
        return [
          pictures.panel(task, range, true, width: width, title: words(task, range, rows)),
          verdict(isSolved),
        ]
      }
    }
    return Figure(
      id: id,
      rows: [
        Figure.Row(
          panels(.sameClass, [distances.near, distances.far], width: 190), title: "Is Same Class"),
        Figure.Row(panels(.pathfinder, [3, 9], width: 190), title: "Pathfinder"),
      ], columnGap: 8, rowGap: 24)
  }

  private static func words(
    _ task: LocalityStudy.Task, _ range: Int, _ rows: Table
  ) -> RichText {
    let range = task == .sameClass ? "distance \(range)" : "\(range) dashes"
    guard let without = rows[numbers: "without"].first, without >= 0,
      let with = rows[numbers: "with"].first
    else { return RichText(plain: range) }
    return RichText(
      plain: "\(range): \(Int(without.rounded())) %, regularized \(Int(with.rounded())) %")
  }

  /// A green tick or a red cross.
  private static func verdict(_ isSolved: Bool) -> Panel {
    var drawing = Drawing()
    let stroke = Stroke(isSolved ? .tabGreen : .tabRed, width: 4)
    if isSolved {
      drawing.polyline([Point(2, 12), Point(8, 19), Point(20, 3)], stroke)
    } else {
      drawing.polyline([Point(3, 3), Point(19, 19)], stroke)
      drawing.polyline([Point(19, 3), Point(3, 19)], stroke)
    }
    return Panel(size: Size(width: 26, height: 23), drawing: drawing)
  }
}
