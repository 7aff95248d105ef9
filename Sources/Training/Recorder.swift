// What a replicate leaves behind: the rows that are kept and the extremes that are watched.

import Records

/// What to record of a problem, with names resolved.
struct RecordingPlan {
  /// A quantity watched inside a window of the loss.
  struct Watch {
    let quantity: MatrixObservable
    let lossAtLeast: Double
    let lossAtMost: Double
  }

  /// The columns' names and quantities, in order.
  let columns: [(name: String, quantity: MatrixObservable)]
  /// The monitors, in order.
  let watches: [Watch]
  /// The monitors' names.
  let watchNames: [String]
  let kept: Thinning
  /// Levels of the loss, descending.
  let marks: [Double]
  /// Whether a quantity needs the product before the update, and its gradient.
  let needsStart: Bool
  /// Whether a quantity needs the factors after the update.
  let needsFactors: Bool

  /// - Throws: `Failure` naming the column or monitor that the problem does not have.
  init(_ recording: Recording, on problem: ObservedProblem) throws(Failure) {
    var columns: [(String, MatrixObservable)] = []
    for (index, column) in recording.columns.enumerated() {
      let field = "recording.columns[\(index)]"
      let quantity = try MatrixObservable(column, on: problem, field: field)
      guard quantity.isAlwaysDefined else {
        throw Failure(
          "spec", field: field,
          "'\(column.rawValue)' is not defined at every record; it can be monitored, not recorded")
      }
      columns.append((column.rawValue, quantity))
    }
    self.columns = columns
    watches = try Self.watches(recording.monitors, on: problem)
    watchNames = recording.monitors.map(\.name)
    kept = recording.kept
    marks = recording.marks.sorted(by: >)
    let quantities = columns.map(\.1) + watches.map(\.quantity)
    needsStart = quantities.contains(where: \.needsStart)
    needsFactors = quantities.contains(where: \.needsFactors)
  }

  private static func watches(
    _ monitors: [Monitor], on problem: ObservedProblem
  ) throws(Failure) -> [Watch] {
    var watches: [Watch] = []
    for (index, monitor) in monitors.enumerated() {
      let field = "recording.monitors[\(index)].observable"
      watches.append(
        Watch(
          quantity: try MatrixObservable(monitor.observable, on: problem, field: field),
          lossAtLeast: monitor.lossAtLeast ?? -.infinity,
          lossAtMost: monitor.lossAtMost ?? .infinity))
    }
    return watches
  }
}

/// The records of one replicate, in ascending iterations.
struct Recorder {
  private let plan: RecordingPlan
  /// Kept rows: iteration, loss and the columns.
  private(set) var rows: [[Double]] = []
  private var extremes: [RunRecord.Extremes?]
  private var keptLoss: Double?
  private var marksPassed = 0
  private var isLastKept = true

  init(_ plan: RecordingPlan) {
    self.plan = plan
    extremes = .init(repeating: nil, count: plan.watches.count)
  }

  /// Takes a record of finite loss and product.
  ///
  /// - Returns: whether every quantity that was asked for is finite; if not, the record is dropped.
  mutating func take(_ record: Snapshot) -> Bool {
    guard watch(record) else { return false }
    let isKept = keeps(record.loss)
    if isKept {
      guard append(record) else { return false }
    }
    isLastKept = isKept
    return true
  }

  /// Ends the trace with the last record, kept in any case.
  mutating func finish(with last: Snapshot?) {
    if let last, !isLastKept { _ = append(last) }
    isLastKept = true
  }

  /// The monitors' extremes by name; those that no record entered are left out.
  var extremesByName: [String: RunRecord.Extremes] {
    var named: [String: RunRecord.Extremes] = [:]
    for (name, seen) in zip(plan.watchNames, extremes) { named[name] = seen }
    return named
  }

  private mutating func append(_ record: Snapshot) -> Bool {
    var row = [Double(record.iteration), record.loss]
    for column in plan.columns {
      guard let value = column.quantity.value(at: record), value.isFinite else { return false }
      row.append(value)
    }
    rows.append(row)
    return true
  }

  private mutating func watch(_ record: Snapshot) -> Bool {
    for (index, watch) in plan.watches.enumerated() {
      guard record.loss >= watch.lossAtLeast, record.loss <= watch.lossAtMost,
        let value = watch.quantity.value(at: record)
      else { continue }
      guard value.isFinite else { return false }
      if var seen = extremes[index] {
        if value < seen.least { seen.least = value }
        if value > seen.greatest { seen.greatest = value }
        seen.records += 1
        extremes[index] = seen
      } else {
        extremes[index] = RunRecord.Extremes(least: value, greatest: value, records: 1)
      }
    }
    return true
  }

  /// Whether a record of this loss stays; remembers it if it does.
  private mutating func keeps(_ loss: Double) -> Bool {
    var isMark = false
    while marksPassed < plan.marks.count, loss < plan.marks[marksPassed] {
      marksPassed += 1
      isMark = true
    }
    let isKept =
      switch plan.kept {
      case .all: true
      case .marks: isMark
      case .byLoss(let ratio):
        isMark || keptLoss.map { loss <= $0 * ratio || loss * ratio >= $0 } ?? true
      }
    if isKept { keptLoss = loss }
    return isKept
  }
}
