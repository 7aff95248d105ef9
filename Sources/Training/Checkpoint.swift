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

/// What a replicate can go on from: values that text holds, and long arrays.
protocol ResumableState {
  associatedtype Header: Codable
  var header: Header { get }
  var arrays: [NumpyArray] { get }

  /// - Throws: `Failure` where header and arrays are of another form.
  init(_ header: Header, _ arrays: [NumpyArray]) throws(Failure)
}

extension Failure {
  /// A checkpoint whose parts do not belong together.
  static let otherForm = Failure("checkpoint", "it is of another form")
}

/// The checkpoints of a run; a run without fingerprints has none.
struct Checkpoints: Sendable {
  private let store: any CheckpointStore
  private let spec: Digest
  private let data: Digest

  init?(
    _ store: (any CheckpointStore)?, spec: Digest, data: Digest, fingerprintEvery: Int?
  ) {
    guard let store, fingerprintEvery != nil else { return nil }
    self.store = store
    self.spec = spec
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

    /// The state to go on from, if there is one that fits the run.
    func last<State: ResumableState>(where fits: (State) -> Bool) -> State? {
      guard let bytes = store.checkpoint(ofReplicate: identity.replicate) else { return nil }
      do {
        let state = try Checkpoint<State>(bytes, for: identity).state
        guard fits(state) else { throw Failure.otherForm }
        return state
      } catch {
        let reason = (error as? Failure)?.problem ?? "\(error)"
        store.refuse(checkpointOfReplicate: identity.replicate, because: reason)
        return nil
      }
    }

    /// Keeps a state. One that has no text, for a number in it is not finite, is not kept: the run is
    /// about to diverge.
    func keep(_ state: some ResumableState) {
      guard let bytes = try? Checkpoint(state).bytes(identity) else { return }
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

/// A state with what it was made for.
struct Checkpoint<State: ResumableState> {
  let state: State

  init(_ state: State) { self.state = state }

  /// What of a checkpoint is no long array and has no bits that its text could lose.
  private struct Header: Codable {
    let identity: CheckpointIdentity
    let state: State.Header
    /// The bytes of each array that follows.
    let lengths: [Int]
  }

  /// The bytes: the header's length in 8, the header as JSON, the arrays in `.npy` form, and the
  /// digest of all that in 64 hexadecimal digits.
  func bytes(_ identity: CheckpointIdentity) throws -> Data {
    let arrays = state.arrays.map(\.npy)
    let header = Header(identity: identity, state: state.header, lengths: arrays.map(\.count))
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
    state = try State(header.state, arrays)
  }
}
