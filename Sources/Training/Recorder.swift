// What a replicate leaves behind: the rows that are kept and the extremes that are watched.

import Records

/// All that a recorder remembers right after a record that stays.
struct RecorderMemory: Hashable {
  /// Kept rows: iteration, loss and the columns.
  var rows: [[Double]] = []
  var extremes: [RunRecord.Extremes?]
  var keptLoss: Double?
  var marksPassed = 0
}

/// The records of one replicate, in ascending iterations.
struct Recorder<Snapshot: RunSnapshot> {
  private let plan: RecordingPlan<Snapshot.Quantity>
  private(set) var memory: RecorderMemory
  private var isLastKept = true

  /// - Parameter memory: what to go on from; nothing at the start of a run.
  init(_ plan: RecordingPlan<Snapshot.Quantity>, from memory: RecorderMemory? = nil) {
    self.plan = plan
    let nothing = [RunRecord.Extremes?](repeating: nil, count: plan.watches.count)
    self.memory = memory ?? RecorderMemory(extremes: nothing)
  }

  /// Takes a record of finite loss and product.
  ///
  /// - Parameter isFixed: whether it stays whatever the thinning says.
  /// - Returns: whether every quantity that was asked for is finite; if not, the record is dropped.
  mutating func take(_ record: Snapshot, isFixed: Bool) -> Bool {
    guard watch(record) else { return false }
    let isKept = keeps(record.loss, isFixed: isFixed)
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
    for (name, seen) in zip(plan.watchNames, memory.extremes) { named[name] = seen }
    return named
  }

  private mutating func append(_ record: Snapshot) -> Bool {
    var row = [Double(record.iteration), record.loss]
    for column in plan.columns {
      guard let value = record.value(of: column.quantity), value.isFinite else { return false }
      row.append(value)
    }
    memory.rows.append(row)
    return true
  }

  private mutating func watch(_ record: Snapshot) -> Bool {
    for (index, watch) in plan.watches.enumerated() {
      guard record.loss >= watch.lossAtLeast, record.loss <= watch.lossAtMost,
        let value = record.value(of: watch.quantity)
      else { continue }
      guard value.isFinite else { return false }
      if var seen = memory.extremes[index] {
        if value < seen.least { seen.least = value }
        if value > seen.greatest { seen.greatest = value }
        seen.records += 1
        memory.extremes[index] = seen
      } else {
        memory.extremes[index] = RunRecord.Extremes(least: value, greatest: value, records: 1)
      }
    }
    return true
  }

  /// Whether a record of this loss stays; remembers it if it does.
  private mutating func keeps(_ loss: Double, isFixed: Bool) -> Bool {
    var isMark = isFixed
    while memory.marksPassed < plan.marks.count, loss < plan.marks[memory.marksPassed] {
      memory.marksPassed += 1
      isMark = true
    }
    let isKept =
      switch plan.kept {
      case .all: true
      case .marks: isMark
      case .byLoss(let ratio):
        isMark || memory.keptLoss.map { loss <= $0 * ratio || loss * ratio >= $0 } ?? true
      }
    if isKept { memory.keptLoss = loss }
    return isKept
  }
}
