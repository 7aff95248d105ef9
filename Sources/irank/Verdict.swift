// What verification says of one subject: a figure, the report, the manifest itself.

import Records
import Report

/// A subject and what was found.
struct Verdict {
  /// A figure's id, `report` or the manifest's path.
  let subject: String
  /// The file that annotations point at.
  let file: String
  let outcome: Outcome

  enum Outcome {
    /// Everything is as accepted, up to a remark.
    case verified(String)
    /// It is what its runs give, and the manifest cannot know it.
    case unlisted
    /// The first tier that moved, what moved, and the command that replays it.
    case differs(tier: String, what: [String], replay: String)
  }

  /// Whether nothing differs.
  var isVerified: Bool {
    if case .differs = outcome { return false }
    return true
  }

  fileprivate static let unlisted = "not in the manifest: made from your image files"

  /// Lines for a person.
  func text(width: Int) -> String {
    let name = subject + String(repeating: " ", count: max(0, width - subject.count))
    switch outcome {
    case .verified(let remark): return "\(name)  verified  \(remark)"
    case .unlisted: return "\(name)  \(Self.unlisted)"
    case .differs(let tier, let what, let replay):
      let indent = "\n" + String(repeating: " ", count: width + 2)
      return "\(name)  DIFFERS   \(tier): " + what.joined(separator: indent)
        + "\(indent)replay: \(replay)"
    }
  }
}

extension [Verdict] {
  /// JUnit XML, one test case a subject.
  func junit(suite: String) -> String {
    let failures = count { !$0.isVerified }
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites tests="\(count)" failures="\(failures)">
        <testsuite name="\(suite.escapedForMarkup)" tests="\(count)" failures="\(failures)" errors="0">

      """
    for verdict in self {
      let name = verdict.subject.escapedForMarkup
      text += "    <testcase classname=\"\(suite.escapedForMarkup)\" name=\"\(name)\""
      switch verdict.outcome {
      case .verified: text += "/>\n"
      case .unlisted:
        text += "><skipped message=\"\(Verdict.unlisted)\"/></testcase>\n"
      case .differs(let tier, let what, let replay):
        let body = (what + ["replay: \(replay)"]).joined(separator: "\n").escapedForMarkup
        text += """
          >
                <failure message="\(tier.escapedForMarkup) differs" type="\(tier.escapedForMarkup)">\(body)</failure>
              </testcase>

          """
      }
    }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  /// Workflow commands that GitHub Actions shows at the files concerned.
  var annotations: String {
    compactMap { verdict in
      guard case .differs(let tier, let what, let replay) = verdict.outcome else { return nil }
      let title = "\(verdict.subject): \(tier) differs".annotationEscaped
      let body = (what + ["replay: \(replay)"]).joined(separator: "\n").annotationEscaped
      return "::error file=\(verdict.file.annotationEscaped),title=\(title)::\(body)\n"
    }.joined()
  }
}

extension String {
  /// As the runner's parser wants a property or a message: percent, line ends, colon, comma.
  fileprivate var annotationEscaped: String {
    replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
      .replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
