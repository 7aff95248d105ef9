// Code in the report is cut from the source by markers, so it cannot drift from what runs.

import Records

/// The lines between `// region: NAME` and `// endregion` of a source file.
struct SourceExcerpt {
  /// The lines, without markers and common indentation.
  let lines: [Substring]
  /// The file's numbers of the first and last of them.
  let lineNumbers: ClosedRange<Int>

  /// Cuts a region out of a file's text. Regions may be nested; inner markers are left out.
  ///
  /// - Throws: `Failure` naming the file if the region is missing, twice there, empty, or not closed.
  init(region: String, of path: String, text: String) throws(Failure) {
    let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
      .map { Substring($0) }
    let openings = lines.indices.filter { Self.openedRegion(by: lines[$0]) == region }
    guard openings.count == 1, let opening = openings.first else {
      let known = lines.compactMap(Self.openedRegion).joined(separator: ", ")
      throw Failure(
        path,
        "has \(openings.count) regions '// region: \(region)', expected one; its regions: "
          + (known.isEmpty ? "none" : known))
    }
    var depth = 1
    var end = opening
    while depth > 0, end + 1 < lines.count {
      end += 1
      depth += Self.openedRegion(by: lines[end]) != nil ? 1 : Self.closesRegion(lines[end]) ? -1 : 0
    }
    guard depth == 0 else {
      throw Failure(
        path, field: "line \(opening + 1)", "region '\(region)' has no '// endregion'")
    }
    let kept = lines[opening + 1..<end].filter {
      Self.openedRegion(by: $0) == nil && !Self.closesRegion($0)
    }
    guard kept.contains(where: { !Self.isBlank($0) }) else {
      throw Failure(path, field: "line \(opening + 1)", "region '\(region)' is empty")
    }
    self.lines = Self.withoutCommonIndentation(kept)
    lineNumbers = opening + 2...end
  }

  /// The excerpt as a fenced block, and a link to its lines.
  func markdown(path: String, link: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRunOfBackticks + 1))
    let language = path.split(separator: ".").last ?? ""
    let (first, last) = (lineNumbers.lowerBound, lineNumbers.upperBound)
    let words = first == last ? "line \(first)" : "lines \(first)–\(last)"
    return """
      \(fence)\(language)
      \(lines.joined(separator: "\n"))
      \(fence)

      <sub>[\(path), \(words)](\(link)#L\(first)-L\(last))</sub>
      """
  }

  private var longestRunOfBackticks: Int {
    var (longest, current) = (0, 0)
    for byte in lines.joined(separator: "\n").utf8 {
      current = byte == UInt8(ascii: "`") ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }

  private static func openedRegion(by line: Substring) -> String? {
    let line = line.drop { $0 == " " }
    guard line.hasPrefix("// region: ") else { return nil }
    return line.dropFirst(11).split(separator: " ").joined(separator: " ")
  }

  private static func closesRegion(_ line: Substring) -> Bool {
    line.split(separator: " ") == ["//", "endregion"]
  }

  private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " } }

  private static func withoutCommonIndentation(_ lines: [Substring]) -> [Substring] {
    let common =
      lines.filter { !isBlank($0) }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { isBlank($0) ? "" : $0.dropFirst(common) }
  }
}
