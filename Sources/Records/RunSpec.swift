// What `train` reads: one of four kinds of run, told apart by the field that only it has.

/// The definition of a run of any kind. Its text form is that of the kind alone.
public enum RunSpec: Hashable, Sendable {
  /// A factorization fitted to a matrix or tensor.
  case factorization(Experiment)
  /// A sum of products fitted to labels of images.
  case images(ImageExperiment)
  /// A residual network trained on a task that relates distant parts of its input.
  case network(NetworkExperiment)
  /// Inputs of a task, shown.
  case samples(SampleSheet)

  /// The run's name.
  public var id: String {
    switch self {
    case .factorization(let experiment): experiment.id
    case .images(let experiment): experiment.id
    case .network(let experiment): experiment.id
    case .samples(let sheet): sheet.id
    }
  }
}

extension RunSpec: Codable {
  private enum Field: String, CodingKey {
    case images, network, sheet
  }

  /// Reads the kind that the fields belong to; without a field of the others it is a factorization.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Field.self)
    if fields.contains(.images) {
      self = .images(try ImageExperiment(from: decoder))
    } else if fields.contains(.network) {
      self = .network(try NetworkExperiment(from: decoder))
    } else if fields.contains(.sheet) {
      self = .samples(try SampleSheet(from: decoder))
    } else {
      self = .factorization(try Experiment(from: decoder))
    }
  }

  /// Writes the kind's own fields.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .factorization(let experiment): try experiment.encode(to: encoder)
    case .images(let experiment): try experiment.encode(to: encoder)
    case .network(let experiment): try experiment.encode(to: encoder)
    case .samples(let sheet): try sheet.encode(to: encoder)
    }
  }
}
