// A paragraph becomes spans: which of its characters are prose, and which are code, formulas, link
// targets, comments or tokens. It is no Markdown parser: what it does not know is prose.

import Records

/// A stretch of a paragraph.
enum Span: Hashable {
  /// Text that a reader sees.
  case prose(String)
  /// A code span, with its backticks.
  case code(String)
  /// A formula, with its dollar signs.
  case formula(String)
  /// A comment that is no mark.
  case comment(String)
  /// The words inside a comment that marks results or allows numbers.
  case mark(String)
  /// Where a link or image leads.
  case target(String)
  /// The name of an anchor `<a id="…">` written in a chapter.
  case anchor(String)
  /// `{{words}}`
  case token([String])
  /// `[](figure:id)`
  case reference(String)
}

/// A span and the line on which it begins.
struct PlacedSpan {
  var span: Span
  var place: Place
}

/// Cuts a paragraph into spans.
struct SpanScanner {
  private let bytes: [UInt8]
  private var position = 0
  private var proseStart = 0
  private var place: Place
  private var spans: [PlacedSpan] = []
  private var faults: [Failure] = []

  private init(_ text: some StringProtocol, at place: Place) {
    bytes = Array(text.utf8)
    self.place = place
  }

  /// The spans of a paragraph that begins at a place; what is wrong with it joins `faults`.
  static func spans(
    of text: some StringProtocol, at place: Place, faults: inout [Failure]
  ) -> [PlacedSpan] {
    var scanner = SpanScanner(text, at: place)
    while scanner.position < scanner.bytes.count {
      if !scanner.takeSpan() { scanner.position += 1 }
    }
    scanner.emit(nil, upTo: scanner.position)
    faults += scanner.faults
    return scanner.spans
  }

  private mutating func takeSpan() -> Bool {
    switch bytes[position] {
    case UInt8(ascii: "\\"): takeEscape()
    case UInt8(ascii: "`"): takeCode()
    case UInt8(ascii: "$"): takeFormula()
    case UInt8(ascii: "<"): takeComment() || takeAnchor() || takeAutolink()
    case UInt8(ascii: "{"): takeToken()
    case UInt8(ascii: "["): takeReference()
    case UInt8(ascii: "]"): takeTarget()
    default: false
    }
  }

  // MARK: Kinds of spans

  private mutating func takeEscape() -> Bool {
    position = min(position + 2, bytes.count)
    return true
  }

  private mutating func takeCode() -> Bool {
    let fence = run(at: position)
    var end = position + fence
    while let tick = bytes[end...].firstIndex(of: UInt8(ascii: "`")) {
      let length = run(at: tick)
      end = tick + length
      if length == fence {
        emit(.code(text(position..<end)), upTo: end)
        return true
      }
    }
    position += fence
    return true
  }

  private mutating func takeFormula() -> Bool {
    guard let end = formulaEnd() else { return false }
    let formula = text(position..<end)
    if formula.contains("{{value") { fault("a token inside a formula, which is never changed") }
    emit(.formula(formula), upTo: end)
    return true
  }

  private mutating func takeComment() -> Bool {
    guard matches("<!--", at: position) else { return false }
    guard let end = find("-->", from: position + 4) else {
      fault("a comment is not closed with '-->'")
      return false
    }
    let comment = text(position..<end + 3)
    emit(Marks.words(of: comment).map { .mark($0) } ?? .comment(comment), upTo: end + 3)
    return true
  }

  private mutating func takeAnchor() -> Bool {
    guard matches("<a id=\"", at: position), let end = find("\">", from: position + 7) else {
      return false
    }
    emit(.anchor(text(position + 7..<end)), upTo: end + 2)
    return true
  }

  private mutating func takeAutolink() -> Bool {
    guard matches("<http", at: position), let end = find(">", from: position) else { return false }
    emitTarget(upTo: end + 1)
    return true
  }

  private mutating func takeToken() -> Bool {
    guard matches("{{", at: position) else { return false }
    let lineEnd = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    guard let end = find("}}", from: position + 2), end < lineEnd else {
      fault("a token is opened with '{{' and not closed with '}}' on its line")
      position += 2
      return true
    }
    let words = text(position + 2..<end).split(separator: " ").map(String.init)
    emit(.token(words), upTo: end + 2)
    return true
  }

