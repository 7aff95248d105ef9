// What training a network will need of the machine, known before it starts.

import Datasets
import FoundationEssentials
import Models
public import Records

/// Memory and work of a run.
public struct NetworkNeeds: Sendable {
  /// The network's parameters.
  public let parameters: Int
  /// The memory of one replicate, in bytes.
  public let bytesPerReplicate: Double
  /// The memory of the images that all replicates share, in bytes.
  public let bytesOfData: Double
  /// Multiply-accumulates of one epoch of training.
  public let multiplyAccumulatesPerEpoch: Double
  /// Multiply-accumulates of one evaluation of the held-out inputs.
  public let multiplyAccumulatesPerEvaluation: Double
  /// Multiply-accumulates of all replicates, if none of them ends early.
  public let multiplyAccumulates: Double

  /// As many replicates as fit the machine's memory at the same time, at least one.
  ///
  /// - Throws: `Failure` where not even one does.
  func replicatesAtOnce() throws(Failure) -> Int {
    let memory = Double(ProcessInfo.processInfo.physicalMemory)
    guard bytesOfData + bytesPerReplicate <= memory else {
      throw Failure(
        "spec", field: "batch",
        "a step needs \(gigabytes(bytesOfData + bytesPerReplicate)) of memory, this machine has "
          + gigabytes(memory),
        hint: "train it on a machine with more memory; a smaller batch is another experiment, for "
          + "batch norm mixes the inputs of a batch")
    }
    return Int(min((memory - bytesOfData) / bytesPerReplicate, 0x1p32))
  }

  private func gigabytes(_ bytes: Double) -> String {
    "\((bytes / 1e8).rounded(.up) / 10) GB"
  }
}

extension NetworkExperiment {
  /// What a run needs.
  ///
  /// A step without regularizer costs three forward passes, with it twelve; separability on held-out
  /// inputs costs four (locality sheet 5.5).
  ///
  /// - Throws: `Failure` naming the field of the spec that does not fit.
  public func needs() throws(Failure) -> NetworkNeeds {
    try validate()
    let layout = layout
    let forward = layout.multiplyAccumulates
    let epoch = Double(task.counts.train) * forward * (isRegularized ? 12 : 3)
    let evaluation = (Double(task.counts.test) + 4 * Double(separabilityInputs)) * forward
    let evaluations = Double((stopping.epochs - 1) / evaluateEvery + 1)
    let model = layout.bytesNeeded(
      batch: batch, isRegularized: isRegularized || separabilityInputs > 0)
    // Weights at the start and at the end; while a checkpoint is written, weights, velocities and
    // their bytes.
    let copies = Double(4 * layout.parameterCount) * (fingerprintEvery == nil ? 2 : 10)
    let inputs = 4 * Double(batch) * Double(layout.input.count)
    return NetworkNeeds(
      parameters: layout.parameterCount, bytesPerReplicate: model + copies + inputs,
      bytesOfData: task.bytes, multiplyAccumulatesPerEpoch: epoch,
      multiplyAccumulatesPerEvaluation: evaluation,
      multiplyAccumulates: Double(replicates.count)
        * (Double(stopping.epochs) * epoch + evaluations * evaluation))
  }
}

extension LongRangeTask {
  /// The memory of its 8-bit images.
  fileprivate var bytes: Double {
    switch self {
    case .sameClass(.cifar10(let batches), _, _, _, _, _, _, _):
      3072 * 10_000 * (Double(batches) + 1)
    case .sameClass(.gratings(let train, let test, _), _, _, _, _, _, _, _):
      3072 * (Double(train) + Double(test))
    case .pathfinder(let geometry, let train, let test, _):
      Double(geometry.canvas / 2) * Double(geometry.canvas / 2) * (Double(train) + Double(test))
    }
  }
}
