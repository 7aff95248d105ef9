// Relative links lead from a chapter's directory; the woven file may lie in another one.

/// Rewrites the relative links of a chapter for the woven file.
struct RelativeLinks {
  private let chapterDirectory: [Substring]
  private let outputDirectory: [Substring]

  /// Links of a chapter inside a woven file, both named by their paths from the repository's root.
  init(from chapter: String, to output: String) {
    chapterDirectory = chapter.split(separator: "/").dropLast()
    outputDirectory = output.split(separator: "/").dropLast()
  }

  /// The target as the woven file must write it; unchanged where both lie in one directory, and for
  /// fragments, absolute paths and addresses with a scheme.
  func rewritten(_ target: String) -> String {
    let isRelative =
      !target.isEmpty && !target.hasPrefix("#") && !target.hasPrefix("/")
      && !target.hasPrefix("<") && !target.contains("://") && !target.hasPrefix("mailto:")
    guard isRelative, chapterDirectory != outputDirectory else { return target }
    var path = chapterDirectory
    for step in target.split(separator: "/") where step != "." {
      if step == "..", path.last.map({ $0 != ".." }) ?? false {
        path.removeLast()
      } else {
        path.append(step)
      }
    }
    let shared = zip(path, outputDirectory).prefix { $0 == $1 }.count
    let up = [Substring](repeating: "..", count: outputDirectory.count - shared)
    return (up + path.dropFirst(shared)).joined(separator: "/")
  }
}
