/// What went wrong at a boundary, in words a user can act on.
///
/// Numeric code traps on violated preconditions; everything that reads what a person or another
/// program wrote throws this instead.
public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, figure or option concerned.
  public var subject: String
  /// The field inside it (a JSON path, a line, a column), empty where the whole subject is meant.
  public var field: String
  /// What was found and what was expected.
  public var problem: String
  /// The command to run next, empty where there is none.
  public var hint: String

  /// Describes a failure; `field` and `hint` may be left out.
  public init(_ subject: String, field: String = "", _ problem: String, hint: String = "") {
    self.subject = subject
    self.field = field
    self.problem = problem
    self.hint = hint
  }

  /// The text a person reads.
  public var description: String {
    let place = field.isEmpty ? subject : "\(subject): \(field)"
    return hint.isEmpty ? "\(place): \(problem)" : "\(place): \(problem)\n  next: \(hint)"
  }

  /// The same failure, said of a particular file.
  public func about(_ subject: String) -> Failure {
    Failure(subject, field: field, problem, hint: hint)
  }
}
