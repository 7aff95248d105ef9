// What a study found: accuracies and separabilities of every cell, over its seeds.

import Analysis
import Records

/// The runs of one cell.
struct LocalityCell {
  let range: Int
  let coefficient: Double
  let runs: [Run]

  /// A final quantity of each seed; `nil` where a run did not reach its end.
  func final(_ name: String) -> [Double]? {
    runs.map { $0.record.replicates[0].final[name] }.complete
  }

  /// Accuracies after the last epoch, in percent (locality sheet 6: no best epoch is chosen).
  var test: Spread? { percent("testAccuracy") }
  var train: Spread? { percent("trainAccuracy") }
  /// What the distance of the dots alone tells of Pathfinder's images; all seeds have the same.
  var rule: Double? { percent("markerDistanceAccuracy")?.mean }
  /// R on held-out inputs at the end.
  var separability: Spread? { final("heldOutSeparability").map(Spread.init) }

  private func percent(_ name: String) -> Spread? {
    final(name).map { Spread($0.map { 100 * $0 }) }
  }

  /// A column of all traces, seed after seed.
  func trace(_ name: String) -> [Double] { runs.flatMap { $0.trace[numbers: name] } }
}

/// All cells of a study.
struct LocalityResults {
  let study: LocalityStudy
  let cells: [LocalityCell]

  init(_ study: LocalityStudy, in library: RunLibrary) {
    self.study = study
    cells = study.ranges.flatMap { range in
      study.coefficients.map { coefficient in
        LocalityCell(
          range: range, coefficient: coefficient,
          runs: study.runs(range, coefficient).map { library[$0.spec.id] })
      }
    }
  }

  /// The cell of a range and a coefficient.
  subscript(range: Int, coefficient: Double) -> LocalityCell {
    cells.first { $0.range == range && $0.coefficient == coefficient }!
  }

  var near: Int { study.ranges[0] }
  var far: Int { study.ranges[study.ranges.count - 1] }
  /// The largest coefficient.
  var strongest: Double { study.coefficients[study.coefficients.count - 1] }
}

extension Table {
  /// Columns `task`, `range`, `series` and accuracies in percent; cells first, then what the distance of the
  /// dots alone tells of Pathfinder's images, whose series is `distance`.
  static func locality(_ results: [LocalityResults]) -> Table {
    var rows: [(task: String, range: Int, series: String, test: Spread, train: Spread)] = []
    for results in results {
      for cell in results.cells {
        guard let test = cell.test, let train = cell.train else { continue }
        let series = LocalityStudy.text(cell.coefficient)
        rows.append((results.study.task.rawValue, cell.range, "reg \(series)", test, train))
      }
    }
    for results in results {
      for cell in results.cells where cell.coefficient == 0 {
        guard let rule = cell.rule.map({ Spread([$0]) }) else { continue }
        rows.append((results.study.task.rawValue, cell.range, "distance", rule, rule))
      }
    }
    return Table([
      .init("task", .words(rows.map(\.task))),
      .init("range", .numbers(rows.map { Double($0.range) })),
      .init("series", .words(rows.map(\.series))),
      .init("test", .numbers(rows.map(\.test.mean))),
      .init("testSpread", .numbers(rows.map(\.test.deviation))),
      .init("train", .numbers(rows.map(\.train.mean))),
      .init("trainSpread", .numbers(rows.map(\.train.deviation))),
    ])
  }
}
