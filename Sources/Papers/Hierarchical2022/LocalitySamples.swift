// Inputs of the two long-range tasks as networks see them (locality sheet 7.5), and their pixels for the
// talk's slide. Cost: drawing a few thousand images.

import Analysis
import Plotting
import Records

enum LocalitySamples {
  static let id = "hierarchical2022-samples"

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, title: "Is Same Class and Pathfinder",
    source: "figure with samples (recalled)",
    caption: """
      Inputs of the two tasks. Above, Is Same Class: pairs of one class and of two, at the smallest \
      and the largest distance; the empty canvas has the mean colour of the data, which is zero to the network. \
      Below, Pathfinder: the two dots lie on one path, or on two, of three to nine dashes; the rest are \
      distractors. Is Same Class is shown at the preset's size: in the paper preset CIFAR-10 on 224 × 224 \
      pixels, elsewhere drawn gratings, averaged to 8 × 8 pixels. Pathfinder's images have the published \
      geometry. That the work has such a figure is recalled; the choice of inputs is the first of each kind.
      """,
    alternative: """
      A row of four canvases with two small pictures each, side by side at the left and far apart at the \
      right; below, two rows of four black squares with thin dashed white curves, two of them ending in dots.
      """,
    runs: { InputSheets(preset: $0).planned },
    analyse: { library, preset in
      Findings(
        table: InputSheets(preset: preset).table(of: library), quantities: [:], claims: [])
    },
    picture: { table, preset in picture(table, InputSheets(preset: preset)) })

  private static func picture(_ table: Table, _ sheets: InputSheets) -> Figure {
    let pictures = InputPictures(table: table)
    func panel(_ task: LocalityStudy.Task, _ range: Int, _ isPositive: Bool) -> Panel {
      pictures.panel(
        task, range, isPositive, width: 125, title: words(task, range, isPositive))
    }
    let distances = [sheets.distances.near, sheets.distances.far]
    let pairs = distances.flatMap { distance in
      [true, false].map { panel(.sameClass, distance, $0) }
    }
    let paths = [true, false].map { isJoined in
      PathfinderTasks.lengths.map { panel(.pathfinder, $0, isJoined) }
    }
    return Figure(id: id, rows: ([pairs] + paths).map { Figure.Row($0) }, columnGap: 12, rowGap: 10)
  }

  private static func words(
    _ task: LocalityStudy.Task, _ range: Int, _ isPositive: Bool
  ) -> RichText {
    switch task {
    case .sameClass:
      RichText(plain: "distance \(range): \(isPositive ? "same" : "different")")
    case .pathfinder:
      RichText(plain: "\(range) dashes: \(isPositive ? "joined" : "not joined")")
    }
  }
}

/// Inputs of each label: Is Same Class at the smallest and the largest distance of a preset, Pathfinder at
/// every length.
struct InputSheets {
  let preset: Preset

  var distances: (near: Int, far: Int) {
    let ranges = LocalityStudy.sameClass(preset).ranges
    return (ranges[0], ranges[ranges.count - 1])
  }

  var planned: [PlannedRun] {
    [distances.near, distances.far].map { sameClass($0) } + MarkerDistance.runs(preset)
  }

  private func sameClass(_ distance: Int) -> PlannedRun {
    PlannedRun(
      SampleSheet(
        id: "hierarchical2022-same-class-\(distance)-sample",
        sheet: .longRange(task: LocalityStudy.sameClass(preset).inputs(distance)), perLabel: 1),
      seconds: 0.5)
  }

  /// Columns `task`, `range`, `label`, `channels` and a row of pixels as hexadecimal digits, two for each
  /// level, behind a sign that tells it from a number.
  func table(of library: RunLibrary) -> Table {
    let sheets =
      [distances.near, distances.far].map { (LocalityStudy.Task.sameClass, $0, sameClass($0)) }
      + zip(PathfinderTasks.lengths, MarkerDistance.runs(preset)).map {
        (.pathfinder, $0, $1)
      }
    var rows: [(task: String, range: Int, label: Double, levels: String)] = []
    for (task, range, planned) in sheets {
      let trace = library[planned.spec.id].trace
      let columns = trace.columns.filter { $0.name.hasPrefix("p") }.map(\.name)
        .map { trace[numbers: $0] }
      for row in 0..<trace.rowCount {
        let levels = columns.map { Self.digits(UInt8($0[row])) }.joined()
        rows.append((task.rawValue, range, trace[numbers: "label"][row], "#\(levels)"))
      }
    }
    return Table([
      .init("task", .words(rows.map(\.task))),
      .init("range", .numbers(rows.map { Double($0.range) })),
      .init("label", .numbers(rows.map(\.label))), .init("levels", .words(rows.map(\.levels))),
    ])
  }

  private static func digits(_ level: UInt8) -> String {
    let digits = String(level, radix: 16)
    return digits.count == 1 ? "0\(digits)" : digits
  }
}

/// A table of pixels as pictures.
struct InputPictures {
  var table: Table

  /// An input, as wide as asked.
  func panel(
    _ task: LocalityStudy.Task, _ range: Int, _ isPositive: Bool, width: Double, title: RichText
  ) -> Panel {
    let rows = table.rows(where: "task", is: task.rawValue)
      .rows(where: "range", is: Double(range)).rows(where: "label", is: isPositive ? 1 : 0)
    let cells = rows[words: "levels"].map { Self.cells($0, hasColors: task == .sameClass) }
    let columns = max(cells.first?.count ?? 1, 1)
    let height = width * Double(cells.count) / Double(columns)
    return Panel(
      size: Size(width: width, height: height), title: title, x: .hidden, y: .hidden,
      marks: [.image(CellImage(columns: columns, cells: cells.flatMap(\.self)))],
      style: PanelStyle(titleSize: 10, titlePad: 4))
  }

  private static func cells(_ word: String, hasColors: Bool) -> [Color] {
    let digits = word.utf8.dropFirst().map { $0 < 58 ? Double($0 - 48) : Double($0 - 87) }
    let levels = stride(from: 0, to: digits.count, by: 2).map {
      (digits[$0] * 16 + digits[$0 + 1]) / 255
    }
    guard hasColors else { return levels.map(Color.gray) }
    return stride(from: 0, to: levels.count, by: 3).map {
      Color(red: levels[$0], green: levels[$0 + 1], blue: levels[$0 + 2])
    }
  }
}
