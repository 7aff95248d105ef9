// What a run writes down: which quantities, at which iterations, and which extremes it watches.

/// What is written down on the way.
public struct Recording: Codable, Hashable, Sendable {
  /// Iterations between two records; the loss is checked there, too.
  public var every: Int
  /// The trace's columns beside replicate, iteration and loss.
  public var columns: [Observable]
  /// Which records stay in the trace.
  public var kept: Thinning
  /// Levels of the loss: the first record below each is kept whatever the thinning says.
  public var marks: [Double]
  /// Extremes over *every* record, kept or not.
  public var monitors: [Monitor]
  /// Quantities of the model that a replicate ends with, too costly for every record.
  public var atEnd: [Observable]?
  /// Iterations between two digests of the weights, a multiple of `every`. At each of them a run that
  /// was interrupted can go on.
  public var fingerprintEvery: Int?

  /// A recording; by default every record stays, nothing is monitored, and there is neither a costly
  /// quantity nor a fingerprint.
  public init(
    every: Int, columns: [Observable], kept: Thinning = .all, marks: [Double] = [],
    monitors: [Monitor] = [], atEnd: [Observable]? = nil, fingerprintEvery: Int? = nil
  ) {
    self.every = every
    self.columns = columns
    self.kept = kept
    self.marks = marks
    self.monitors = monitors
    self.atEnd = atEnd
    self.fingerprintEvery = fingerprintEvery
  }
}

/// Which records stay in the trace. The last record and the marks always stay.
public enum Thinning: Codable, Hashable, Sendable {
  /// Every record.
  case all
  /// A record stays when its loss has moved by this factor (below 1) from the last one kept.
  case byLoss(ratio: Double)
  /// Only marks and the last record.
  case marks
}

/// A quantity of the current model, by name; `Training` knows the names of each model.
///
/// Written as a plain string, with indices in brackets counted from 1 as in the papers:
/// `entry[1,1]`, `singularValue[2]`, `determinant`. A set of modes stands in braces before the indices:
/// `localComponentNorm[{1,2},3]`.
public struct Observable:
  RawRepresentable, Codable, Hashable, Sendable, ExpressibleByStringLiteral
{
  /// The name, which is also the trace column's.
  public var rawValue: String

  /// The observable of this name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The observable of this name.
  public init(stringLiteral name: String) { rawValue = name }

  /// The observable of this name with a set of modes, where it has one, and indices in brackets.
  public init(_ name: String, modes: [Int] = [], _ indices: Int...) {
    let set = "{" + modes.map(String.init).joined(separator: ",") + "}"
    let list = ((modes.isEmpty ? [] : [set]) + indices.map(String.init)).joined(separator: ",")
    rawValue = list.isEmpty ? name : "\(name)[\(list)]"
  }

  /// Reads the value from its text form.
  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the value in its text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// The smallest and largest value of a quantity over every record inside a window of the loss.
public struct Monitor: Codable, Hashable, Sendable {
  /// The key of the result in the record.
  public var name: String
  /// The quantity watched.
  public var observable: Observable
  /// Only records with a loss of at least this count.
  public var lossAtLeast: Double?
  /// Only records with a loss of at most this count.
  public var lossAtMost: Double?

  /// Watches a quantity, by default over the whole run.
  public init(
    _ name: String, _ observable: Observable, lossAtLeast: Double? = nil,
    lossAtMost: Double? = nil
  ) {
    self.name = name
    self.observable = observable
    self.lossAtLeast = lossAtLeast
    self.lossAtMost = lossAtMost
  }
}
