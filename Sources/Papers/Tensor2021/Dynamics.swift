// What the figures read off a dynamics run: the curves, their rises, and the table of what is plotted.

import Analysis
import Records

/// One replicate of a finished dynamics run.
struct Dynamics {
  let definition: DynamicsRun
  let replicate: Int
  private let run: Run
  /// Iterations counted from zero, as in the published figures.
  let iterations: [Double]
  /// The norms of the components, the largest first, at every record.
  let norms: [[Double]]
  /// The reconstruction error over all entries.
  let errors: [Double]
  /// The sizes of the steps.
  let steps: [Double]

  /// The norm above which a component counts as learned.
  static let learned = 0.05

  init(_ definition: DynamicsRun, in library: RunLibrary, replicate: Int = 1) {
    self.definition = definition
    self.replicate = replicate
    run = library[definition.id]
    let trace = run.trace(replicate: replicate)
    iterations = trace[numbers: "iteration"].map { $0 - 1 }
    norms = (1...DynamicsRun.curves).map { trace[numbers: "componentNorm[\($0)]"] }
    errors = trace[numbers: "relativeError"]
    steps = trace[numbers: "stepSize"]
  }

  var rank: Int { definition.problem.rank }

  /// The norms of the target's components, decreasing.
  var targetNorms: [Double] {
    (1...rank).compactMap { run.final("targetComponentNorm[\($0)]", replicate: replicate) }
  }

  /// The j-th largest norm at the end, j counted from 1.
  func final(_ j: Int) -> Double? { norms[j - 1].last }

  /// How many components count as learned at the end.
  var finalCount: Double? { count(at: iterations.indices.last) }

  /// How many components count as learned at a row; `nil` where there is no such row.
  func count(at row: Int?) -> Double? {
    guard let row, iterations.indices.contains(row) else { return nil }
    return Double(norms.filter { $0[row] > Self.learned }.count)
  }

  /// The row of the last record at or before an iteration counted from one.
  func row(at iteration: Double) -> Int? { iterations.lastIndex { $0 + 1 <= iteration } }

  /// The row at which the j-th largest norm first counts as learned.
  func rise(_ j: Int) -> Int? { norms[j - 1].firstIndex { $0 >= Self.learned } }

  /// The iteration of that rise.
  func riseTime(_ j: Int) -> Double? { rise(j).map { iterations[$0] } }

  /// Columns `run` (the run's place in the figure, counted from 1), `iteration`, `norm1`, …, `error`.
  static func table(_ runs: [Dynamics]) -> Table {
    func column(_ name: String, _ values: (Dynamics) -> [Double]) -> Table.Column {
      Table.Column(name, .numbers(runs.flatMap(values)))
    }
    let places = runs.enumerated().flatMap { place, run in
      run.iterations.map { _ in Double(place + 1) }
    }
    return Table(
      [.init("run", .numbers(places)), column("iteration", \.iterations)]
        + (1...DynamicsRun.curves).map { j in column("norm\(j)") { $0.norms[j - 1] } }
        + [column("error", \.errors)])
  }
}
