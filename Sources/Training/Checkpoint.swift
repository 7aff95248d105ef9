// The state of a replicate as bytes, so that a run that was killed goes on where it was and ends with the
// same record. Nothing in a checkpoint is believed that its own digest does not cover.

public import FoundationEssentials
import Kernels
public import Records

/// Where the checkpoints of a run are kept between two attempts at it.
public protocol CheckpointStore: Sendable {
  /// The program that trains: only its own checkpoints are of use to it.
  var program: Digest { get }

  /// The last checkpoint of a replicate; `nil` where there is none.
  func checkpoint(ofReplicate number: Int) -> Data?

  /// Keeps a checkpoint in place of the last one.
  func keep(_ checkpoint: Data, ofReplicate number: Int)

  /// Is told that a checkpoint cannot be used, and why; the replicate starts over.
  func refuse(checkpointOfReplicate number: Int, because reason: String)
}

/// The checkpoints of a run; a run without fingerprints has none.
struct Checkpoints: Sendable {
  private let store: any CheckpointStore
  private let spec: Digest
  private let data: Digest

  init?(_ store: any CheckpointStore, of experiment: Experiment, data: Digest) throws {
    guard experiment.recording.fingerprintEvery != nil else { return nil }
    self.store = store
    spec = Digest(of: try CanonicalJSON.text(of: experiment))
    self.data = data
  }

  func ofReplicate(_ number: Int) -> OfReplicate {
    OfReplicate(
      store: store,
      identity: CheckpointIdentity(
        spec: spec, data: data, program: store.program, kernelBits: kernelBitsVersion,
        replicate: number))
  }

  /// The checkpoints of one replicate.
  struct OfReplicate {
    fileprivate let store: any CheckpointStore
    fileprivate let identity: CheckpointIdentity

    /// The state to go on from, if there is one that can be used: with so many columns, monitors
    /// and weights.
    func last<Scalar: KernelScalar>(
      columns: Int, watches: Int, weights: Int
    ) -> (RunState, [Scalar])? {
      guard let bytes = store.checkpoint(ofReplicate: identity.replicate) else { return nil }
      do {
        let checkpoint = try Checkpoint(bytes, for: identity)
        let state = checkpoint.state
        guard state.records.rows[0].count == 2 + columns, state.records.extremes.count == watches,
          checkpoint.weights.count == weights
        else { throw Failure("checkpoint", "it is of another form") }
        return (state, checkpoint.weights.doubles.map { Scalar($0) })
      } catch {
        let reason = (error as? Failure)?.problem ?? "\(error)"
        store.refuse(checkpointOfReplicate: identity.replicate, because: reason)
        return nil
      }
    }

    /// Keeps a state. One that has no text, for a number in it is not finite, is not kept: the run is
    /// about to diverge.
    func keep<Scalar: KernelScalar>(_ state: RunState, _ weights: [Scalar]) {
      let checkpoint = Checkpoint(state, weights: NumpyArray.Elements(weights[...]))
      guard let bytes = try? checkpoint.bytes(identity) else { return }
      store.keep(bytes, ofReplicate: identity.replicate)
    }
  }
}

/// What a checkpoint must have been made for.
struct CheckpointIdentity: Codable, Hashable {
  let spec: Digest
  let data: Digest
  let program: Digest
  let kernelBits: Int
  let replicate: Int

  /// How another one differs, in words; `nil` where it does not.
  func difference(from other: CheckpointIdentity) -> String? {
    if other.spec != spec { return "it is of another spec" }
    if other.data != data { return "it is of other data" }
    if other.program != program { return "it was made by another build of this program" }
    return other == self ? nil : "it is of another replicate or other kernels"
  }
}

/// A replicate right after the record at a fingerprint.
struct Checkpoint {
  let state: RunState
  /// The weights, one matrix after another.
  let weights: NumpyArray.Elements

