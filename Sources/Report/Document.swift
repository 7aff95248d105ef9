// The woven document while it grows: its parts, its anchors, and the links that must find one.

import Records

/// Collects woven parts and puts them together at the end, when all headings are known.
struct Document {
  private enum Part {
    case blank
    case lines(String)
    case block(String)
    case heading(level: Int, markdown: String, Place)
    case contents
  }

  private var parts: [Part] = []
  private var anchors: Set<String> = []
  private var fragments: [(name: String, place: Place)] = []

  /// An empty line; several in a row become one.
  mutating func appendBlank() { parts.append(.blank) }

  /// Lines of a chapter.
  mutating func append(_ lines: String) { parts.append(.lines(lines)) }

  /// A woven block, which stands between empty lines.
  mutating func appendBlock(_ text: String) { parts.append(.block(text)) }

  /// A heading.
  mutating func appendHeading(level: Int, _ markdown: String, at place: Place) {
    parts.append(.heading(level: level, markdown: markdown, place))
  }

  /// The table of the headings that follow.
  mutating func appendContents() { parts.append(.contents) }

  /// Notes an anchor in the text.
  ///
  /// - Returns: false if there is one of that name.
  mutating func insertAnchor(_ name: String) -> Bool { anchors.insert(name).inserted }

  /// Notes a link to an anchor of the document.
  mutating func requireAnchor(_ name: String, at place: Place) { fragments.append((name, place)) }

  /// The document, with what is wrong with its anchors.
  func assembled() -> (text: String, faults: [Failure]) {
    var faults: [Failure] = []
    var known = anchors
    let names = headingAnchors()
    for case (let name?, .heading(_, _, let place)) in zip(names, parts)
    where !known.insert(name).inserted {
      faults.append(place.failure("the heading's anchor '#\(name)' is also that of something else"))
    }
    for (name, place) in fragments where !known.contains(name) {
      faults.append(place.failure("a link leads to '#\(name)', which is no anchor of the document"))
    }
    return (text(headingAnchors: names), faults)
  }

  /// The anchors of the parts that are headings.
  private func headingAnchors() -> [String?] {
    var anchors = HeadingAnchors()
    return parts.map { part in
      guard case .heading(_, let markdown, _) = part else { return nil }
      return anchors.anchor(of: markdown)
    }
  }

  private func text(headingAnchors names: [String?]) -> String {
    var text = ""
    func separate() {
      if !text.isEmpty, !text.utf8.suffix(2).elementsEqual("\n\n".utf8) { text += "\n" }
    }
    func append(block: String) {
      separate()
      text += block + "\n\n"
    }
    for (index, part) in parts.enumerated() {
      switch part {
      case .blank: separate()
      case .lines(let lines): text += lines + "\n"
      case .block(let block): append(block: block)
      case .heading(let level, let markdown, _):
        append(block: String(repeating: "#", count: level) + " " + markdown)
      case .contents: append(block: contents(after: index, names))
      }
    }
    while text.utf8.suffix(2).elementsEqual("\n\n".utf8) { text.removeLast() }
    return text
  }

  /// Headings down to the third level, as a nested list.
  private func contents(after index: Int, _ names: [String?]) -> String {
    let entries = zip(parts, names).dropFirst(index + 1).compactMap { part, name in
      if case .heading(let level, let markdown, _) = part, let name, level <= 3 {
        return (level: level, label: HeadingAnchors.withoutLinks(markdown), anchor: name)
      }
      return nil
    }
    let top = entries.map(\.level).min() ?? 1
    return entries.map { entry in
      String(repeating: "  ", count: entry.level - top) + "- [\(entry.label)](#\(entry.anchor))"
    }.joined(separator: "\n")
  }
}
