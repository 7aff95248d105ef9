// What the rest of a factorization's replicate depends on, as the parts of a checkpoint.

import Records

/// A replicate right after the record at a fingerprint.
struct FactorizationState: ResumableState {
  let run: RunState
  /// The weights, one matrix after another.
  let weights: NumpyArray.Elements

  init(_ run: RunState, weights: NumpyArray.Elements) {
    self.run = run
    self.weights = weights
  }

  struct Header: Codable {
    let below: Int
    let extremes: [RunRecord.Extremes?]
    let marksPassed: Int
    let fingerprints: [Digest]
  }

  var header: Header {
    Header(
      below: run.below, extremes: run.records.extremes, marksPassed: run.records.marksPassed,
      fingerprints: run.fingerprints)
  }

  /// Numbers, rows, weights.
  var arrays: [NumpyArray] {
    let (moment, rule, rows) = (run.moment, run.rule, run.records.rows)
    let numbers = [
      moment.flowTime, moment.stepSize, moment.meanOfSquares ?? 0, rule.mean, rule.power,
    ]
    return [
      NumpyArray(shape: [numbers.count], .float64(numbers)),
      NumpyArray(rows: rows),
      NumpyArray(shape: [weights.count], weights),
    ]
  }

  init(_ header: Header, _ arrays: [NumpyArray]) throws(Failure) {
    guard arrays.count == 3, case .float64(let numbers) = arrays[0].elements, numbers.count == 5,
      let rows = arrays[1].rows, let last = rows.last, last.count >= 2, last[0] >= 1,
      last[0] <= 0x1p53
    else { throw .otherForm }
    let moment = Moment(
      iteration: Int(last[0]), loss: last[1], meanOfSquares: numbers[2], stepSize: numbers[1],
      flowTime: numbers[0])
    run = RunState(
      moment: moment, below: header.below,
      rule: StepRule.Memory(mean: numbers[3], power: numbers[4]),
      records: RecorderMemory(
        rows: rows, extremes: header.extremes, keptLoss: last[1],
        marksPassed: header.marksPassed),
      fingerprints: header.fingerprints)
    weights = arrays[2].elements
  }
}

extension NumpyArray {
  /// A trace's rows, all of one width.
  init(rows: [[Double]]) {
    self.init(shape: [rows.count, rows.first?.count ?? 0], .float64(rows.flatMap { $0 }))
  }

  /// The rows of a matrix in double precision; `nil` for any other array.
  var rows: [[Double]]? {
    guard shape.count == 2, case .float64(let entries) = elements else { return nil }
    let width = shape[1]
    return (0..<shape[0]).map { Array(entries[$0 * width..<($0 + 1) * width]) }
  }
}
