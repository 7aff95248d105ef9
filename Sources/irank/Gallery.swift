// The gallery of the project's README: the standard preset's pictures with what came of their claims,
// between two marks; the rest of that file is written by hand.

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
    text = "\n| figure | what it shows, and its claims |\n|---|---|\n\(lines.joined())\n"
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
