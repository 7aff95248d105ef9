// The anchors that GitHub gives to headings.

/// Gives each heading of a document its anchor.
///
/// GitHub's rule: lower case; of the visible text only letters, marks, decimal digits, `_`, `-` and
/// spaces stay; each space becomes `-`; a name already given gets the first free of `-1`, `-2`, ….
struct HeadingAnchors {
  private var given: [String: Int] = [:]

  /// The anchor of the next heading, given its Markdown.
  mutating func anchor(of markdown: String) -> String {
    let name = Self.name(of: Self.visibleText(of: markdown))
    var unique = name
    while given[unique] != nil {
      given[name, default: 0] += 1
      unique = "\(name)-\(given[name, default: 0])"
    }
    given[unique] = 0
    return unique
  }

  private static func name(of text: String) -> String {
    var name = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar == " " {
        name.append("-")
      } else if scalar == "-" || isWord(scalar) {
        name.append(scalar)
      }
    }
    return String(name)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .decimalNumber, .connectorPunctuation, .nonspacingMark, .spacingMark, .enclosingMark: true
    default: scalar.properties.isAlphabetic
    }
  }

  /// Markdown without links, anchors and the underscores of emphasis; what else formats is
  /// punctuation, which names drop.
  private static func visibleText(of markdown: String) -> String {
    let characters = Array(withoutLinks(markdown))
    var inCode = false
    var text = ""
    for (index, character) in characters.enumerated() {
      if character == "`" { inCode.toggle() }
      let insideWord =
        index > 0 && index + 1 < characters.count && isWordCharacter(characters[index - 1])
        && isWordCharacter(characters[index + 1])
      if character != "_" || inCode || insideWord { text.append(character) }
    }
    return text
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// Markdown whose links are replaced by their text, so that it can itself become a link.
  static func withoutLinks(_ markdown: String) -> String {
    var text = markdown[...]
    var result = ""
    while let middle = text.firstRange(of: "]("),
      let open = text[..<middle.lowerBound].lastIndex(of: "["),
      let close = text[middle.upperBound...].firstIndex(of: ")")
    {
      result += text[..<open] + text[text.index(after: open)..<middle.lowerBound]
      text = text[text.index(after: close)...]
    }
    return result + text
  }
}
