// Readings off a run: the value of a column where the loss first falls below a level, at the end,
// or at its extremes.

public import Records

extension Run {
  /// The value of a trace column at the first kept record whose loss is below a level.
  ///
  /// Exact where the level is among the recording's marks; `nil` where the run never got there.
  public func value(
    of column: String, whereLossFirstBelow level: Double, replicate: Int = 1
  ) -> Double? {
    let trace = trace(replicate: replicate)
    guard let row = trace[numbers: "loss"].firstIndex(where: { $0 < level }) else { return nil }
    return trace[numbers: column][row]
  }

  /// The value of a column at the last finite record.
  public func final(_ column: String, replicate: Int = 1) -> Double? {
    result(replicate).final[column]
  }

  /// The extremes of a monitor; `nil` where no record fell into its window.
  public func extremes(_ monitor: String, replicate: Int = 1) -> RunRecord.Extremes? {
    result(replicate).extremes[monitor]
  }

  /// The record of a replicate.
  ///
  /// - Precondition: the run has that replicate.
  public func result(_ number: Int) -> RunRecord.Replicate {
    guard let replicate = record.replicates.first(where: { $0.number == number }) else {
      preconditionFailure("the run '\(record.id)' has no replicate \(number)")
    }
    return replicate
  }

  /// The numbers of all replicates.
  public var replicates: [Int] { record.replicates.map(\.number) }
}

/// Order statistics of a sample.
public enum Sample {
  /// The quantile of a sample by linear interpolation between order statistics.
  ///
  /// - Parameter fraction: 0 for the smallest value, 0.5 for the median, 1 for the largest.
  /// - Precondition: the sample is not empty.
  public static func quantile(_ fraction: Double, of sample: [Double]) -> Double {
    precondition(!sample.isEmpty, "a quantile needs a sample")
    let sorted = sample.sorted()
    let position = fraction * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }

  /// The middle of a sample.
  public static func median(_ sample: [Double]) -> Double { quantile(0.5, of: sample) }
}
