// What the steps of a replicate are made of, by name: any of them can be had without those before it.

import Datasets
import Kernels
import Models
public import Records

/// The order of a replicate's inputs, and its patches.
///
/// The order of epoch e is the permutation of the stream `<seed>/replicate n/order/epoch e`, e counted from
/// 1; patches are the elements, counted from 0 over all steps of the run, of `<seed>/replicate n/patches`.
/// Held-out inputs have the patches of `<seed>/held-out patches`, counted from 0 in each evaluation: the
/// same ones every time and for all replicates, so that a change of what is measured is the network's.
struct NetworkBatches {
  private let path: String
  private let drawn: RandomStream
  private let heldOut: RandomStream
  private let inputs: LongRangeInputs
  private let size: Int

  init(_ experiment: NetworkExperiment, _ inputs: LongRangeInputs, replicate: Int) {
    path = experiment.path(ofReplicate: replicate)
    drawn = RandomStream("\(path)/patches")
    heldOut = RandomStream("\(experiment.seed)/held-out patches")
    self.inputs = inputs
    size = experiment.batch
  }

  /// Steps per epoch.
  var count: Int { (inputs.count - 1) / size + 1 }

  /// The inputs of each step of an epoch, counted from 1; the last step may have fewer.
  func order(ofEpoch epoch: Int) -> [ArraySlice<Int>] {
    let order = RandomStream("\(path)/order/epoch \(epoch)").permutation(of: inputs.count)
    return Self.cut(order[...], size)
  }

  /// The patches of a step, counted from 0 over all epochs.
  func patches(ofStep step: Int) -> PatchPair {
    inputs.patches.drawn(from: drawn, step: step)
  }

  /// The patches of a batch of held-out inputs.
  func patches(ofHeldOut batch: Int) -> PatchPair {
    inputs.patches.drawn(from: heldOut, step: batch)
  }

  /// Indices in batches of at most `size`.
  static func cut<Indices: RandomAccessCollection>(
    _ indices: Indices, _ size: Int
  ) -> [Indices.SubSequence] where Indices.Index == Int {
    stride(from: indices.startIndex, to: indices.endIndex, by: size).map {
      indices[$0..<min($0 + size, indices.endIndex)]
    }
  }
}

extension NetworkExperiment {
  /// What names a replicate's streams begin with.
  func path(ofReplicate number: Int) -> String { "\(seed)/replicate \(number)" }
}

/// The arrays of one step, for whoever wants to make it in another program.
public struct NetworkBatch: Sendable {
  /// Images × rows × columns × channels, normalised.
  public let inputs: NumpyArray
  /// 0 or 1 for each.
  public let labels: NumpyArray
  /// Row, column, height and width of the patch where gradients are compared, and of the one that
  /// every input takes from the next.
  public let patches: NumpyArray
}

extension NetworkExperiment {
  /// The first steps of the first replicate.
  ///
  /// - Throws: `Failure` naming the field of the spec, or the file, that does not fit.
  public func batches(
    first count: Int, threads: Int = 1, datasets: String? = nil
  ) throws -> [NetworkBatch] {
    try validate()
    let data = try task.data(datasets: datasets, threads: threads).train
    let batches = NetworkBatches(self, data, replicate: replicates.first)
    return (0..<count).map { step in
      let (epoch, place) = step.quotientAndRemainder(dividingBy: batches.count)
      let indices = batches.order(ofEpoch: epoch + 1)[place]
      return NetworkBatch(data, indices, batches.patches(ofStep: step))
    }
  }
}

extension NetworkBatch {
  fileprivate init(_ data: LongRangeInputs, _ indices: ArraySlice<Int>, _ pair: PatchPair) {
    let shape = [indices.count, data.height, data.width, data.channels]
    let count = shape.reduce(1, *)
    let numbers = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      buffer.initialize(repeating: 0)
      data.write(indices, into: buffer)
      filled = count
    }
    inputs = NumpyArray(shape: shape, .float32(numbers))
    labels = NumpyArray(shape: [indices.count], .float32(indices.map { data.labels[$0] }))
    let places = [pair.gradients, pair.exchanged].flatMap {
      [$0.row, $0.column, $0.height, $0.width]
    }
    patches = NumpyArray(shape: [2, 4], .integers(places))
  }
}
