// The gallery of the project's README: how many claims of each work came out how, and the standard
// preset's pictures with what came of theirs, between two marks; the rest of that file is written by hand.

import Papers
import Records

/// The gallery between the marks of a Markdown file.
struct Gallery {
  static let file = "README.md"
  /// Its name among what the report was woven from: hands may have been at it since.
  static let name = "gallery of \(file)"
  private static let begin = "<!-- gallery: written by `make report` -->\n"
  private static let end = "<!-- /gallery -->"

  /// The text between the marks.
  let text: String

  /// The gallery of figures with their claims.
  init(_ figures: [FigureDefinition], claims: [Claim]) {
    let lines = figures.map { figure in
      let claims = claims.filter { $0.figure == figure.id }
      let summary = claims.isEmpty ? "no claims" : PictureIndex.summary(of: claims)
      let picture = "<img src=\"figures/\(figure.id).png\" width=\"420\" alt=\"\(figure.title)\">"
      return "| [\(picture)](paper/report.md#\(figure.id)) | **\(figure.title)**<br>"
        + "\(figure.work.rawValue), \(figure.source)<br>\(summary) |\n"
    }
    text = """

      \(Self.verdicts(figures, claims))
      | figure | what it shows, and its claims |
      |---|---|
      \(lines.joined())

      """
  }

  /// How many claims of each work came out how.
  private static func verdicts(_ figures: [FigureDefinition], _ claims: [Claim]) -> String {
    let works = Dictionary(figures.map { ($0.id, $0.work) }) { first, _ in first }
    func row(_ name: String, _ claims: [Claim]) -> String {
      let counts = Claim.Verdict.allCases.map { verdict in claims.count { $0.verdict == verdict } }
      return "| \(name) | \(counts.map(String.init).joined(separator: " | ")) |\n"
    }
    let heads = Claim.Verdict.allCases.map(\.rawValue).joined(separator: " | ")
    let rows = Work.allCases.map { work in
      row("\(work.rawValue): *\(work.title)*", claims.filter { works[$0.figure] == work })
    }
    return "| claims of | \(heads) |\n|---|--:|--:|--:|--:|\n" + rows.joined()
      + row("**all works**", claims)
  }

  /// The digest of the gallery that the file shows; `nil` where it has no place for one.
  static var found: Digest? {
    guard let file = try? Files.readText(Self.file) else { return nil }
    return parts(of: file).map { Digest(of: $0.gallery) }
  }

  /// A file cut at the marks.
  private static func parts(of file: String) -> (head: String, gallery: String, tail: String)? {
    guard let begin = file.firstRange(of: Self.begin)?.upperBound,
      let end = file[begin...].firstRange(of: Self.end)?.lowerBound
    else { return nil }
    return (String(file[..<begin]), String(file[begin..<end]), String(file[end...]))
  }

  /// Whether the file already shows it, or has no place for it.
  var isFresh: Bool { Self.found.map { $0 == Digest(of: text) } ?? true }

  /// Writes it into the file.
  func write() throws {
    guard let file = try? Files.readText(Self.file), let parts = Self.parts(of: file) else {
      return
    }
    try Files.writeIfChanged(parts.head + text + parts.tail, to: Self.file)
  }
}
