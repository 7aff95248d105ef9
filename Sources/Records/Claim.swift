// What a figure of a paper says, as data: the paper's number, ours, and a verdict.

/// A statement of a paper's figure or theorem, checked against this build.
public struct Claim: Codable, Hashable, Sendable {
  /// Its key: figure id, a slash, the sheet's claim id, e.g. `norms2020-fig1/F1.2`.
  public var id: String
  /// The figure it belongs to.
  public var figure: String
  /// What is claimed, in a sentence.
  public var statement: String
  /// Where the works say so.
  public var source: String
  /// The paper's value, in words or numbers.
  public var paper: String
  /// The comparisons that decide.
  public var checks: [Check]
  /// Why the tolerances are what they are.
  public var reason: String
  /// The verdict.
  public var verdict: Verdict
  /// What was found, where the verdict needs a word more; empty otherwise.
  public var note: String

  /// A claim whose checks decide its verdict.
  public init(
    _ id: String, figure: String, _ statement: String, source: String, paper: String,
    reason: String, note: String = "", checks: [Check]
  ) {
    self.init(
      id: id, figure: figure, statement: statement, source: source, paper: paper, checks: checks,
      reason: reason, verdict: Self.verdict(of: checks), note: note)
  }

  /// A claim that this preset cannot test, and why.
  public init(
    _ id: String, figure: String, _ statement: String, source: String, paper: String,
    notTestable reason: String
  ) {
    self.init(
      id: id, figure: figure, statement: statement, source: source, paper: paper, checks: [],
      reason: reason, verdict: .notTestable, note: "")
  }

  private init(
    id: String, figure: String, statement: String, source: String, paper: String, checks: [Check],
    reason: String, verdict: Verdict, note: String
  ) {
    self.id = "\(figure)/\(id)"
    self.figure = figure
    self.statement = statement
    self.source = source
    self.paper = paper
    self.checks = checks
    self.reason = reason
    self.verdict = verdict
    self.note = note
  }

  private static func verdict(of checks: [Check]) -> Verdict {
    precondition(!checks.isEmpty, "a claim without checks needs a reason why it is not testable")
    let held = checks.filter(\.holds).count
    return held == checks.count ? .reproduced : held == 0 ? .notReproduced : .partly
  }

  /// What came of a claim.
  public enum Verdict: String, Codable, Hashable, Sendable, CaseIterable {
    /// Every check holds.
    case reproduced
    /// Some checks hold.
    case partly
    /// No check holds.
    case notReproduced = "not reproduced"
    /// This preset or machine cannot tell; the reason says why.
    case notTestable = "not testable here"
  }

  /// One comparison: our value inside an interval.
  public struct Check: Codable, Hashable, Sendable {
    /// What is compared.
    public var name: String
    /// Our value; `nil` where the run did not produce it, which never holds.
    public var ours: Double?
    /// The smallest value that still agrees, if there is one.
    public var atLeast: Double?
    /// The largest value that still agrees, if there is one.
    public var atMost: Double?
    /// Whether our value lies inside.
    public var holds: Bool

    /// Compares our value with an interval, open-ended where a bound is left out.
    public init(_ name: String, _ ours: Double?, atLeast: Double? = nil, atMost: Double? = nil) {
      precondition(atLeast != nil || atMost != nil, "a check needs a bound")
      self.name = name
      let finite = ours.flatMap { $0.isFinite ? $0 : nil }
      self.ours = finite
      self.atLeast = atLeast
      self.atMost = atMost
      holds =
        finite.map { value in
          (atLeast.map { value >= $0 } ?? true) && (atMost.map { value <= $0 } ?? true)
        } ?? false
    }

    /// Compares our value with an expected one, up to an absolute tolerance.
    public init(_ name: String, _ ours: Double?, near expected: Double, within tolerance: Double) {
      self.init(name, ours, atLeast: expected - tolerance, atMost: expected + tolerance)
    }
  }
}

/// A named number of a figure that prose may quote.
public struct Quantity: Codable, Hashable, Sendable {
  /// The number.
  public var value: Double
  /// Its unit, empty for pure numbers.
  public var unit: String
  /// What it is, in a phrase.
  public var meaning: String

  /// A quantity.
  public init(_ value: Double, unit: String = "", _ meaning: String) {
    self.value = value
    self.unit = unit
    self.meaning = meaning
  }
}
