// A chapter becomes blocks, line by line.

import Records

/// A part of a chapter that stands on lines of its own.
enum Block {
  /// An empty line.
  case blank
  /// Fenced code, a displayed formula or a comment: stays as it is.
  case verbatim(String)
  /// A comment alone on its line that marks results or allows numbers: its words.
  case mark(String)
  /// Lines of text, a list or a table.
  case paragraph([PlacedSpan])
  /// A heading of level 1 to 6.
  case heading(Int, [PlacedSpan])
  /// `![](figure:id)`
  case picture(String)
  /// A token other than a value, alone on its line.
  case directive([String])
}

/// A block and the line on which it begins.
struct PlacedBlock {
  var block: Block
  var place: Place
}

/// Cuts a chapter into blocks.
struct ChapterReader {
  private let name: String
  private let lines: [Substring]
  private var next = 0
  private(set) var blocks: [PlacedBlock] = []
  /// What is wrong with the chapter's syntax.
  private(set) var faults: [Failure] = []

  /// Reads a whole chapter.
  init(_ chapter: Chapter) {
    name = chapter.name
    lines = chapter.text.utf8.split(separator: 10, omittingEmptySubsequences: false).map {
      Substring($0.last == 13 ? $0.dropLast() : $0)
    }
    while next < lines.count { readBlock() }
  }

  private var place: Place { Place(chapter: name, line: next + 1) }

  private mutating func readBlock() {
    let line = trimmed(lines[next])
    if line.isEmpty {
      append(.blank, lines: 1)
    } else if let fence = openingFence(line) {
      readVerbatim("code", from: 1) { Self.closes(fence, $0) }
    } else if opensFormula(line) {
      readVerbatim("formula", from: line.dropFirst(2).contains("$$") ? 0 : 1) { $0.hasSuffix("$$") }
    } else if let last = commentEnd() {
      readComment(through: last)
    } else if let level = headingLevel(lines[next]) {
      let text = trimmed(lines[next].dropFirst(level))
      append(.heading(level, spans(of: text)), lines: 1)
    } else if let id = pictureID(lines[next]) {
      append(.picture(id), lines: 1)
    } else if let words = directive(lines[next]) {
      append(.directive(words), lines: 1)
    } else {
      readParagraph()
    }
  }

  private mutating func append(_ block: Block, lines count: Int) {
    blocks.append(PlacedBlock(block: block, place: place))
    next += count
  }

  private mutating func spans(of text: some StringProtocol) -> [PlacedSpan] {
    SpanScanner.spans(of: text, at: place, faults: &faults)
  }

  /// Reads up to the first line that closes the block, looking from an offset on.
  private mutating func readVerbatim(
    _ kind: String, from offset: Int, until closes: (Substring) -> Bool
  ) {
    var last = next + offset
    while last < lines.count, !closes(trimmed(lines[last])) { last += 1 }
    if last == lines.count {
      faults.append(place.failure("a block of \(kind) is not closed"))
      last -= 1
    }
    let text = lines[next...last].joined(separator: "\n")
    if kind == "formula", text.contains("{{value") {
      faults.append(place.failure("a token inside a formula, which is never changed"))
    }
    append(.verbatim(text), lines: last - next + 1)
  }

  private mutating func readComment(through last: Int) {
    let text = lines[next...last].joined(separator: "\n")
    append(Marks.words(of: text).map { .mark($0) } ?? .verbatim(text), lines: last - next + 1)
  }

  private mutating func readParagraph() {
    var end = next + 1
    while end < lines.count, !startsBlock(end) {
      let line = trimmed(lines[end])
      if line.allSatisfy({ $0 == "=" }) || (line.count > 1 && line.allSatisfy { $0 == "-" }) {
        faults.append(
          Place(chapter: name, line: end + 1).failure(
            "an underlined heading, or a rule right below text; write '## …' or an empty line"))
      }
      end += 1
    }
    append(.paragraph(spans(of: lines[next..<end].joined(separator: "\n"))), lines: end - next)
  }

  // MARK: What a line starts

  private func startsBlock(_ index: Int) -> Bool {
    let line = trimmed(lines[index])
    return line.isEmpty || openingFence(line) != nil || opensFormula(line)
      || commentEnd(from: index) != nil || headingLevel(lines[index]) != nil
      || pictureID(lines[index]) != nil || directive(lines[index]) != nil
  }

  private func openingFence(_ line: Substring) -> Substring? {
    for mark in ["`", "~"] as [Character] {
      let fence = line.prefix { $0 == mark }
      let opens = mark == "~" || !line.dropFirst(fence.count).contains("`")
      if fence.count >= 3, opens { return fence }
    }
    return nil
  }

  private static func closes(_ fence: Substring, _ line: Substring) -> Bool {
    line.hasPrefix(fence) && line.allSatisfy { $0 == fence.first }
  }

  /// Whether a displayed formula begins here with nothing else on its first line.
  private func opensFormula(_ line: Substring) -> Bool {
    line.hasPrefix("$$") && (!line.dropFirst(2).contains("$$") || line.dropFirst(2).hasSuffix("$$"))
  }

  /// The line that closes the comment begun on this one, if nothing follows the comment there.
  private func commentEnd(from index: Int? = nil) -> Int? {
    let first = index ?? next
    guard trimmed(lines[first]).hasPrefix("<!--"),
      let last = lines[first...].firstIndex(where: { $0.contains("-->") }),
      let end = lines[last].firstRange(of: "-->")?.upperBound
    else { return nil }
    return trimmed(lines[last][end...]).isEmpty ? last : nil
  }

  private func headingLevel(_ line: Substring) -> Int? {
    let level = line.prefix { $0 == "#" }.count
    guard (1...6).contains(level) else { return nil }
    return line.dropFirst(level).first.map { $0 == " " } ?? true ? level : nil
  }

  private func pictureID(_ line: Substring) -> String? {
    let line = trimmedEnd(line)
    guard line.hasPrefix("![](figure:"), line.hasSuffix(")") else { return nil }
    let id = line.dropFirst(11).dropLast()
    return id.contains(where: { $0 == ")" || $0 == "(" }) ? nil : String(id)
  }

  /// The words of a token other than a value that is alone on its line.
  private func directive(_ line: Substring) -> [String]? {
    let line = trimmedEnd(line)
    guard line.hasPrefix("{{"), line.hasSuffix("}}") else { return nil }
    let inner = line.dropFirst(2).dropLast(2)
    let words = inner.split(separator: " ").map(String.init)
    return inner.contains("{{") || inner.contains("}}") || words.first == "value" ? nil : words
  }

  private func trimmed(_ line: Substring) -> Substring {
    trimmedEnd(line.drop { $0 == " " || $0 == "\t" })
  }

  private func trimmedEnd(_ line: Substring) -> Substring {
    var line = line
    while line.last == " " || line.last == "\t" { line.removeLast() }
    return line
  }
}
