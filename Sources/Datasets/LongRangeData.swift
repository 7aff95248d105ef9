// A long-range task made concrete: training and test inputs, and what is known of them without a network.

public import Kernels
public import Records

/// The inputs of a long-range task.
public struct LongRangeData: Sendable {
  /// What is trained on.
  public let train: LongRangeInputs
  /// What is held out.
  public let test: LongRangeInputs
  /// The identity of both.
  public let digest: Digest
  /// Test accuracies, by name, of rules that need no network; they belong into a record's final quantities.
  public let baselines: [String: Double]
}

extension LongRangeTask {
  /// Rows, columns and channels of an input.
  public var inputShape: (height: Int, width: Int, channels: Int) {
    switch self {
    case .sameClass(_, _, let height, let width, _, _, _, _): (height, width, 3)
    case .pathfinder(let geometry, _, _, _): (geometry.canvas / 2, geometry.canvas / 2, 1)
    }
  }

  /// Draws or reads the task's data.
  ///
  /// - Parameters:
  ///   - datasets: the directory of published data sets, where one is at hand.
  ///   - workers: threads that share the drawing.
  /// - Throws: `Failure` naming the field or the file, and what was expected of it.
  public func data(datasets: String?, workers: Workers = .alone) throws -> LongRangeData {
    throw Failure("spec", field: "task", "is not there yet")
  }
}
