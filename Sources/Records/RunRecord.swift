// What a run leaves behind: a pure function of its spec. Times and hosts go to `timing.json`.

/// The result of a run, beside its trace.
public struct RunRecord: Codable, Hashable, Sendable {
  /// The run's name.
  public var id: String
  /// The digest of the canonical text of its spec.
  public var spec: Digest
  /// The digest of the target and of what is observed of it.
  public var data: Digest
  /// The draw of the target that was accepted, counted from 1; absent where a target is not drawn again
  /// until it meets a condition.
  public var targetDraw: Int?
  /// Where the images of the run come from; absent where it uses none.
  public var images: ImageProvenance?
  /// The digest of `trace.csv`.
  public var trace: Digest
  /// The version of the kernels' bits that made it.
  public var kernelBits: Int
  /// One result per replicate, in ascending order.
  public var replicates: [Replicate]

  /// A record; see the members for their meaning.
  public init(
    id: String, spec: Digest, data: Digest, targetDraw: Int? = nil, images: ImageProvenance? = nil,
    trace: Digest, kernelBits: Int, replicates: [Replicate]
  ) {
    self.id = id
    self.spec = spec
    self.data = data
    self.targetDraw = targetDraw
    self.images = images
    self.trace = trace
    self.kernelBits = kernelBits
    self.replicates = replicates
  }

  /// How one replicate ended.
  public struct Replicate: Codable, Hashable, Sendable {
    /// Its number.
    public var number: Int
    /// Why it ended.
    public var outcome: Outcome
    /// How many updates were made.
    public var iterations: Int
    /// The draw that was accepted, counted from 1 (draws are repeated until a condition on the
    /// determinant holds).
    public var draw: Int
    /// The trace's columns at the last finite record, and the quantities asked for at the end.
    public var final: [String: Double]
    /// The extremes of each monitor, by its name; absent where no record fell into its window.
    public var extremes: [String: Extremes]
    /// The digest of the weights at the end, row-major, factor after factor, little-endian.
    public var weights: Digest
    /// The training fingerprint: such digests of the weights after every so many iterations as the
    /// spec's recording asks for.
    public var fingerprints: [Digest]?

    /// A replicate's result; see the members for their meaning.
    public init(
      number: Int, outcome: Outcome, iterations: Int, draw: Int, final: [String: Double],
      extremes: [String: Extremes], weights: Digest, fingerprints: [Digest]? = nil
    ) {
      self.number = number
      self.outcome = outcome
      self.iterations = iterations
      self.draw = draw
      self.final = final
      self.extremes = extremes
      self.weights = weights
      self.fingerprints = fingerprints
    }
  }

  /// Why a replicate ended.
  public enum Outcome: String, Codable, Hashable, Sendable {
    /// The loss stayed below the tolerance for as long as the stopping rule asks.
    case converged
    /// The cap on iterations was reached first.
    case capped
    /// The loss or a weight stopped being finite.
    case diverged
  }

  /// The smallest and largest value of a monitored quantity.
  public struct Extremes: Codable, Hashable, Sendable {
    /// The smallest value.
    public var least: Double
    /// The largest value.
    public var greatest: Double
    /// Over how many records.
    public var records: Int

    /// The extremes of `records` values.
    public init(least: Double, greatest: Double, records: Int) {
      self.least = least
      self.greatest = greatest
      self.records = records
    }
  }
}

/// How a record came to be: what may differ from machine to machine and enters no digest.
public struct Timing: Codable, Hashable, Sendable {
  /// Wall-clock seconds of training.
  public var seconds: Double
  /// Iterations of all replicates together.
  public var iterations: Int
  /// The host's operating system and processor.
  public var host: String
  /// The digest of the training program's code.
  public var trainer: Digest
  /// The digest of the `record.json` written beside it.
  public var record: Digest
  /// The digest of the published files that it was trained on; absent where it read none.
  public var images: Digest?

  /// A timing; see the members for their meaning.
  public init(
    seconds: Double, iterations: Int, host: String, trainer: Digest, record: Digest,
    images: Digest? = nil
  ) {
    self.seconds = seconds
    self.iterations = iterations
    self.host = host
    self.trainer = trainer
    self.record = record
    self.images = images
  }
}