  private mutating func takeReference() -> Bool {
    guard matches("[](figure:", at: position), let end = find(")", from: position) else {
      return false
    }
    if position > 0, bytes[position - 1] == UInt8(ascii: "!") {
      fault("a picture '![](figure:…)' must stand alone on its line, without indentation")
    }
    emit(.reference(text(position + 10..<end)), upTo: end + 1)
    return true
  }

  private mutating func takeTarget() -> Bool {
    guard matches("](", at: position) || definesLabel() else { return false }
    position += 2
    if matches("figure:", at: position) {
      fault("a figure is referred to as '[](figure:…)', without words of its own")
    }
    emitTarget(upTo: targetEnd())
    return true
  }

  // MARK: Where spans end

  /// Whether the bracket here closes the label of a line `[label]: target`; a footnote is no label.
  private func definesLabel() -> Bool {
    guard matches("]: ", at: position) else { return false }
    let start = bytes[..<position].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return bytes[start] == UInt8(ascii: "[") && !matches("[^", at: start)
  }

  private func targetEnd() -> Int {
    var end = position
    if end < bytes.count, bytes[end] == UInt8(ascii: " ") { end += 1 }
    var depth = 0
    while end < bytes.count, !isSpace(end) {
      if bytes[end] == UInt8(ascii: "(") { depth += 1 }
      if bytes[end] == UInt8(ascii: ")") { depth -= 1 }
      if depth < 0 { break }
      end += 1
    }
    return end
  }

  /// Where the formula ends that the dollar sign here opens, if it opens one.
  private func formulaEnd() -> Int? {
    if matches("$$", at: position) { return find("$$", from: position + 2).map { $0 + 2 } }
    if matches("$`", at: position) { return find("`$", from: position + 2).map { $0 + 2 } }
    guard position + 1 < bytes.count, !isSpace(position + 1),
      position == 0 || !isAlphanumeric(position - 1)
    else { return nil }
    var end = position + 1
    while let dollar = bytes[end...].firstIndex(of: UInt8(ascii: "$")) {
      end = dollar + 1
      let closes = !isSpace(dollar - 1) && bytes[dollar - 1] != UInt8(ascii: "\\")
      if closes, end == bytes.count || !isAlphanumeric(end) { return end }
    }
    return nil
  }

  private func run(at start: Int) -> Int {
    bytes[start...].prefix { $0 == UInt8(ascii: "`") }.count
  }

  private func find(_ pattern: StaticString, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if matches(pattern, at: index) { return index }
      index += 1
    }
    return nil
  }

  private func matches(_ pattern: StaticString, at index: Int) -> Bool {
    guard index + pattern.utf8CodeUnitCount <= bytes.count else { return false }
    return pattern.withUTF8Buffer { pattern in
      pattern.indices.allSatisfy { bytes[index + $0] == pattern[$0] }
    }
  }

  private func isSpace(_ index: Int) -> Bool { [9, 10, 32].contains(bytes[index]) }

  private func isAlphanumeric(_ index: Int) -> Bool {
    switch bytes[index] {
    case 48...57, 65...90, 97...122: true
    default: false
    }
  }

  // MARK: Output

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Ends the prose before this position, then adds a span that ends at `end`.
  private mutating func emit(_ span: Span?, upTo end: Int) {
    if proseStart < position {
      spans.append(PlacedSpan(span: .prose(text(proseStart..<position)), place: place))
      advance(over: proseStart..<position)
    }
    if let span { spans.append(PlacedSpan(span: span, place: place)) }
    advance(over: position..<end)
    position = end
    proseStart = end
  }

  private mutating func emitTarget(upTo end: Int) {
    let target = text(position..<end)
    if target.contains("{{") { fault("a token inside a link's target, which quotes no results") }
    emit(.target(target), upTo: end)
  }

  /// A figure's own text has no lines in the chapter.
  private mutating func advance(over range: Range<Int>) {
    if place.part.isEmpty { place.line += lines(in: range) }
  }

  private func lines(in range: Range<Int>) -> Int {
    bytes[range].count { $0 == UInt8(ascii: "\n") }
  }

  private mutating func fault(_ problem: String) {
    var here = place
    if here.part.isEmpty { here.line += lines(in: proseStart..<position) }
    faults.append(here.failure(problem))
  }
}