  init(_ state: RunState, weights: NumpyArray.Elements) {
    self.state = state
    self.weights = weights
  }

  /// What of a checkpoint is no long array and has no bits that its text could lose.
  private struct Header: Codable {
    let identity: CheckpointIdentity
    let below: Int
    let extremes: [RunRecord.Extremes?]
    let marksPassed: Int
    let fingerprints: [Digest]
    /// The bytes of each array that follows: numbers, rows, weights.
    let lengths: [Int]
  }

  /// The bytes: the header's length in 8, the header as JSON, three arrays in `.npy` form, and the
  /// digest of all that in 64 hexadecimal digits.
  func bytes(_ identity: CheckpointIdentity) throws -> Data {
    let (moment, rule, rows) = (state.moment, state.rule, state.records.rows)
    let numbers = [
      moment.flowTime, moment.stepSize, moment.meanOfSquares ?? 0, rule.mean, rule.power,
    ]
    let arrays = [
      NumpyArray(shape: [numbers.count], .float64(numbers)).npy,
      NumpyArray(shape: [rows.count, rows[0].count], .float64(rows.flatMap { $0 })).npy,
      NumpyArray(shape: [weights.count], weights).npy,
    ]
    let header = Header(
      identity: identity, below: state.below, extremes: state.records.extremes,
      marksPassed: state.records.marksPassed, fingerprints: state.fingerprints,
      lengths: arrays.map(\.count))
    let text = Data(try CanonicalJSON.text(of: header).utf8)
    var bytes = NumpyArray.Elements.integers([text.count]).littleEndian + text
    for array in arrays { bytes.append(array) }
    return bytes + Data(Digest(of: bytes).hexadecimal.utf8)
  }

  /// Reads the bytes of a checkpoint made for `identity`.
  ///
  /// - Throws: `Failure` saying why they are of no use.
  init(_ bytes: Data, for identity: CheckpointIdentity) throws {
    let content = Data(bytes.dropLast(64))
    guard bytes.count > 72, Data(bytes.suffix(64)) == Data(Digest(of: content).hexadecimal.utf8)
    else { throw Failure("checkpoint", "it is cut off or altered") }
    let length = content.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    var rest = content.dropFirst(8)
    let header = try CanonicalJSON.read(
      Header.self, from: Data(rest.prefix(length)), file: "checkpoint")
    if let difference = identity.difference(from: header.identity) {
      throw Failure("checkpoint", difference)
    }
    rest = rest.dropFirst(length)
    var arrays: [NumpyArray] = []
    for length in header.lengths {
      arrays.append(try NumpyArray(npy: Data(rest.prefix(length)), file: "checkpoint"))
      rest = rest.dropFirst(length)
    }
    try self.init(header, arrays)
  }

  private init(_ header: Header, _ arrays: [NumpyArray]) throws(Failure) {
    guard arrays.count == 3, case .float64(let numbers) = arrays[0].elements, numbers.count == 5,
      case .float64(let entries) = arrays[1].elements, arrays[1].shape.count == 2
    else { throw Failure("checkpoint", "it is of another form") }
    let width = arrays[1].shape[1]
    let rows = stride(from: 0, to: entries.count, by: max(width, 1)).map {
      Array(entries[$0..<$0 + width])
    }
    guard width >= 2, let last = rows.last, last[0] >= 1, last[0] <= 0x1p53 else {
      throw Failure("checkpoint", "it is of another form")
    }
    let moment = Moment(
      iteration: Int(last[0]), loss: last[1], meanOfSquares: numbers[2], stepSize: numbers[1],
      flowTime: numbers[0])
    state = RunState(
      moment: moment, below: header.below,
      rule: StepRule.Memory(mean: numbers[3], power: numbers[4]),
      records: RecorderMemory(
        rows: rows, extremes: header.extremes, keptLoss: last[1],
        marksPassed: header.marksPassed),
      fingerprints: header.fingerprints)
    weights = arrays[2].elements
  }
}
