// The gallery of the project's README: the standard preset's pictures with what came of their claims,
// between two marks; the rest of that file is written by hand.

import Papers
import Records

/// The gallery between the marks of a Markdown file.
struct Gallery {
  static let file = "README.md"
  private static let begin = "<!-- gallery: written by `make report` -->\n"
  private static let end = "<!-- /gallery -->"

  /// The text between the marks.
  let text: String

  /// The gallery of an index.
  init(_ index: PictureIndex) {
    let lines = index.figures.map { figure in
      let claims = index.claims.filter { $0.figure == figure.id }
      let summary = claims.isEmpty ? "no claims" : PictureIndex.summary(of: claims)
      let picture = "<img src=\"figures/\(figure.id).png\" width=\"420\" alt=\"\(figure.title)\">"
      return "| [\(picture)](paper/report.md#\(figure.id)) | **\(figure.title)**<br>"
        + "\(figure.work.rawValue), \(figure.source)<br>\(summary) |\n"
    }
    text = "\n| figure | what it shows, and its claims |\n|---|---|\n\(lines.joined())\n"
  }

  /// A file's text with the gallery in its place; `nil` where it has no marks.
  func placed(in file: String) -> String? {
    let head = file.split(separator: Self.begin, maxSplits: 1, omittingEmptySubsequences: false)
    guard head.count == 2 else { return nil }
    let tail = head[1].split(separator: Self.end, maxSplits: 1, omittingEmptySubsequences: false)
    guard tail.count == 2 else { return nil }
    return "\(head[0])\(Self.begin)\(text)\(Self.end)\(tail[1])"
  }

  /// Whether the file already shows it, or has no place for it.
  var isFresh: Bool {
    guard let file = try? Files.readText(Self.file) else { return true }
    return placed(in: file).map { $0 == file } ?? true
  }

  /// Writes it into the file.
  func write() throws {
    guard let file = try? Files.readText(Self.file), let placed = placed(in: file) else { return }
    try Files.writeIfChanged(placed, to: Self.file)
  }
}
