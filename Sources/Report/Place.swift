// Where something stands in the literate sources, and faults said of it.

import Records

/// A line of a chapter, or a text of a figure that the line shows.
struct Place: Hashable {
  /// The chapter's name.
  var chapter: String
  /// The line, counted from 1.
  var line: Int
  /// The figure's text, e.g. `the caption of norms2020-fig1`; empty for the chapter's own.
  var part = ""

  /// A failure at this place.
  func failure(_ problem: String) -> Failure {
    let problem = part.isEmpty ? problem : "\(part): \(problem)"
    return Failure(chapter, field: "line \(line)", problem, hint: Self.next)
  }

  /// The command to run after a correction.
  static let next = "make report"
}

extension Failure {
  /// One failure that tells several, so that an author can correct them all at once.
  ///
  /// - Precondition: there is at least one.
  static func combining(_ failures: [Failure]) -> Failure {
    let others = failures.dropFirst().map { failure in
      var failure = failure
      failure.hint = ""
      return "\n\(failure)"
    }
    var first = failures[0]
    first.problem += others.joined()
    return first
  }
}
