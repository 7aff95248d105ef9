// The linter of result prose: every digit a reader sees must come from a token.

import Records

/// The marks that chapters carry in comments: `results`, `/results`, `allow: reason`, `/allow`.
enum Marks {
  /// The words inside a comment, if it is a mark or nearly one; a misspelt mark must not pass as an
  /// ordinary comment.
  static func words(of comment: some StringProtocol) -> String? {
    let words = comment.dropFirst(4).dropLast(3).split { $0.isWhitespace }.joined(separator: " ")
    let lowercased = words.lowercased()
    let name = lowercased.hasPrefix("/") ? lowercased.dropFirst() : lowercased[...]
    return name.hasPrefix("result") || name.hasPrefix("allow") ? words : nil
  }
}

/// Finds numbers in result prose that nothing vouches for.
struct BareNumbers {
  private let lines: [Substring]
  private var results: Place?
  private var allowance: Place?
  private var faults: [Failure] = []
  private var lastLine = 0

  /// The faults of a chapter cut into blocks.
  static func faults(in blocks: [PlacedBlock], of chapter: Chapter) -> [Failure] {
    let lines = chapter.text.utf8.split(separator: 10, omittingEmptySubsequences: false)
    var linter = BareNumbers(lines: lines.map { Substring($0) })
    for placed in blocks {
      switch placed.block {
      case .mark(let words): linter.apply(words, at: placed.place, isAlone: true)
      case .paragraph(let spans), .heading(_, let spans): linter.check(spans)
      case .blank, .verbatim, .picture, .directive: break
      }
    }
    for place in [linter.results, linter.allowance].compactMap(\.self) {
      linter.faults.append(place.failure("a mark is opened here and not closed in this chapter"))
    }
    return linter.faults
  }

  private init(lines: [Substring]) { self.lines = lines }

  private mutating func check(_ spans: [PlacedSpan]) {
    for placed in spans {
      if case .mark(let words) = placed.span { apply(words, at: placed.place, isAlone: false) }
      if case .prose(let text) = placed.span, results != nil, allowance == nil {
        check(text, at: placed.place)
      }
    }
  }

  private mutating func apply(_ words: String, at place: Place, isAlone: Bool) {
    switch words {
    case "results" where isAlone && results == nil: results = place
    case "/results" where isAlone && results != nil: results = nil
    case "/allow" where allowance != nil: allowance = nil
    case _ where words.hasPrefix("allow: ") && allowance == nil: allowance = place
    default:
      faults.append(
        place.failure(
          "the mark '\(words)' is not expected here; there are 'results' and '/results', alone on "
            + "their lines, and 'allow: reason' and '/allow', each closed before the next"))
    }
  }

  /// Complains once of each line.
  private mutating func check(_ text: String, at place: Place) {
    var place = place
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        place.line += 1
      } else if Self.isNumeric(scalar), place.line != lastLine {
        lastLine = place.line
        let line = lines[place.line - 1]
        faults.append(
          place.failure(
            "'\(scalar)' is a bare number among results; quote a value by '{{value FIGURE KEY "
              + "FORMAT}}' or wrap it in '<!-- allow: reason -->…<!-- /allow -->': \(line)"))
      }
    }
  }

  private static func isNumeric(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? ("0"..."9").contains(scalar) : scalar.properties.numericType != nil
  }
}
